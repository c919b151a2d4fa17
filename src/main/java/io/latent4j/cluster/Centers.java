package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.PairedVariable;
import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Centers, and how far samples are from them.
 *
 * @param centers on the scale of scaled samples; in double precision, as they may be far from zero
 *     beside the distances between them
 * @param spread how far samples are from their mean, the root of the mean square
 * @param scaling of samples
 * @param engine how to compute
 */
record Centers(double[][] centers, double spread, Scaling scaling, EngineOptions engine) {
  /** What may be rounded off of a center, beside the spread. */
  private static final double NEGLIGIBLE = 0x1p-20;

  static Centers of(Points points, double[][] found, Scaling scaling, EngineOptions engine) {
    double spread = Math.sqrt(points.meanVariance() * points.features());
    return new Centers(points.toScaled(found), spread, scaling, engine);
  }

  int count() {
    return centers.length;
  }

  int features() {
    return centers[0].length;
  }

  float[][] copy() {
    return Arrays.stream(centers).map(PairedVariable::nearest).toArray(float[][]::new);
  }

  /** Whether float32 has too few digits for the centers. */
  boolean needDouble() {
    return Arrays.stream(centers)
        .flatMapToDouble(Arrays::stream)
        .anyMatch(value -> Math.abs(value - (float) value) > NEGLIGIBLE * spread);
  }

  int[] nearest(Samples samples) {
    return with(samples, problem -> problem.nearest(problem.points().fromScaled(centers)));
  }

  double inertia(Samples samples) {
    return with(
        samples,
        problem -> {
          double[][] points = problem.points().fromScaled(centers);
          return problem.inertia(points, problem.nearest(points));
        });
  }

  float[][] distances(Samples samples) {
    float[][] distances = new float[samples.count()][centers.length];
    return with(
        samples,
        problem -> {
          problem.eachRow(
              problem.points().fromScaled(centers),
              (row, squared, at) -> {
                for (int k = 0; k < centers.length; k++) {
                  distances[row][k] = (float) Math.sqrt(squared[at + k]);
                }
              });
          return distances;
        });
  }

  private <T> T with(Samples samples, Function<Problem, T> use) {
    if (samples.features() != features()) {
      throw new IllegalArgumentException(
          "samples must have %d features, as those of the fit, but have %d"
              .formatted(features(), samples.features()));
    }
    Points points = Points.of(samples, scaling);
    float[] weights = Weights.equal(samples.count());
    try (Distances distances = Distances.of(points, centers.length, engine);
        Workers workers = new Workers(engine.threads())) {
      return use.apply(new Problem(points, weights, distances, workers));
    }
  }
}
