package io.latent4j.cluster;

import java.util.Arrays;

/** What weights of samples must be. */
final class Weights {
  private Weights() {}

  /** Weights by which all samples count alike. */
  static float[] equal(int samples) {
    float[] weights = new float[samples];
    Arrays.fill(weights, 1);
    return weights;
  }

  static void check(float[] weights, int samples) {
    if (weights.length != samples) {
      throw new IllegalArgumentException(
          "weights must be as many as samples, %d, but are %d".formatted(samples, weights.length));
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || Float.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "weights must be at least 0, but weight %d is %s".formatted(i, weights[i]));
      }
      sum += weights[i];
    }
    if (sum == 0) {
      throw new IllegalArgumentException("weights must not all be 0");
    }
  }
}
