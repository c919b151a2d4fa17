package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;

/**
 * Samples in Java memory, scaled, less a point near to those that are far from zero: what counts
 * are differences.
 *
 * @param values row-major
 * @param count how many samples
 * @param features how many values each has
 * @param origin the point
 */
record Rows(float[] values, int count, int features, double[] origin) {

  /** Rows about a point of their own. */
  static Rows of(Samples samples, Scaling scaling) {
    return of(ScaledSamples.of(samples, scaling).forDifferences());
  }

  /** Other samples as rows about the same point as these. */
  Rows others(Samples samples, Scaling scaling) {
    return of(ScaledSamples.of(samples, scaling).about(origin));
  }

  private static Rows of(ScaledSamples rows) {
    return new Rows(rows.all(), rows.count(), rows.features(), rows.origin());
  }

  /** The mean of each feature. */
  double[] mean() {
    double[] mean = new double[features];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < features; j++) {
        mean[j] += values[i * features + j];
      }
    }
    for (int j = 0; j < features; j++) {
      mean[j] /= count;
    }
    return mean;
  }

  /** The squared distance of a row to one of other rows. */
  double squaredDistance(int row, Rows others, int other) {
    int a = row * features;
    int b = other * features;
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double difference = (double) values[a + j] - others.values[b + j];
      sum += difference * difference;
    }
    return sum;
  }
}
