package io.latent4j.data;

import io.latent4j.data.GeneratorOptions.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;

/**
 * Data sets made by a formula and random numbers. The same options and seed give the same numbers
 * on every machine: {@link Random} and {@link StrictMath} are specified to the last bit.
 */
final class GeneratorFamily implements DataSource.Family {

  private static final int MOST_SAMPLES = 10_000_000;
  private static final int MOST_FEATURES = 100_000;
  private static final long MOST_VALUES = 1L << 28;
  private static final double MOST = 1e6;
  private static final Option SEED = Option.integer("seed", 42, Long.MIN_VALUE, Long.MAX_VALUE);

  private interface Recipe {
    Samples make(GeneratorOptions options);
  }

  private record Generator(List<Option> options, Recipe recipe) {}

  private static final Map<String, Generator> GENERATORS =
      new TreeMap<>(
          Map.of(
              "blobs",
              new Generator(
                  List.of(
                      samples(500),
                      Option.integer("centers", 4, 1, MOST_SAMPLES),
                      features(),
                      Option.real("std", 1, 0, MOST),
                      SEED),
                  GeneratorFamily::blobs),
              "uniform",
              new Generator(
                  List.of(
                      samples(200),
                      features(),
                      Option.real("low", 0, -MOST, MOST),
                      Option.real("high", 10, -MOST, MOST),
                      SEED),
                  GeneratorFamily::uniform),
              "swiss-roll",
              new Generator(
                  List.of(samples(1000), Option.real("noise", 0, 0, MOST), SEED),
                  GeneratorFamily::swissRoll),
              "moons",
              new Generator(
                  List.of(samples(500), Option.real("noise", 0.05, 0, MOST), SEED),
                  GeneratorFamily::moons)));

  private static Option samples(int standard) {
    return Option.integer("n", standard, 1, MOST_SAMPLES);
  }

  private static Option features() {
    return Option.integer("features", 2, 1, MOST_FEATURES);
  }

  @Override
  public List<String> names() {
    return List.copyOf(GENERATORS.keySet());
  }

  @Override
  public List<String> specs() {
    return names();
  }

  @Override
  public DataSource.Reader parse(String name, Optional<String> arguments) {
    Generator generator = GENERATORS.get(name);
    GeneratorOptions options = GeneratorOptions.parse(name, arguments, generator.options());
    requireConsistent(name, options);
    String spec = arguments.map(text -> name + ":" + text).orElse(name);
    return (directory, unused) -> OpenedData.of(generator.recipe().make(options).withName(spec));
  }

  private static void requireConsistent(String name, GeneratorOptions options) {
    if (name.equals("blobs") && options.integer("centers") > options.integer("n")) {
      throw new IllegalArgumentException(
          "option centers of blobs must be at most n, "
              + options.integer("n")
              + ", but is "
              + options.integer("centers"));
    }
    if (name.equals("uniform") && options.real("low") >= options.real("high")) {
      throw new IllegalArgumentException(
          "option low of uniform must be below high, "
              + options.real("high")
              + ", but is "
              + options.real("low"));
    }
    boolean wide = name.equals("blobs") || name.equals("uniform");
    if (wide && (long) options.integer("n") * options.integer("features") > MOST_VALUES) {
      throw new IllegalArgumentException(
          "options n and features of "
              + name
              + " must make at most "
              + MOST_VALUES
              + " values, but are "
              + options.integer("n")
              + " and "
              + options.integer("features"));
    }
  }

  /**
   * Normal clouds around centers drawn from [-10, 10]; sample i belongs to center i mod centers.
   */
  private static Samples blobs(GeneratorOptions options) {
    int n = options.integer("n");
    int features = options.integer("features");
    int clusters = options.integer("centers");
    double std = options.real("std");
    Random random = new Random(options.seed());
    double[] centers = new double[clusters * features];
    for (int i = 0; i < centers.length; i++) {
      centers[i] = 20 * random.nextDouble() - 10;
    }
    float[] values = new float[n * features];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % clusters;
      for (int j = 0; j < features; j++) {
        values[i * features + j] =
            (float) (centers[labels[i] * features + j] + std * random.nextGaussian());
      }
    }
    return Samples.of(values, Shape.of(n, features)).withLabels(labels);
  }

  private static Samples uniform(GeneratorOptions options) {
    int n = options.integer("n");
    int features = options.integer("features");
    double low = options.real("low");
    double range = options.real("high") - low;
    Random random = new Random(options.seed());
    float[] values = new float[n * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + range * random.nextDouble());
    }
    return Samples.of(values, Shape.of(n, features));
  }

  /** A sheet rolled up: angle from 1.5 to 4.5 pi, height from 0 to 21, as in scikit-learn. */
  private static Samples swissRoll(GeneratorOptions options) {
    int n = options.integer("n");
    double noise = options.real("noise");
    Random random = new Random(options.seed());
    float[] values = new float[n * 3];
    float[] angles = new float[n];
    for (int i = 0; i < n; i++) {
      double angle = 1.5 * Math.PI * (1 + 2 * random.nextDouble());
      double height = 21 * random.nextDouble();
      angles[i] = (float) angle;
      values[i * 3] = (float) (angle * StrictMath.cos(angle) + noise * random.nextGaussian());
      values[i * 3 + 1] = (float) (height + noise * random.nextGaussian());
      values[i * 3 + 2] = (float) (angle * StrictMath.sin(angle) + noise * random.nextGaussian());
    }
    return Samples.of(values, Shape.of(n, 3)).withCoordinate(angles);
  }

  /** Two half circles that reach into each other; sample i belongs to moon i mod 2. */
  private static Samples moons(GeneratorOptions options) {
    int n = options.integer("n");
    double noise = options.real("noise");
    Random random = new Random(options.seed());
    float[] values = new float[n * 2];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
      double angle = Math.PI * random.nextDouble();
      double x = StrictMath.cos(angle);
      double y = StrictMath.sin(angle);
      boolean upper = labels[i] == 0;
      values[i * 2] = (float) ((upper ? x : 1 - x) + noise * random.nextGaussian());
      values[i * 2 + 1] = (float) ((upper ? y : 0.5 - y) + noise * random.nextGaussian());
    }
    return Samples.of(values, Shape.of(n, 2)).withLabels(labels);
  }
}
