package io.latent4j.model;

import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.EstimatorCase.Fitted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/**
 * Fits, uses, saves and closes models of every estimator, and says for each by how many MiB the
 * resident set of the process grew. The Java heap must be resident from the beginning: {@code
 * -Xms512m -Xmx512m -XX:+AlwaysPreTouch}. Without {@code -Dorg.bytedeco.javacpp.nopointergc=true}
 * the garbage collector frees what was forgotten.
 */
public final class EstimatorMemoryProgram {
  private static final FitOptions HOW = FitOptions.of(EngineOptions.defaults().withThreads(2));

  /** Of the samples, 6 MiB: more than k-means computes without TensorFlow. */
  private static final int COUNT = 150;

  private static final int FEATURES = 10_000;
  private static final int FEW_FEATURES = 50;
  private static final int TIMES = 4;

  private EstimatorMemoryProgram() {}

  /**
   * Runs one estimator after the other.
   *
   * @param args a folder to save to
   */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    List<EstimatorCase<?>> cases = EstimatorCases.all();
    try (Samples wide = random(FEATURES);
        Samples narrow = random(FEW_FEATURES)) {
      use(cases.get(0), wide, folder, 2 * TIMES); // until all classes are loaded
      for (int i = 0; i < cases.size(); i++) {
        Samples samples = cases.get(i).isNarrow() ? narrow : wide;
        use(cases.get(i), samples, folder, 1);
        double before = resident();
        use(cases.get(i), samples, folder, TIMES);
        System.out.println(i + " " + (resident() - before));
      }
    }
  }

  private static void use(EstimatorCase<?> which, Samples samples, Path folder, int times) {
    Path file = folder.resolve(which.estimator().name());
    for (int i = 0; i < times; i++) {
      try (Fitted<?> fitted = which.fit(samples, HOW)) {
        fitted.apply(samples);
        if (which.load().isPresent()) {
          fitted.model().save(file);
          which.load(file).close();
        }
      }
    }
  }

  private static Samples random(int features) {
    Random random = new Random(1);
    float[] values = new float[COUNT * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return Samples.of(values, Shape.of(COUNT, features));
  }

  private static double resident() {
    System.gc();
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElseThrow()
          / 1024.0;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
