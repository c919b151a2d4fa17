package io.latent4j.training;

import io.latent4j.data.Scaling;
import io.latent4j.data.StreamedSamples;
import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Adam;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Trains on a file of 64 GiB, nearly all of it a hole, in a process that may have much less: a
 * program of its own, as the limits are of a process.
 */
final class HugeFileProgram {
  private static final int ROWS = 1 << 20;
  private static final int FEATURES = 1 << 16;
  private static final int STEPS = 30;
  private static final String ADDRESS_SPACE = String.valueOf(12L << 30);
  private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s*(\\d+) kB");

  /**
   * How it ended.
   *
   * @param status the exit status
   * @param text what it printed
   */
  record Outcome(int status, String text) {

    /** The most memory that was resident at once; 1 where nobody says. */
    long residentMebibytes() {
      Matcher resident = RESIDENT.matcher(text);
      return resident.find() ? Long.parseLong(resident.group(1)) / 1024 : 1;
    }
  }

  private HugeFileProgram() {}

  /** Runs the program with little heap and, where that can be had, little address space. */
  static Outcome run(Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/prlimit"))) {
      command.addAll(List.of("/usr/bin/prlimit", "--as=" + ADDRESS_SPACE));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx128m",
            "-XX:MaxDirectMemorySize=64m",
            "-cp",
            System.getProperty("java.class.path"),
            HugeFileProgram.class.getName(),
            folder.resolve("huge.npy").toString()));
    Path printed = Files.createTempFile(folder, "huge", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + Files.readString(printed));
    }
    return new Outcome(process.exitValue(), Files.readString(printed));
  }

  /**
   * Trains for some steps and prints the memory that took.
   *
   * @param arguments the file to make
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    makeSparse(file);
    try (Engine engine = GraphEngine.create();
        StreamedSamples samples = StreamedSamples.open(file)) {
      Sequential model = Sequential.of(Dense.of(4), Dense.of(FEATURES));
      model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, FEATURES));
      Loss<TFloat32> mse = Losses.meanSquaredError();
      Trainer trainer =
          Trainer.minimizing(
              engine,
              model,
              Adam.of(0.001f),
              (tf, batch, mode) ->
                  mse.apply(tf, batch.samples(), model.call(tf, batch.samples(), mode)));
      int[] steps = {0};
      TrainingListener stop =
          new TrainingListener() {
            @Override
            public void onStep(TrainingRun run, int step, double loss) {
              steps[0] = step;
              if (step == STEPS) {
                run.stop();
              }
            }
          };
      trainer.fit(TrainingSet.of(samples, Scaling.none()), TrainingOptions.of(1, 64), stop);
      System.out.println("steps " + steps[0] + ", file " + (Files.size(file) >> 30) + " GiB");
    } finally {
      Files.delete(file);
    }
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      System.out.println(Files.readString(status));
    }
  }

  private static void makeSparse(Path file) throws IOException {
    String text = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + ROWS + ", " + FEATURES;
    String padded = (text + "), }").concat(" ".repeat(128 - 10 - 1 - text.length() - 4)) + "\n";
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
      bytes.write(padded.getBytes(StandardCharsets.US_ASCII));
      bytes.setLength(128 + (long) ROWS * FEATURES);
    }
  }
}
