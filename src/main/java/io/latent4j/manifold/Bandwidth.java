package io.latent4j.manifold;

/** Finds the width of the bell curve around a sample at which its neighbours count as asked for. */
final class Bandwidth {
  private static final int STEPS = 100;
  private static final double TOLERANCE = 1e-5;

  private Bandwidth() {}

  /**
   * Makes affinities of squared distances.
   *
   * @param squared ascending from a place on
   * @param affinities where the result goes, at the same place; together 1
   * @param at the place
   * @param count how many
   * @param perplexity the exponential of the entropy that the affinities are to have; where the
   *     distances don't allow it, the nearest possible
   */
  static void apply(double[] squared, double[] affinities, int at, int count, double perplexity) {
    double wanted = Math.log(perplexity);
    double nearest = squared[at];
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double precision = start(squared, at, count);
    for (int step = 0; step < STEPS; step++) {
      // Relative to the nearest, so that not all underflow.
      double sum = 0;
      double weighted = 0;
      for (int k = at; k < at + count; k++) {
        double distance = squared[k] - nearest;
        affinities[k] = Math.exp(-distance * precision);
        sum += affinities[k];
        weighted += distance * affinities[k];
      }
      for (int k = at; k < at + count; k++) {
        affinities[k] /= sum;
      }
      double excess = Math.log(sum) + precision * weighted / sum - wanted;
      if (Math.abs(excess) <= TOLERANCE) {
        return;
      }
      if (excess > 0) {
        low = precision;
        precision = high == Double.POSITIVE_INFINITY ? 2 * precision : (low + high) / 2;
      } else {
        high = precision;
        precision = (low + high) / 2;
      }
      if (!(precision < Double.MAX_VALUE)) {
        return; // all at one distance: their affinities are equal whatever the width
      }
    }
  }

  /** On the scale of the distances, so that few steps are needed. */
  private static double start(double[] squared, int at, int count) {
    double mean = 0;
    for (int k = at; k < at + count; k++) {
      mean += (squared[k] - squared[at]) / count;
    }
    return mean > 0 ? 1 / mean : 1;
  }
}
