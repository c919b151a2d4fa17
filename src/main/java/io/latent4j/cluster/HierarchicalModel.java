package io.latent4j.cluster;

import io.latent4j.data.Scaling;
import io.latent4j.model.JavaModel;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import java.util.Locale;
import java.util.OptionalDouble;

/** A hierarchy of clusters. It holds no native memory and may be used by several threads. */
public final class HierarchicalModel extends JavaModel {
  private final Merges merges;
  private final int clusters;

  HierarchicalModel(
      Merges merges, int clusters, int features, Scaling scaling, Provenance provenance) {
    super(features, scaling, provenance);
    this.merges = merges;
    this.clusters = clusters;
  }

  /**
   * Returns into how many clusters the hierarchy was cut.
   *
   * @return the number
   */
  public int clusters() {
    return clusters;
  }

  /**
   * Returns the cluster of each sample of the fit.
   *
   * @return from 0 up, in the order of the clusters' first samples
   */
  public int[] labels() {
    return merges.cut(clusters);
  }

  /**
   * Cuts the hierarchy into another number of clusters.
   *
   * @param count from 1 to the number of samples
   * @return the cluster of each sample, from 0 up, in the order of the clusters' first samples
   * @throws IllegalArgumentException if there can't be so many clusters
   */
  public int[] cut(int count) {
    Options.require(
        count >= 1 && count <= merges.points(),
        "count",
        "between 1 and the number of samples, %d".formatted(merges.points()),
        count);
    return merges.cut(count);
  }

  /**
   * Returns how samples became one cluster, as SciPy's {@code linkage} does: the samples are
   * clusters 0 to n-1, merge k makes cluster n+k.
   *
   * @return a copy, (n-1, 4): the two clusters of each merge, the smaller number first, how far
   *     apart they are, and how many samples the new one has; nearest first
   */
  public double[][] merges() {
    double[][] rows = new double[merges.heights().length][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] =
          new double[] {
            merges.firsts()[k], merges.seconds()[k], merges.heights()[k], merges.sizes()[k]
          };
    }
    return rows;
  }

  /**
   * Returns the samples in an order in which those of each cluster stand together, as below a
   * dendrogram.
   *
   * @return the numbers of the samples, each once
   */
  public int[] leaves() {
    return merges.leaves();
  }

  /**
   * Returns how well the hierarchy tells distances: the correlation between the distances of all
   * pairs of samples and the heights at which they come into one cluster.
   *
   * @return from -1 to 1; empty if all distances are the same or all heights, or the fit was ended
   *     early
   */
  public OptionalDouble copheneticCorrelation() {
    Double known = figures().get("cophenetic_correlation");
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    text.append("%-7s  %9s  %7s%n".formatted("cluster", "samples", "share"));
    int[] sizes = new int[clusters];
    for (int label : labels()) {
      sizes[label]++;
    }
    for (int k = 0; k < clusters; k++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-7d  %9d  %5.2f %%%n",
              k,
              sizes[k],
              100.0 * sizes[k] / merges.points()));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "hierarchy of %s (%d x %d) by %s linkage, cut into %d clusters",
        provenance().data(),
        merges.points(),
        features(),
        provenance().options().get("linkage"),
        clusters);
  }
}
