package io.latent4j.cluster;

import io.latent4j.engine.EngineOptions;

/** Squared distances of samples to points; may be used by several threads. */
interface Distances extends AutoCloseable {

  /**
   * Up to so many products a pass, plain loops in double precision cost no time worth mentioning.
   */
  long FEW_PRODUCTS = 1L << 22;

  /** Enough samples for a product to be efficient, few enough for the cache. */
  int MOST_AT_ONCE = 2048;

  /** Keeps the distances of a block, to however many points, at some 16 MB. */
  int MOST_VALUES = 1 << 21;

  /**
   * Prepares distances.
   *
   * @param points the samples
   * @param centers to about how many points they will be asked for at once
   * @param options how to compute
   */
  static Distances of(Points points, int centers, EngineOptions options) {
    return (double) points.count() * points.features() * centers <= FEW_PRODUCTS
        ? new ExactDistances(points)
        : new TensorDistances(points, options);
  }

  /** What is computed from points once for all the rows they are compared with. */
  interface Targets extends AutoCloseable {

    /** How many points. */
    int count();

    /**
     * The squared distances of some samples, one row after the other.
     *
     * @param rows the samples
     * @param from the first of them that counts
     * @param end behind the last one, at most {@link Distances#rowsAtOnce(int)} further
     * @param squared where the distances are put, from the start on
     */
    void squared(int[] rows, int from, int end, double[] squared);

    /** How wrong a squared distance of a sample can be. */
    double error(int row);

    /**
     * The nearest point to a sample, of equally near ones the first, however close they come.
     *
     * @param row the sample
     * @param squared its distances, from {@code at} on
     */
    int nearest(int row, double[] squared, int at);

    @Override
    void close();
  }

  /** How many samples are worked on at a time. */
  static int rowsAtOnce(int targets) {
    return Math.max(64, Math.min(MOST_AT_ONCE, MOST_VALUES / targets / 64 * 64));
  }

  /** Prepares points. */
  Targets to(double[][] points);

  @Override
  void close();
}
