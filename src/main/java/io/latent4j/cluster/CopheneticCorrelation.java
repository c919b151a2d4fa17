package io.latent4j.cluster;

import io.latent4j.metrics.DistanceMetric;
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
    Rows orderedRows = rows.inOrder(leaves);
    Columns columns = Columns.of(orderedRows);
    double[][] sums = new double[leaves.length][];
    // Rows have ever fewer pairs; a row from each end makes portions of about the same size.
    int half = (leaves.length + 1) / 2;
    workers.divide(
        half,
        (part, from, to) -> {
          double[] distances = new double[leaves.length];
          float[] squared = new float[leaves.length];
          float[] point = new float[columns.width()];
          for (int i = from; i < to; i++) {
            for (int place : new int[] {i, leaves.length - 1 - i}) {
              if (rows.metric() == DistanceMetric.EUCLIDEAN) {
                columns.read(orderedRows, place, point);
                columns.approximate(point, place, squared);
                for (int other = 0; other < place; other++) {
                  distances[other] = Math.sqrt(squared[other]);
                }
              } else {
                for (int other = 0; other < place; other++) {
                  distances[other] =
                      rows.distance(orderedRows.squaredDistance(place, orderedRows, other));
                }
              }
              sums[place] = sums(distances, between, place);
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
  private static double[] sums(double[] distances, double[] between, int place) {
    double[] sums = new double[SUMS];
    double height = 0;
    for (int other = place - 1; other >= 0; other--) {
      height = Math.max(height, between[other]);
      double distance = distances[other];
      sums[0] += distance;
      sums[1] += height;
      sums[2] += distance * distance;
      sums[3] += height * height;
      sums[4] += distance * height;
    }
    return sums;
  }
}
