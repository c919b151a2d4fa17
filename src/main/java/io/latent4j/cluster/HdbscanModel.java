package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.Fit;
import io.latent4j.model.JavaModel;
import io.latent4j.model.Provenance;
import io.latent4j.parallel.Workers;
import java.util.Locale;

/**
 * Clusters that HDBSCAN found, and the samples they are made of, so that others can be told apart
 * by them. It holds no native memory and may be used by several threads.
 */
public final class HdbscanModel extends JavaModel {
  private final DensityClusters clusters;
  private final Rows rows;
  private final int threads;
  private final DensityLookup lookup;

  HdbscanModel(
      HdbscanRun run,
      Rows rows,
      int minSamples,
      Scaling scaling,
      int threads,
      Provenance provenance) {
    super(rows.features(), scaling, provenance);
    this.clusters = run.clusters();
    this.rows = rows;
    this.threads = threads;
    lookup = new DensityLookup(clusters, rows, run.core(), minSamples);
  }

  /**
   * Returns the number of clusters.
   *
   * @return from 0 on
   */
  public int clusters() {
    return clusters.selected().length;
  }

  /**
   * Returns the cluster of each sample of the fit.
   *
   * @return a copy, from 0 up, -1 for noise
   */
  public int[] labels() {
    return clusters.labels().clone();
  }

  /**
   * Returns how far into its cluster each sample of the fit is.
   *
   * @return a copy, from 0 to 1: the density at which it leaves the cluster, as a share of the
   *     greatest at which any does; 0 for noise
   */
  public double[] probabilities() {
    return clusters.probabilities().clone();
  }

  /**
   * Returns how far out each sample of the fit is (GLOSH; Campello, Moulavi, Zimek, Sander 2015).
   *
   * @return a copy, from 0 to 1: by what share the density at which it leaves is smaller than the
   *     greatest among those it leaves
   */
  public double[] outlierScores() {
    return clusters.outlierScores().clone();
  }

  /**
   * Counts the samples of the fit that are in no cluster.
   *
   * @return how many
   */
  public int noise() {
    return clusters.noise();
  }

  /**
   * Counts the samples of the fit in each cluster.
   *
   * @return how many (clusters)
   */
  public int[] sizes() {
    int[] sizes = new int[clusters()];
    for (int label : clusters.labels()) {
      if (label >= 0) {
        sizes[label]++;
      }
    }
    return sizes;
  }

  /**
   * Finds the clusters into which other samples fall. Each joins the sample of the fit that it is
   * nearest to, by distance and density, and belongs to the cluster which is as dense as that; the
   * clusters stay as they are. A sample of the fit may be on the other side of a border here, as it
   * is counted twice.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the cluster of each, -1 for noise
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public int[] predict(Samples samples) {
    return find(samples).labels();
  }

  /**
   * Finds how far other samples are in the clusters into which they fall.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return a share of each, from 0 to 1; 0 for noise
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public double[] probabilities(Samples samples) {
    return find(samples).probabilities();
  }

  private DensityLookup.Found find(Samples samples) {
    Fit.requireFeatures(features(), samples);
    try (Workers workers = new Workers(threads)) {
      return lookup.find(rows.others(samples, scaling()), workers);
    }
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    text.append("%-7s  %9s  %7s%n".formatted("cluster", "samples", "share"));
    int[] sizes = sizes();
    for (int k = 0; k < sizes.length; k++) {
      text.append(line(String.valueOf(k), sizes[k]));
    }
    return text.append(line("noise", noise())).toString();
  }

  private String line(String name, int size) {
    return String.format(
        Locale.ROOT, "%-7s  %9d  %5.2f %%%n", name, size, 100.0 * size / rows.count());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "HDBSCAN of %s (%d x %d): %d clusters of at least %s, %d samples are noise",
        provenance().data(),
        rows.count(),
        features(),
        clusters(),
        provenance().options().get("min_cluster_size"),
        noise());
  }
}
