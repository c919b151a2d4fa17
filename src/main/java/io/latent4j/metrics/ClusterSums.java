package io.latent4j.metrics;

import java.util.Arrays;

/**
 * A labeling, and what the distances of each sample to the samples of each cluster add up to: 8
 * bytes for each sample and cluster.
 */
final class ClusterSums {
  private final int[] labels;
  private final int[] numbers;
  private final int[] sizes;
  private final double[][] sums;

  /** Numbers the clusters from 0. */
  ClusterSums(int[] labels, int samples) {
    if (labels.length != samples) {
      throw new IllegalArgumentException(
          "labels must be as many as rows, %d, but are %d".formatted(samples, labels.length));
    }
    int[] names = Arrays.stream(labels).distinct().sorted().toArray();
    if (!Silhouette.isDefined(labels)) {
      throw new IllegalArgumentException(
          "labels must be of at least 2 clusters and fewer than samples, %d, but are of %d"
              .formatted(labels.length, names.length));
    }
    this.labels = labels.clone();
    numbers = Arrays.stream(labels).map(label -> Arrays.binarySearch(names, label)).toArray();
    sizes = new int[names.length];
    for (int number : numbers) {
      sizes[number]++;
    }
    sums = new double[names.length][samples];
  }

  int[] labels() {
    return labels;
  }

  /** Adds the distances of a sample to some others, which follow each other, to its own sums. */
  void addToRow(int row, int from, int count, double[] distances) {
    for (int i = 0; i < count; i++) {
      sums[numbers[from + i]][row] += distances[i];
    }
  }

  /** Adds the same distances to the sums of the others. */
  void addToOthers(int row, int from, int count, double[] distances) {
    double[] own = sums[numbers[row]];
    for (int i = 0; i < count; i++) {
      own[from + i] += distances[i];
    }
  }

  /** The silhouette of each sample, when all distances have been added. */
  double[] silhouettes() {
    double[] values = new double[numbers.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = silhouette(row);
    }
    return values;
  }

  private double silhouette(int row) {
    int own = numbers[row];
    if (sizes[own] == 1) {
      return 0;
    }
    double within = sums[own][row] / (sizes[own] - 1);
    double nearest = Double.POSITIVE_INFINITY;
    for (int cluster = 0; cluster < sizes.length; cluster++) {
      if (cluster != own) {
        nearest = Math.min(nearest, sums[cluster][row] / sizes[cluster]);
      }
    }
    double larger = Math.max(within, nearest);
    return larger == 0 ? 0 : (nearest - within) / larger;
  }
}
