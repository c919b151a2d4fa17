package io.latent4j.score;

import java.util.Arrays;

/**
 * What a classifier takes generated samples for.
 *
 * @param shares the share of each class among the samples, by the class that each is most probably
 *     of
 * @param entropy that of the shares, in nats; at most the logarithm of the number of classes
 * @param smallestShare the smallest of the shares
 * @param meanConfidence the mean probability of the most probable class
 */
public record ClassFigures(
    double[] shares, double entropy, double smallestShare, double meanConfidence) {

  /**
   * Computes the figures.
   *
   * @param probabilities of shape (samples, classes), at least one of each
   * @return the figures
   * @throws IllegalArgumentException if there are none
   */
  public static ClassFigures of(float[][] probabilities) {
    if (probabilities.length == 0 || probabilities[0].length == 0) {
      throw new IllegalArgumentException("probabilities must be at least one, but are none");
    }
    double[] shares = new double[probabilities[0].length];
    double confidence = 0;
    for (float[] row : probabilities) {
      int largest = largest(row);
      shares[largest]++;
      confidence += row[largest];
    }
    double entropy = 0;
    for (int k = 0; k < shares.length; k++) {
      shares[k] /= probabilities.length;
      entropy -= shares[k] == 0 ? 0 : shares[k] * Math.log(shares[k]);
    }
    return new ClassFigures(
        shares,
        entropy,
        Arrays.stream(shares).min().orElseThrow(),
        confidence / probabilities.length);
  }

  /** The number of the most probable class; the first, if several are. */
  static int largest(float[] row) {
    int largest = 0;
    for (int k = 1; k < row.length; k++) {
      if (row[k] > row[largest]) {
        largest = k;
      }
    }
    return largest;
  }
}
