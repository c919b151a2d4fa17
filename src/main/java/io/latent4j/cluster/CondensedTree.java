package io.latent4j.cluster;

import java.util.Arrays;

/**
 * A hierarchy of clusters of which those are left that are large enough: at each density either
 * points fall out of a cluster, or it splits into two.
 *
 * <p>Clusters are numbered behind the points, from {@code points} on, the root first and parents
 * before their children. An edge leads from a cluster to what leaves it, at a density, which is 1
 * divided by the distance.
 *
 * <p>Source: Campello, Moulavi, Sander 2013, "Density-based clustering based on hierarchical
 * density estimates".
 *
 * @param points how many points there are
 * @param clusters how many clusters there are
 * @param parents the cluster of each edge
 * @param children what leaves it, a point or a cluster
 * @param densities at which density; infinite where the distance is 0
 * @param sizes how many points leave
 */
record CondensedTree(
    int points, int clusters, int[] parents, int[] children, double[] densities, int[] sizes) {

  /** Condenses merges. */
  static CondensedTree of(Merges merges, int minClusterSize) {
    return new Condensation(merges, minClusterSize).condense();
  }

  /** The first cluster, which holds all points. */
  int root() {
    return points;
  }

  int edges() {
    return parents.length;
  }

  /** The density at which each cluster comes to be, by its number less that of the root. */
  double[] births() {
    double[] births = new double[clusters];
    for (int e = 0; e < edges(); e++) {
      if (children[e] >= points) {
        births[children[e] - points] = densities[e];
      }
    }
    return births;
  }

  /** The largest density at which something leaves each cluster. */
  double[] deaths() {
    double[] deaths = new double[clusters];
    for (int e = 0; e < edges(); e++) {
      int cluster = parents[e] - points;
      deaths[cluster] = Math.max(deaths[cluster], densities[e]);
    }
    return deaths;
  }

  /** The cluster that each cluster leaves, by numbers less that of the root; -1 for the root. */
  int[] ancestors() {
    int[] ancestors = new int[clusters];
    ancestors[0] = -1;
    for (int e = 0; e < edges(); e++) {
      if (children[e] >= points) {
        ancestors[children[e] - points] = parents[e] - points;
      }
    }
    return ancestors;
  }

  /** For each point the edge by which it leaves. */
  int[] edgeOfPoints() {
    int[] edge = new int[points];
    for (int e = 0; e < edges(); e++) {
      if (children[e] < points) {
        edge[children[e]] = e;
      }
    }
    return edge;
  }

  /**
   * How long each cluster lasts, times how many points it has all the while. It is infinite where
   * points stay together at distance 0, and not a number if the cluster comes to be only there.
   */
  double[] stabilities() {
    double[] births = births();
    double[] stabilities = new double[clusters];
    for (int e = 0; e < edges(); e++) {
      int cluster = parents[e] - points;
      stabilities[cluster] += (densities[e] - births[cluster]) * sizes[e];
    }
    return stabilities;
  }

  /** The way through the merges, from the last one down, breadth first. */
  private static final class Condensation {
    private final Merges merges;
    private final int minClusterSize;
    private final int points;
    private final int[] names;
    private final boolean[] passed;
    private final int[] parents;
    private final int[] children;
    private final double[] densities;
    private final int[] sizes;
    private int edges;
    private int clusters = 1;

    Condensation(Merges merges, int minClusterSize) {
      this.merges = merges;
      this.minClusterSize = minClusterSize;
      points = merges.points();
      names = new int[2 * points - 1];
      passed = new boolean[2 * points - 1];
      int most = 2 * points; // a cluster has at least two points, so there are fewer than points
      parents = new int[most];
      children = new int[most];
      densities = new double[most];
      sizes = new int[most];
    }

    CondensedTree condense() {
      int root = 2 * points - 2;
      names[root] = points;
      for (int node : below(root)) {
        if (node >= points && !passed[node]) {
          split(node);
        }
      }
      return new CondensedTree(
          points,
          clusters,
          Arrays.copyOf(parents, edges),
          Arrays.copyOf(children, edges),
          Arrays.copyOf(densities, edges),
          Arrays.copyOf(sizes, edges));
    }

    private void split(int node) {
      int first = merges.firsts()[node - points];
      int second = merges.seconds()[node - points];
      double height = merges.heights()[node - points];
      double density = height > 0 ? 1 / height : Double.POSITIVE_INFINITY;
      boolean firstStays = merges.size(first) >= minClusterSize;
      boolean secondStays = merges.size(second) >= minClusterSize;
      if (firstStays && secondStays) {
        leave(node, first, density);
        leave(node, second, density);
        return;
      }
      for (int side : new int[] {first, second}) {
        if (side == first ? firstStays : secondStays) {
          names[side] = names[node];
        } else {
          fallOut(node, side, density);
        }
      }
    }

    private void leave(int node, int side, double density) {
      names[side] = points + clusters++;
      add(names[node], names[side], density, merges.size(side));
    }

    private void fallOut(int node, int side, double density) {
      for (int below : below(side)) {
        passed[below] = true;
        if (below < points) {
          add(names[node], below, density, 1);
        }
      }
    }

    private void add(int parent, int child, double density, int size) {
      parents[edges] = parent;
      children[edges] = child;
      densities[edges] = density;
      sizes[edges++] = size;
    }

    /** A cluster and all it was merged of, breadth first. */
    private int[] below(int cluster) {
      int[] queue = new int[2 * merges.size(cluster) - 1];
      int end = 0;
      queue[end++] = cluster;
      for (int head = 0; head < end; head++) {
        if (queue[head] >= points) {
          queue[end++] = merges.firsts()[queue[head] - points];
          queue[end++] = merges.seconds()[queue[head] - points];
        }
      }
      return queue;
    }
  }
}
