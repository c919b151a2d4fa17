package io.latent4j.cluster;

import java.util.Arrays;

/** Sums and weights of the samples of each cluster, kept up to date as samples change cluster. */
final class Sums {
  private final double[][] sums;
  private final double[] weights;

  Sums(int clusters, int features) {
    sums = new double[clusters][features];
    weights = new double[clusters];
  }

  double[][] sums() {
    return sums;
  }

  double[] weights() {
    return weights;
  }

  /** Moves a sample from one cluster, or -1 for none, to another. */
  void move(Points.RowReader reader, int row, double weight, int from, int to) {
    float[] values = reader.shifted(row);
    if (from < 0) {
      add(values, weight, to);
      return;
    }
    double[] left = sums[from];
    double[] joined = sums[to];
    for (int j = 0; j < values.length; j++) {
      double value = weight * values[j];
      left[j] -= value;
      joined[j] += value;
    }
    weights[from] -= weight;
    weights[to] += weight;
  }

  private void add(float[] values, double weight, int to) {
    double[] joined = sums[to];
    for (int j = 0; j < values.length; j++) {
      joined[j] += weight * values[j];
    }
    weights[to] += weight;
  }

  /** Takes over what another collected, and empties it. */
  void drain(Sums other) {
    for (int k = 0; k < weights.length; k++) {
      Vectors.add(sums[k], other.sums[k]);
      Arrays.fill(other.sums[k], 0);
      weights[k] += other.weights[k];
      other.weights[k] = 0;
    }
  }
}
