package io.latent4j.deepcluster;

import java.util.OptionalDouble;

/**
 * What DEC and IDEC found when they computed their target.
 *
 * @param step after how many steps of training; 0 before the first
 * @param change the share of samples whose cluster is another than at the update before; 1 at the
 *     first
 * @param loss the mean loss of the steps since the update before; at the first, the divergence of
 *     all samples from their target
 * @param reseeded how many clusters had no samples left, and began anew at the sample that was
 *     farthest from its center
 * @param accuracy the best match with the samples' labels, if they have any
 * @param nmi the normalized mutual information with the labels
 * @param ari the adjusted Rand index with the labels
 */
public record ClusterUpdate(
    int step,
    double change,
    double loss,
    int reseeded,
    OptionalDouble accuracy,
    OptionalDouble nmi,
    OptionalDouble ari) {

  static final int NUMBERS = 7;

  /** As a row of numbers; NaN for what there is not. */
  float[] row() {
    return new float[] {
      step,
      (float) change,
      (float) loss,
      (float) accuracy.orElse(Double.NaN),
      (float) nmi.orElse(Double.NaN),
      (float) ari.orElse(Double.NaN),
      reseeded
    };
  }

  /** From a row of numbers. */
  static ClusterUpdate of(float... row) {
    return new ClusterUpdate(
        (int) row[0], row[1], row[2], (int) row[6], known(row[3]), known(row[4]), known(row[5]));
  }

  private static OptionalDouble known(float value) {
    return Float.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
