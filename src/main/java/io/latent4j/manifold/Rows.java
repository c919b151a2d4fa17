package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;

/**
 * Samples in Java memory, scaled.
 *
 * @param values row-major
 * @param count how many samples
 * @param features how many values each has
 */
record Rows(float[] values, int count, int features) {

  static Rows of(Samples samples, Scaling scaling) {
    return new Rows(
        scaling.apply(samples.toFloats(), samples.features()), samples.count(), samples.features());
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
