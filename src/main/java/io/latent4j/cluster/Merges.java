package io.latent4j.cluster;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * How points became one cluster, two clusters at a time. The points are clusters 0 to n-1; merge k
 * makes cluster n+k.
 *
 * @param firsts one of the two clusters that each merge joins
 * @param seconds the other one
 * @param heights how far apart they are
 * @param sizes how many points the new cluster has
 */
record Merges(int[] firsts, int[] seconds, double[] heights, int[] sizes) {

  /** Joins the ends of edges, shortest first. */
  static Merges of(SpanningTree tree) {
    int points = tree.lengths().length + 1;
    int[] firsts = new int[points - 1];
    int[] seconds = new int[points - 1];
    int[] sizes = new int[points - 1];
    int[] parents = new int[2 * points - 1];
    Arrays.setAll(parents, k -> k);
    for (int k = 0; k < points - 1; k++) {
      firsts[k] = root(parents, tree.froms()[k]);
      seconds[k] = root(parents, tree.tos()[k]);
      sizes[k] = size(sizes, firsts[k], points) + size(sizes, seconds[k], points);
      parents[firsts[k]] = points + k;
      parents[seconds[k]] = points + k;
    }
    return new Merges(firsts, seconds, tree.lengths(), sizes);
  }

  /**
   * Merges clusters from the points up, by a linkage.
   *
   * @param goesOn is told now and then how many merges are done, and ends the work
   */
  static Merges of(Rows rows, Linkage linkage, Workers workers, IntPredicate goesOn) {
    SpanningTree tree =
        switch (linkage) {
          case WARD -> new WardChain(rows).run(goesOn);
          case AVERAGE, COMPLETE -> new MatrixChain(rows, linkage, workers).run(goesOn);
          case SINGLE -> SpanningTree.of(rows, new double[rows.count()], goesOn);
        };
    return of(tree).smallerFirst();
  }

  private Merges smallerFirst() {
    int[] smaller = new int[firsts.length];
    int[] larger = new int[firsts.length];
    for (int k = 0; k < firsts.length; k++) {
      smaller[k] = Math.min(firsts[k], seconds[k]);
      larger[k] = Math.max(firsts[k], seconds[k]);
    }
    return new Merges(smaller, larger, heights, sizes);
  }

  private static int root(int[] parents, int cluster) {
    int root = cluster;
    while (parents[root] != root) {
      root = parents[root];
    }
    int step = cluster;
    while (parents[step] != root) {
      int next = parents[step];
      parents[step] = root;
      step = next;
    }
    return root;
  }

  private static int size(int[] sizes, int cluster, int points) {
    return cluster < points ? 1 : sizes[cluster - points];
  }

  /** How many points there are. */
  int points() {
    return sizes.length + 1;
  }

  /** How many points a cluster has. */
  int size(int cluster) {
    return size(sizes, cluster, points());
  }

  /**
   * Leaves out the last merges.
   *
   * @param clusters how many clusters there are to be, from 1 to the number of points
   * @return the cluster of each point, numbered in the order of their first points
   */
  int[] cut(int clusters) {
    int points = points();
    int[] owners = new int[2 * points - 1];
    owners[2 * points - 2] = 2 * points - 2;
    // From the top down each cluster hands on which of the last ones it belongs to.
    for (int k = points - 2; k >= 0; k--) {
      boolean isLeftOut = k >= points - clusters;
      owners[firsts[k]] = isLeftOut ? firsts[k] : owners[points + k];
      owners[seconds[k]] = isLeftOut ? seconds[k] : owners[points + k];
    }
    int[] numbers = new int[2 * points - 1];
    Arrays.fill(numbers, -1);
    int next = 0;
    int[] labels = new int[points];
    for (int i = 0; i < points; i++) {
      if (numbers[owners[i]] < 0) {
        numbers[owners[i]] = next++;
      }
      labels[i] = numbers[owners[i]];
    }
    return labels;
  }

  /**
   * The number of clusters before the merge that is highest above the one before it.
   *
   * @param most how many clusters there may be
   * @return from 1 to that; 1 if no merge is higher than another
   */
  int widestGap(int most) {
    int best = 1;
    double widest = 0;
    int last = heights.length - 1;
    for (int clusters = 2; clusters <= Math.min(most, points()); clusters++) {
      int merge = last - (clusters - 2);
      double gap = heights[merge] - (merge > 0 ? heights[merge - 1] : 0);
      if (gap > widest) {
        widest = gap;
        best = clusters;
      }
    }
    return best;
  }

  /** The points in an order in which each cluster's stand together. */
  int[] leaves() {
    int[] leaves = new int[points()];
    int[] stack = new int[points()];
    int depth = 0;
    int end = 0;
    stack[depth++] = 2 * points() - 2;
    while (depth > 0) {
      int cluster = stack[--depth];
      if (cluster < points()) {
        leaves[end++] = cluster;
      } else {
        stack[depth++] = seconds[cluster - points()];
        stack[depth++] = firsts[cluster - points()];
      }
    }
    return leaves;
  }

  /** The height at which each leaf but the last, and the next one, come into one cluster. */
  double[] heightsBetween(int... leaves) {
    int[] start = new int[2 * points() - 1];
    for (int place = 0; place < leaves.length; place++) {
      start[leaves[place]] = place;
    }
    double[] between = new double[Math.max(leaves.length - 1, 0)];
    for (int k = 0; k < sizes.length; k++) {
      int first = start[firsts[k]];
      int second = start[seconds[k]];
      between[Math.max(first, second) - 1] = heights[k];
      start[points() + k] = Math.min(first, second);
    }
    return between;
  }
}
