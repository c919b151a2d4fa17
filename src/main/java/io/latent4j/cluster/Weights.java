package io.latent4j.cluster;

/** What weights of samples must be. */
final class Weights {
  private Weights() {}

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
