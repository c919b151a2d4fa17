package io.latent4j.cluster;

import java.util.Arrays;

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
}
