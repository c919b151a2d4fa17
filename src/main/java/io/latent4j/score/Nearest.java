package io.latent4j.score;

import java.util.Arrays;

/**
 * The nearest others of each point.
 *
 * @param first for each point the nearest of the others; of several, the one that comes first
 * @param squared for each point the squared distances of the nearest, ascending, some of them
 */
record Nearest(int[] first, double[][] squared) {

  /**
   * Finds them.
   *
   * @param distances computes distances
   * @param points the points
   * @param others the others
   * @param number how many to find
   * @param own for each point the row among the others that is the point itself, or -1
   */
  static Nearest of(PairDistances distances, Points points, Points others, int number, int... own) {
    int[] first = new int[points.count()];
    double[][] squared = new double[points.count()][];
    distances.forEach(
        points,
        others,
        (row, values, offset) -> {
          double[] best = new double[number];
          Arrays.fill(best, Double.POSITIVE_INFINITY);
          int nearest = -1;
          for (int j = 0; j < others.count(); j++) {
            double value = values[offset + j];
            if (value < best[number - 1] && j != own[row]) {
              if (value < best[0]) {
                nearest = j;
              }
              insert(best, value);
            }
          }
          first[row] = nearest;
          squared[row] = best;
        });
    return new Nearest(first, squared);
  }

  private static void insert(double[] best, double value) {
    int at = best.length - 1;
    while (at > 0 && best[at - 1] > value) {
      best[at] = best[at - 1];
      at--;
    }
    best[at] = value;
  }

  /** Each point's squared distance from the last of the nearest that were found. */
  double[] last() {
    return Arrays.stream(squared).mapToDouble(best -> best[best.length - 1]).toArray();
  }

  /** Each point's distance from the nearest. */
  double[] nearestDistances() {
    return Arrays.stream(squared).mapToDouble(best -> Math.sqrt(best[0])).toArray();
  }
}
