package io.latent4j.decomposition;

/**
 * Whether float32 has digits enough to take samples to the components: not where they are so far
 * from zero that rounding them changes their places by what counts beside the deviations there.
 */
final class Digits {
  /** The share of a deviation that rounding may cost. */
  private static final double LARGEST_SHARE = 0x1p-17;

  /** Directions of less than this share of the largest deviation are not looked at. */
  private static final double SMALL = 1e-2;

  private Digits() {}

  /**
   * Tells whether to project in double precision.
   *
   * @param center what is subtracted
   * @param mean of each feature, if that is what is subtracted
   * @param found the components
   */
  static boolean areTooFew(Centering center, double[] mean, Components found) {
    return center == Centering.FEATURE ? tooFew(mean, found) : tooFew(found);
  }

  private static boolean tooFew(double[] mean, Components found) {
    double least = SMALL * found.deviations()[0];
    double[][] components = found.vectors();
    for (int k = 0; k < components.length; k++) {
      double allowed = LARGEST_SHARE * Math.max(found.deviations()[k], least);
      for (int j = 0; j < mean.length; j++) {
        if (mean[j] != 0 && Math.ulp((float) mean[j]) * Math.abs(components[k][j]) > allowed) {
          return true;
        }
      }
    }
    return false;
  }

  /** What is not centred is as long as the first deviation. */
  private static boolean tooFew(Components found) {
    int last = found.vectors().length - 1;
    return Math.ulp((float) found.deviations()[0]) > LARGEST_SHARE * found.deviations()[last];
  }
}
