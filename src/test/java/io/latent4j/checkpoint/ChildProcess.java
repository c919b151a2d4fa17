package io.latent4j.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a program printed, and how it ended.
 *
 * @param exitCode its exit code
 * @param output what it printed to its standard output
 * @param errors what it printed to its standard error
 */
public record ChildProcess(int exitCode, String output, String errors) {

  /** Runs a main class with the class path of the tests. */
  static ChildProcess java(Path folder, Class<?> main, Object... arguments) throws Exception {
    return java(folder, "-Xmx512m", main, arguments);
  }

  /** Runs a main class with the class path of the tests and a limit of the heap. */
  public static ChildProcess java(Path folder, String heap, Class<?> main, Object... arguments)
      throws Exception {
    List<Object> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java"));
    command.addAll(List.of(heap, "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return run(folder, command.toArray());
  }

  /** Runs a command in a folder, which gets its output. */
  static ChildProcess run(Path folder, Object... command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    ProcessBuilder builder = new ProcessBuilder();
    for (Object part : command) {
      builder.command().add(part.toString());
    }
    Process process =
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        throw new IOException("still running: " + builder.command());
      }
    } finally {
      process.destroyForcibly();
    }
    return new ChildProcess(
        process.exitValue(),
        Files.readString(output),
        new String(Files.readAllBytes(errors), StandardCharsets.UTF_8));
  }
}
