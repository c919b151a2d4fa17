package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.parallel.Workers;

/**
 * Scaled samples as a mixture goes through them, divided among threads, less a point near to those
 * that are far from zero.
 *
 * @param values row-major
 * @param count how many rows
 * @param features how long a row is
 * @param origin the point
 * @param workers the threads
 */
record MixtureRows(float[] values, int count, int features, double[] origin, Workers workers) {

  /** Rows about a point of their own. */
  static MixtureRows of(Samples samples, Scaling scaling, Workers workers) {
    return of(ScaledSamples.of(samples, scaling).forDifferences(), workers);
  }

  /** Rows about a given point. */
  static MixtureRows about(double[] origin, Samples samples, Scaling scaling, Workers workers) {
    return of(ScaledSamples.of(samples, scaling).about(origin), workers);
  }

  private static MixtureRows of(ScaledSamples rows, Workers workers) {
    return new MixtureRows(rows.all(), rows.count(), rows.features(), rows.origin(), workers);
  }

  /** The nearest of some means for each row; the means are on the scale of scaled samples. */
  int[] nearest(float[][] means) {
    double[][] moved = new double[means.length][features];
    for (int k = 0; k < moved.length; k++) {
      for (int j = 0; j < features; j++) {
        moved[k][j] = means[k][j] - origin[j];
      }
    }
    return nearest(moved);
  }

  private int[] nearest(double[][] means) {
    int[] nearest = new int[count];
    workers.divide(
        count,
        (part, from, to) -> {
          for (int row = from; row < to; row++) {
            nearest[row] = nearest(means, row);
          }
        });
    return nearest;
  }

  private int nearest(double[][] means, int row) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < means.length; k++) {
      double squared = 0;
      for (int j = 0; j < features; j++) {
        double difference = values[row * features + j] - means[k][j];
        squared += difference * difference;
      }
      if (squared < least) {
        least = squared;
        nearest = k;
      }
    }
    return nearest;
  }
}
