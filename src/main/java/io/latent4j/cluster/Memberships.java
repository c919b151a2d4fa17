package io.latent4j.cluster;

import java.util.Arrays;

/** How much a sample belongs to each cluster; each row adds up to 1. */
final class Memberships {
  private Memberships() {}

  /** Turns distances into probabilities of balls of one variance. */
  static void ofBalls(float[] distances, double variance) {
    double nearest = Double.POSITIVE_INFINITY;
    for (float distance : distances) {
      nearest = Math.min(nearest, distance);
    }
    double[] shares = new double[distances.length];
    for (int k = 0; k < shares.length; k++) {
      double excess = ((double) distances[k] * distances[k] - nearest * nearest) / 2;
      shares[k] = excess == 0 ? 1 : Math.exp(-excess / variance);
    }
    double sum = Arrays.stream(shares).sum();
    for (int k = 0; k < shares.length; k++) {
      distances[k] = (float) (shares[k] / sum);
    }
  }

  /**
   * The memberships of fuzzy c-means.
   *
   * @param squared squared distances, from {@code at} on
   * @param exponent 1 / (fuzzifier - 1)
   * @param shares where they are put; as many as there are distances
   */
  static void fuzzy(double[] squared, int at, double exponent, double[] shares) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < shares.length; k++) {
      nearest = Math.min(nearest, squared[at + k]);
    }
    double sum = 0;
    for (int k = 0; k < shares.length; k++) {
      // Of a sample at a center itself, only such centers have a share.
      double ratio = squared[at + k] == nearest ? 1 : nearest / squared[at + k];
      shares[k] = exponent == 1 ? ratio : Math.pow(ratio, exponent);
      sum += shares[k];
    }
    for (int k = 0; k < shares.length; k++) {
      shares[k] /= sum;
    }
  }
}
