package io.latent4j.cluster;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * Finds for other points the clusters that they would fall into: each joins the point that it
 * reaches first, and belongs to the clusters that are as dense there as the way to it.
 */
final class DensityLookup {
  private final DensityClusters clusters;
  private final Rows rows;
  private final double[] core;
  private final int minSamples;
  private final Columns columns;
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
   * @param rows the points that were clustered
   * @param core their core distances, squared
   */
  DensityLookup(DensityClusters clusters, Rows rows, double[] core, int minSamples) {
    this.clusters = clusters;
    this.rows = rows;
    this.core = core;
    this.minSamples = minSamples;
    columns = Columns.of(rows);
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

  /** Looks up other points. */
  Found find(Rows others, Workers workers) {
    double[] own = CoreDistances.squared(rows, others, minSamples, workers);
    int[] labels = new int[others.count()];
    double[] probabilities = new double[others.count()];
    workers.divide(
        others.count(),
        (part, from, to) -> {
          float[] approximate = new float[rows.count()];
          float[] point = new float[columns.width()];
          for (int i = from; i < to; i++) {
            columns.read(others, i, point);
            columns.approximate(point, approximate.length, approximate);
            lookUp(others, i, own[i], approximate, labels, probabilities);
          }
        });
    return new Found(labels, probabilities);
  }

  private void lookUp(
      Rows others, int i, double own, float[] approximate, int[] labels, double[] probabilities) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    double nearestSquared = Double.POSITIVE_INFINITY;
    double factor = columns.factor();
    for (int k = 0; k < approximate.length; k++) {
      if (core[k] > least || factor * approximate[k] > Math.max(least, own)) {
        continue;
      }
      double squared = others.squaredDistance(i, rows, k);
      double reach = Math.max(own, Math.max(core[k], squared));
      // Of points reached at once that which is nearest, as where all are in each other's core.
      if (reach < least || reach == least && squared < nearestSquared) {
        least = reach;
        nearestSquared = squared;
        nearest = k;
      }
    }
    CondensedTree tree = clusters.tree();
    double density = least > 0 ? 1 / rows.distance(least) : Double.POSITIVE_INFINITY;
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
