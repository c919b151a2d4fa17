package io.latent4j.cluster;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * Finds for other points the clusters that they would fall into: each joins the point that it
 * reaches first, and belongs to the clusters that are as dense there as the way to it.
 */
final class DensityLookup {
  private static final int BLOCK = 512;

  private final DensityClusters clusters;
  private final int features;
  private final double[] core;
  private final int minSamples;
  private final Columns[] blocks;
  private final int[] edgeOfPoints;
  private final int[] ancestors;
  private final double[] births;
  private final int[] labelOfClusters;
  private final double[] deaths;

  /** What was found for each point. */
  record Found(int[] labels, double[] probabilities) {}

  /**
   * Prepares.
   *
   * @param points those that were clustered, by row
   * @param core their core distances, squared
   */
  DensityLookup(
      DensityClusters clusters, float[] points, int features, double[] core, int minSamples) {
    this.clusters = clusters;
    this.features = features;
    this.core = core;
    this.minSamples = minSamples;
    int count = core.length;
    Columns all = Columns.of(points, features);
    blocks = new Columns[(count + BLOCK - 1) / BLOCK];
    Arrays.setAll(blocks, b -> all.range(b * BLOCK, Math.min(count, (b + 1) * BLOCK)));
    CondensedTree tree = clusters.tree();
    edgeOfPoints = tree.edgeOfPoints();
    ancestors = tree.ancestors();
    births = tree.births();
    deaths = tree.deaths();
    int[] numbers = new int[tree.clusters()];
    Arrays.fill(numbers, -1);
    for (int k = 0; k < clusters.selected().length; k++) {
      numbers[clusters.selected()[k]] = k;
    }
    labelOfClusters = DensityClusters.labelOfClusters(tree, numbers);
  }

  /** Looks up points, by row. */
  Found find(float[] others, Workers workers) {
    int count = others.length / features;
    int[] labels = new int[count];
    double[] probabilities = new double[count];
    workers.divide(
        count,
        (part, from, to) -> {
          double[] squared = new double[core.length];
          double[] block = new double[BLOCK];
          Smallest smallest = new Smallest(minSamples);
          double[] point = new double[blocks[0].width()];
          for (int i = from; i < to; i++) {
            for (int j = 0; j < features; j++) {
              point[j] = others[i * features + j];
            }
            smallest.clear();
            for (int b = 0; b < blocks.length; b++) {
              blocks[b].squaredDistances(point, blocks[b].count(), block);
              smallest.offerAll(block, blocks[b].count());
              System.arraycopy(block, 0, squared, b * BLOCK, blocks[b].count());
            }
            lookUp(squared, smallest.largest(), i, labels, probabilities);
          }
        });
    return new Found(labels, probabilities);
  }

  private void lookUp(double[] squared, double own, int i, int[] labels, double[] probabilities) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < squared.length; k++) {
      double reach = Math.max(own, Math.max(core[k], squared[k]));
      // Of points reached at once that which is nearest, as where all are in each other's core.
      if (reach < least || reach == least && squared[k] < squared[nearest]) {
        least = reach;
        nearest = k;
      }
    }
    CondensedTree tree = clusters.tree();
    double density = least > 0 ? 1 / Math.sqrt(least) : Double.POSITIVE_INFINITY;
    int edge = edgeOfPoints[nearest];
    int cluster = tree.parents()[edge] - tree.root();
    if (tree.densities()[edge] > density) {
      while (cluster > 0 && births[cluster] >= density) {
        cluster = ancestors[cluster];
      }
    }
    labels[i] = labelOfClusters[cluster];
    if (labels[i] >= 0) {
      double densest = deaths[clusters.selected()[labels[i]]];
      probabilities[i] = DensityClusters.share(density, densest);
    }
  }
}
