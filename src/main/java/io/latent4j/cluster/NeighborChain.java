package io.latent4j.cluster;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Merges clusters by following nearest neighbours until two are each other's: these are merged,
 * which changes nothing for the others on the way (Murtagh 1983).
 */
abstract class NeighborChain {
  private static final int TOLD_EVERY = 256;

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

  /**
   * Merges until one cluster is left.
   *
   * @param goesOn is told now and then how many merges are done; if it is false, those that are
   *     left are merged in order, at the greatest height so far
   * @return points of the two clusters of each merge, lowest first
   */
  final SpanningTree run(IntPredicate goesOn) {
    int merges = count - 1;
    int[] froms = new int[merges];
    int[] tos = new int[merges];
    double[] heights = new double[merges];
    int[] chain = new int[count];
    int length = 0;
    for (int k = 0; k < merges; k++) {
      if (k % TOLD_EVERY == TOLD_EVERY - 1 && !goesOn.test(k)) {
        abandon(k, froms, tos, heights);
        break;
      }
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

  private void abandon(int done, int[] froms, int[] tos, double[] heights) {
    double greatest = Arrays.stream(heights).limit(done).max().orElse(0);
    for (int cluster = 1; cluster < count; cluster++) {
      int merge = done + cluster - 1;
      froms[merge] = points[0];
      tos[merge] = points[cluster];
      heights[merge] = greatest;
    }
  }
}
