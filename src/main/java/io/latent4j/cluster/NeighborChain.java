package io.latent4j.cluster;

import java.util.Arrays;

/**
 * Merges clusters by following nearest neighbours until two are each other's: these are merged,
 * which changes nothing for the others on the way (Murtagh 1983).
 */
abstract class NeighborChain {

  /** The clusters that are left are numbered from 0 up. */
  private int count;

  /** A point of each cluster. */
  private final int[] points;

  NeighborChain(int count) {
    this.count = count;
    points = new int[count];
    Arrays.setAll(points, i -> i);
  }

  /** How many clusters are left. */
  final int count() {
    return count;
  }

  /**
   * Finds the nearest other cluster.
   *
   * @param cluster whose
   * @param preferred the one to find if none is nearer, or -1
   */
  abstract int nearest(int cluster, int preferred);

  /** How far apart two clusters are. */
  abstract double height(int a, int b);

  /** Makes two clusters one, which takes the number of the first. */
  abstract void merge(int a, int b);

  /** Gives a cluster the number of another, which is no more. */
  abstract void renumber(int from, int to);

  /** Merges until one cluster is left: points of the two of each merge, lowest first. */
  final SpanningTree run() {
    int merges = count - 1;
    int[] froms = new int[merges];
    int[] tos = new int[merges];
    double[] heights = new double[merges];
    int[] chain = new int[count];
    int length = 0;
    for (int k = 0; k < merges; k++) {
      if (length == 0) {
        chain[length++] = 0;
      }
      while (true) {
        int last = chain[length - 1];
        int before = length > 1 ? chain[length - 2] : -1;
        int nearest = nearest(last, before);
        if (nearest == before) {
          break;
        }
        chain[length++] = nearest;
      }
      int a = chain[length - 2];
      int b = chain[length - 1];
      length -= 2;
      heights[k] = height(a, b);
      froms[k] = points[a];
      tos[k] = points[b];
      merge(a, b);
      count--;
      if (b != count) {
        renumber(count, b);
        points[b] = points[count];
        for (int c = 0; c < length; c++) {
          chain[c] = chain[c] == count ? b : chain[c];
        }
      }
    }
    return new SpanningTree(froms, tos, heights).sorted();
  }
}
