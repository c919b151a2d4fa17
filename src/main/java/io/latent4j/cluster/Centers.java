package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.PairedVariable;
import io.latent4j.model.Fit;
import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Centers, and how far samples are from them.
 *
 * @param centers on the scale of scaled samples; in double precision, as they may be far from zero
 *     beside the distances between them
 * @param exact whether float32 has too few digits for them
 * @param scaling of samples
 * @param engine how to compute
 */
record Centers(double[][] centers, boolean exact, Scaling scaling, EngineOptions engine) {
  /** What may be rounded off of a center, beside how far samples are from their mean. */
  private static final double NEGLIGIBLE = 0x1p-20;

  static Centers of(Points points, double[][] found, Scaling scaling, EngineOptions engine) {
    double spread = Math.sqrt(points.meanVariance() * points.features());
    double[][] centers = points.toScaled(found);
    boolean exact =
        Arrays.stream(centers)
            .flatMapToDouble(Arrays::stream)
            .anyMatch(value -> Math.abs(value - (float) value) > NEGLIGIBLE * spread);
    double[][] kept =
        Arrays.stream(centers).map(row -> asSaved(row, exact)).toArray(double[][]::new);
    return new Centers(kept, exact, scaling, engine);
  }

  /** What a file has of a center, so that a model gives what it does once saved. */
  private static double[] asSaved(double[] center, boolean exact) {
    float[] nearest = PairedVariable.nearest(center);
    float[] rest = PairedVariable.remainder(center);
    double[] kept = new double[center.length];
    Arrays.setAll(kept, j -> exact ? (double) nearest[j] + rest[j] : nearest[j]);
    return kept;
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
    Fit.requireFeatures(features(), samples);
    Points points = Points.of(samples, scaling);
    float[] weights = Weights.equal(samples.count());
    try (Distances distances = Distances.of(points, centers.length, engine);
        Workers workers = new Workers(engine.threads())) {
      return use.apply(new Problem(points, weights, distances, workers));
    }
  }
}
