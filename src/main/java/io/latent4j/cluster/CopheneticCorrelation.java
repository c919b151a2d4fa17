package io.latent4j.cluster;

import io.latent4j.parallel.Workers;

/**
 * How well merges tell distances: the correlation between how far each two points are from each
 * other and the height at which they come into one cluster (Sokal and Rohlf 1962).
 */
final class CopheneticCorrelation {
  private static final int SUMS = 5;

  private CopheneticCorrelation() {}

  /**
   * Computes the correlation, over all pairs.
   *
   * @return from -1 to 1; not a number if all distances or all heights are the same
   */
  static double of(Rows rows, Merges merges, Workers workers) {
    int[] leaves = merges.leaves();
    double[] between = merges.heightsBetween(leaves);
    int features = rows.features();
    float[] ordered = new float[rows.values().length];
    for (int place = 0; place < leaves.length; place++) {
      System.arraycopy(
          rows.values(), leaves[place] * features, ordered, place * features, features);
    }
    Rows orderedRows = new Rows(ordered, features);
    Columns columns = Columns.of(orderedRows);
    double[][] sums = new double[leaves.length][];
    // Rows have ever fewer pairs; a row from each end makes portions of about the same size.
    int half = (leaves.length + 1) / 2;
    workers.divide(
        half,
        (part, from, to) -> {
          float[] squared = new float[leaves.length];
          float[] point = new float[columns.width()];
          for (int i = from; i < to; i++) {
            for (int place : new int[] {i, leaves.length - 1 - i}) {
              columns.read(orderedRows, place, point);
              columns.approximate(point, place, squared);
              sums[place] = sums(squared, between, place);
            }
          }
        });
    double[] total = new double[SUMS];
    for (double[] row : sums) {
      for (int k = 0; k < SUMS; k++) {
        total[k] += row[k];
      }
    }
    double pairs = leaves.length * (leaves.length - 1.0) / 2;
    double covariance = total[4] / pairs - total[0] / pairs * total[1] / pairs;
    double first = total[2] / pairs - Math.pow(total[0] / pairs, 2);
    double second = total[3] / pairs - Math.pow(total[1] / pairs, 2);
    double correlation = covariance / Math.sqrt(first * second);
    return Math.max(-1, Math.min(1, correlation));
  }

  /** Sums over the pairs of a place and those before it, the nearest of them first. */
  private static double[] sums(float[] squared, double[] between, int place) {
    double[] sums = new double[SUMS];
    double height = 0;
    for (int other = place - 1; other >= 0; other--) {
      height = Math.max(height, between[other]);
      double distance = Math.sqrt(squared[other]);
      sums[0] += distance;
      sums[1] += height;
      sums[2] += distance * distance;
      sums[3] += height * height;
      sums[4] += distance * height;
    }
    return sums;
  }
}
