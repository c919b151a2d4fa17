package io.latent4j.savedmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the project's Python scripts. */
final class PythonProcess {
  private PythonProcess() {}

  /** Runs a script and returns what it printed. */
  static String run(Path folder, Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("latent4j.python", "target/python/bin/python"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path out = Files.createTempFile(folder, "python", ".out");
    Path err = Files.createTempFile(folder, "python", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError(Files.readString(err));
    }
    return Files.readString(out);
  }

  /** Makes a model for each kind of layers; a folder that has them may be named. */
  static Path makeLayers(Path folder) throws IOException, InterruptedException {
    String made = System.getProperty("latent4j.layers");
    if (made != null) {
      return Path.of(made);
    }
    Path models = folder.resolve("layers");
    run(folder, Path.of("tools", "fixtures", "savedmodel_layers.py"), "--out", models);
    return models;
  }
}
