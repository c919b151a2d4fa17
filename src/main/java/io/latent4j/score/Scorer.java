package io.latent4j.score;

import io.latent4j.data.ImageShape;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.Device;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Precision;
import io.latent4j.model.InvalidOptionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Scores generated samples beside real ones. What is known of the real ones is computed once.
 *
 * <p>Real samples are scaled as is said. Generated ones that come as rows are on that scale
 * already; those that come as samples are divided by their own type's maximum where the real ones
 * are by theirs, and else scaled as the real ones.
 *
 * <p>A scorer is used by one thread at a time. It holds native memory until it is closed; the real
 * samples and the features must stay open as long.
 */
public final class Scorer implements AutoCloseable {
  private static final int MOST_WITH_FAULTS = 10_000;

  private final ScaledSamples real;
  private final Features features;
  private final EngineOptions engineOptions;
  private final ScoreOptions options;
  private final GraphEngine engine;
  private final Frechet frechet;
  private final PairDistances distances;
  private final Moments realMoments;
  private final Moments half;
  private final int[] otherHalf;
  private final float[][] realFeatures;
  private final double floor;
  private Neighborhoods neighborhoods;

  private Scorer(
      ScaledSamples real, Features features, ScoreOptions options, EngineOptions engineOptions) {
    this.real = real;
    this.features = features;
    this.options = options;
    this.engineOptions = engineOptions;
    realFeatures = featuresOf(real);
    int size = realFeatures[0].length;
    requireEnough(real.samples(), size, features.name());
    engine =
        GraphEngine.create(engineOptions.withPrecision(Precision.FLOAT32).withDevice(Device.CPU));
    try {
      frechet = new Frechet(engine, size);
      distances = new PairDistances(engine, size);
      realMoments = frechet.moments(realFeatures);
      int[] order = Draw.order(real.count(), new Random(engineOptions.seed()));
      half = frechet.moments(select(realFeatures, Arrays.copyOf(order, order.length / 2)));
      otherHalf = Arrays.copyOfRange(order, order.length / 2, order.length);
      floor = frechet.squaredDistance(half, frechet.moments(select(realFeatures, otherHalf)));
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  /**
   * Prepares to score, with real samples scaled by {@link Scaling.Kind#AUTO} and seed 42.
   *
   * @param real the real samples
   * @param features in what to compare
   * @param options how to score
   * @return the scorer, to be closed by the caller
   * @throws IllegalArgumentException see {@link #of(Samples, Scaling, Features, ScoreOptions,
   *     EngineOptions)}
   */
  public static Scorer of(Samples real, Features features, ScoreOptions options) {
    Scaling scaling = Scaling.fit(real, Scaling.Kind.AUTO);
    return of(real, scaling, features, options, EngineOptions.defaults());
  }

  /**
   * Prepares to score.
   *
   * @param real the real samples, at least twice as many as there are features, and two more: their
   *     halves are compared
   * @param scaling how they are scaled
   * @param features in what to compare
   * @param options how to score
   * @param engine with how many threads, and by what seed
   * @return the scorer, to be closed by the caller
   * @throws IllegalArgumentException if there are too few real samples
   */
  public static Scorer of(
      Samples real,
      Scaling scaling,
      Features features,
      ScoreOptions options,
      EngineOptions engine) {
    return new Scorer(ScaledSamples.of(real, scaling), features, options, engine);
  }

  /**
   * Refuses real samples that are too few for a number of features.
   *
   * @param real the real samples
   * @param size the number of features
   * @param name what the features are, as {@link Features#name()}
   * @throws IllegalArgumentException if they are less than 2 (size + 1)
   */
  public static void requireEnough(Samples real, int size, String name) {
    int least = 2 * (size + 1);
    if (real.count() < least) {
      throw new InvalidOptionException(
          "real",
          "must have at least %d samples, so that each half gives the covariance of %d features (%s), but has %d"
              .formatted(least, size, name, real.count()));
    }
  }

  private static float[][] select(float[][] rows, int... which) {
    return Arrays.stream(which).mapToObj(row -> rows[row]).toArray(float[][]::new);
  }

  private float[][] featuresOf(ScaledSamples samples) {
    List<float[]> all = new ArrayList<>(samples.count());
    samples.forEachChunk(
        (first, count, values) ->
            all.addAll(Arrays.asList(features.of(rows(values, samples.features())))));
    return all.toArray(new float[0][]);
  }

  private static float[][] rows(float[] values, int columns) {
    float[][] rows = new float[values.length / columns][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return rows;
  }

  /**
   * Scores generated samples.
   *
   * @param generated the samples, more than there are neighbours, of as many values as the real
   * @return the score
   * @throws IllegalArgumentException if they are too few, or of another size than the real ones
   * @throws IllegalStateException if the scorer or the samples are closed
   */
  public Score score(Samples generated) {
    requireAlike(generated);
    ScaledSamples scaled = ScaledSamples.of(generated, scalingOf(generated));
    List<float[]> rows = new ArrayList<>(generated.count());
    scaled.forEachChunk(
        (first, count, values) -> rows.addAll(Arrays.asList(rows(values, scaled.features()))));
    return score(rows.toArray(new float[0][]));
  }

  /**
   * How generated samples are scaled.
   *
   * @param generated the samples
   * @return by their own type's maximum where the real ones are scaled by theirs, else as the real
   */
  public Scaling scalingOf(Samples generated) {
    return switch (real.scaling().kind()) {
      case AUTO, UNIT -> Scaling.fit(generated, Scaling.Kind.AUTO);
      case NONE, MINMAX, STANDARD -> real.scaling();
    };
  }

  /** Refuses generated samples of another size than the real ones. */
  private void requireAlike(Samples generated) {
    Optional<ImageShape> own = generated.imageShape();
    Optional<ImageShape> wanted = real.samples().imageShape();
    boolean otherShape = own.isPresent() && wanted.isPresent() && !own.equals(wanted);
    if (generated.features() != real.features() || otherShape) {
      throw new InvalidOptionException(
          "generated",
          "must be of the size of the real ones, %s, but is of %s"
              .formatted(real.samples().sampleShape(), generated.sampleShape()));
    }
  }

  /**
   * Scores generated samples that are scaled as the real ones are.
   *
   * @param generated of shape (samples, values), more than there are neighbours
   * @return the score
   * @throws IllegalArgumentException if they are too few, of another size than the real ones, or
   *     not finite
   * @throws IllegalStateException if the scorer is closed
   */
  public Score score(float[][] generated) {
    requireRows(generated, options.neighbors() + 1);
    float[][] found = features.of(generated);
    if (neighborhoods == null) {
      neighborhoods =
          new Neighborhoods(
              distances, realFeatures, realMoments.mean(), options, engineOptions.seed());
    }
    Neighborhoods.Found among = neighborhoods.compare(found);
    NeighborFigures figures = among.figures();
    return new Score(
        features.name(),
        frechet.squaredDistance(realMoments, frechet.moments(found)),
        floor,
        figures.oneNnAccuracy(),
        figures.copied(),
        figures.precision(),
        figures.recall(),
        figures.density(),
        figures.coverage(),
        features.classProbabilities(generated).map(ClassFigures::of),
        among.nearest(),
        among.nearestDistances());
  }

  /**
   * The Fréchet distance alone, beside its floor: what a generator that keeps its best is handed,
   * as it takes no neighbours.
   *
   * @param generated of shape (samples, values), at least 2, scaled as the real ones are
   * @return the ratio, about 1 if they are as good as real ones
   * @throws IllegalArgumentException if they are too few, of another size than the real ones, or
   *     not finite
   * @throws IllegalStateException if the scorer is closed
   */
  public double frechetRatio(float[][] generated) {
    requireRows(generated, 2);
    return Score.ratio(
        frechet.squaredDistance(realMoments, frechet.moments(features.of(generated))), floor);
  }

  private void requireRows(float[][] generated, int least) {
    if (generated.length < least) {
      throw new InvalidOptionException(
          "generated",
          "must have at least %d samples, but has %d".formatted(least, generated.length));
    }
    for (int i = 0; i < generated.length; i++) {
      if (generated[i].length != real.features()) {
        throw new InvalidOptionException(
            "generated",
            "must have %d values a sample like the real ones, but row %d has %d"
                .formatted(real.features(), i, generated[i].length));
      }
      for (float value : generated[i]) {
        if (!Float.isFinite(value)) {
          throw new InvalidOptionException(
              "generated", "must be finite, but row %d has %s".formatted(i, value));
        }
      }
    }
  }

  /**
   * What the Fréchet distance is for real samples and for known faults.
   *
   * @param count how many generated samples there are
   * @return the floor, and what is known
   * @throws IllegalStateException if the scorer or the real samples are closed
   */
  public Calibration calibration(int count) {
    Map<String, Double> known = new LinkedHashMap<>();
    if (count > 1) {
      known.put("real", fromHalf(select(realFeatures, head(otherHalf, count))));
    }
    real.samples()
        .labels()
        .map(labels -> withoutFirstClass(labels))
        .filter(rows -> rows.length > 1)
        .ifPresent(rows -> known.put("missing_class", fromHalf(select(realFeatures, rows))));
    int[] faulty = head(otherHalf, MOST_WITH_FAULTS);
    real.samples()
        .imageShape()
        .ifPresent(
            shape ->
                known.put(
                    "blurred", fromHalf(Faults.apply(features, real, faulty, Faults.blur(shape)))));
    known.put(
        "noise",
        fromHalf(Faults.apply(features, real, faulty, Faults.noise(real, engineOptions.seed()))));
    return new Calibration(floor, known);
  }

  private static int[] head(int[] rows, int count) {
    return Arrays.copyOf(rows, Math.min(rows.length, count));
  }

  private int[] withoutFirstClass(int... labels) {
    int missing = Arrays.stream(labels).min().orElseThrow();
    return Arrays.stream(otherHalf).filter(row -> labels[row] != missing).toArray();
  }

  private double fromHalf(float[][] rows) {
    return frechet.squaredDistance(half, frechet.moments(rows));
  }

  /** Frees the native memory; closing again does nothing. */
  @Override
  public void close() {
    if (neighborhoods != null) {
      neighborhoods.close();
      neighborhoods = null;
    }
    distances.close();
    engine.close();
  }
}
