package io.latent4j.cluster;

import java.util.Arrays;

/**
 * The clusters that HDBSCAN takes from a condensed tree.
 *
 * @param tree the tree
 * @param selected the clusters taken, ascending, by their numbers less that of the root; cluster k
 *     of the result is the k-th of them
 * @param labels the cluster of each point, or -1
 * @param probabilities how far into its cluster each point is, from 0 to 1; 0 where it is in none
 * @param outlierScores how much earlier each point leaves than the densest near it, from 0 to 1
 */
record DensityClusters(
    CondensedTree tree,
    int[] selected,
    int[] labels,
    double[] probabilities,
    double[] outlierScores) {

  static DensityClusters of(CondensedTree tree, ClusterSelection selection) {
    boolean[] taken = selection == ClusterSelection.LEAF ? leaves(tree) : lasting(tree);
    int[] numbers = new int[tree.clusters()];
    Arrays.fill(numbers, -1);
    int count = 0;
    for (int cluster = 0; cluster < taken.length; cluster++) {
      if (taken[cluster]) {
        numbers[cluster] = count++;
      }
    }
    int[] selected = new int[count];
    for (int cluster = 0; cluster < taken.length; cluster++) {
      if (taken[cluster]) {
        selected[numbers[cluster]] = cluster;
      }
    }
    int[] labelOfCluster = labelOfClusters(tree, numbers);
    int[] labels = new int[tree.points()];
    double[] probabilities = new double[tree.points()];
    double[] deaths = tree.deaths();
    for (int e = 0; e < tree.edges(); e++) {
      int point = tree.children()[e];
      if (point < tree.points()) {
        labels[point] = labelOfCluster[tree.parents()[e] - tree.root()];
        if (labels[point] >= 0) {
          double densest = deaths[selected[labels[point]]];
          probabilities[point] = share(tree.densities()[e], densest);
        }
      }
    }
    return new DensityClusters(tree, selected, labels, probabilities, outlierScores(tree));
  }

  /** How many points are in no cluster. */
  int noise() {
    return (int) Arrays.stream(labels).filter(label -> label < 0).count();
  }

  /** A density as a share of the densest, at most 1. */
  static double share(double density, double densest) {
    return densest == 0 || density == Double.POSITIVE_INFINITY
        ? 1
        : Math.min(density, densest) / densest;
  }

  /** For each cluster of the tree the label of the taken one that it is or is part of, or -1. */
  static int[] labelOfClusters(CondensedTree tree, int[] numbers) {
    int[] ancestors = tree.ancestors();
    int[] labels = new int[numbers.length];
    for (int cluster = 0; cluster < labels.length; cluster++) {
      int above = cluster == 0 ? -1 : labels[ancestors[cluster]];
      labels[cluster] = numbers[cluster] >= 0 ? numbers[cluster] : above;
    }
    return labels;
  }

  private static boolean[] leaves(CondensedTree tree) {
    boolean[] leaf = new boolean[tree.clusters()];
    Arrays.fill(leaf, true);
    leaf[0] = false; // where nothing splits there are no clusters
    for (int e = 0; e < tree.edges(); e++) {
      if (tree.children()[e] >= tree.points()) {
        leaf[tree.parents()[e] - tree.root()] = false;
      }
    }
    return leaf;
  }

  /** Children before parents: a cluster is taken if it lasts longer than all taken below it. */
  private static boolean[] lasting(CondensedTree tree) {
    int[] ancestors = tree.ancestors();
    double[] stabilities = tree.stabilities();
    double[] below = new double[tree.clusters()];
    boolean[] lasts = new boolean[tree.clusters()];
    for (int cluster = tree.clusters() - 1; cluster > 0; cluster--) {
      lasts[cluster] = !(below[cluster] > stabilities[cluster]);
      below[ancestors[cluster]] += lasts[cluster] ? stabilities[cluster] : below[cluster];
    }
    boolean[] covered = new boolean[tree.clusters()];
    for (int cluster = 1; cluster < tree.clusters(); cluster++) {
      int above = ancestors[cluster];
      covered[cluster] = above > 0 && (covered[above] || lasts[above]);
      lasts[cluster] &= !covered[cluster];
    }
    return lasts;
  }

  /** By Campello, Moulavi, Zimek, Sander 2015 (GLOSH). */
  private static double[] outlierScores(CondensedTree tree) {
    double[] densest = tree.deaths();
    int[] ancestors = tree.ancestors();
    for (int cluster = tree.clusters() - 1; cluster > 0; cluster--) {
      densest[ancestors[cluster]] = Math.max(densest[ancestors[cluster]], densest[cluster]);
    }
    double[] scores = new double[tree.points()];
    for (int e = 0; e < tree.edges(); e++) {
      int point = tree.children()[e];
      if (point < tree.points()) {
        scores[point] = 1 - share(tree.densities()[e], densest[tree.parents()[e] - tree.root()]);
      }
    }
    return scores;
  }
}
