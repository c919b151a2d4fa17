package io.latent4j.cluster;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import java.util.Arrays;

/**
 * Clusters that have a center each, as k-means and fuzzy c-means find them. Centers and distances
 * are on the scale that the samples have after {@link #scaling()}. A model holds no native memory,
 * can't change, and may be used by several threads.
 */
public abstract sealed class CenterModel permits KMeansModel, FuzzyCMeansModel {
  private final Centers centers;
  private final int[] labels;
  private final int iterations;
  private final Provenance provenance;

  CenterModel(Centers centers, int[] labels, int iterations, Provenance provenance) {
    this.centers = centers;
    this.labels = labels;
    this.iterations = iterations;
    this.provenance = provenance;
  }

  /**
   * Returns the number of clusters.
   *
   * @return the number, K below
   */
  public final int clusters() {
    return centers.count();
  }

  /**
   * Returns how many features a sample has.
   *
   * @return the number, d below
   */
  public final int features() {
    return centers.features();
  }

  /**
   * Returns the centers.
   *
   * @return a copy, (K, d)
   */
  public final float[][] centers() {
    return centers.copy();
  }

  /**
   * Returns the cluster of each sample of the fit; of several that it belongs to, the one that it
   * belongs to most.
   *
   * @return a copy, from 0 to K - 1
   */
  public final int[] labels() {
    return labels.clone();
  }

  /**
   * Counts the samples of the fit in each cluster.
   *
   * @return how many (K)
   */
  public final int[] sizes() {
    int[] sizes = new int[clusters()];
    for (int label : labels) {
      sizes[label]++;
    }
    return sizes;
  }

  /**
   * Counts the clusters that have samples of the fit. There are fewer than {@link #clusters()}
   * where fewer samples differ from each other.
   *
   * @return from 1 to K
   */
  public final int usedClusters() {
    return (int) Arrays.stream(sizes()).filter(size -> size > 0).count();
  }

  /**
   * Returns how many passes over the samples the run took; of several runs, the best.
   *
   * @return at least 1
   */
  public final int iterations() {
    return iterations;
  }

  /**
   * Returns how samples are scaled before all else.
   *
   * @return the scaling, found on the samples of the fit
   */
  public final Scaling scaling() {
    return centers.scaling();
  }

  /**
   * Returns where the model comes from.
   *
   * @return options, seed, data and figures
   */
  public final Provenance provenance() {
    return provenance;
  }

  /**
   * Finds the nearest center of each sample.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the clusters, from 0 to K - 1
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public final int[] predict(Samples samples) {
    return centers.nearest(samples);
  }

  /**
   * Measures how far samples are from each center.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the distances, (samples, K)
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public final float[][] transform(Samples samples) {
    return centers.distances(samples);
  }

  /**
   * The model as TensorFlow variables and functions, to be saved for other programs.
   *
   * @return a model of its own, to be closed by the caller
   */
  public abstract SavableCenters savable();

  /**
   * Describes the model as a table.
   *
   * @return a line for each cluster, below one that describes the whole
   */
  public abstract String summary();

  /** How many samples the fit had. */
  final int samples() {
    return labels.length;
  }

  /** What was clustered into how many clusters, for the line that describes the model. */
  final String description(String method) {
    return "%s of %s (%d x %d): %s"
        .formatted(
            method, provenance.data(), samples(), features(), counted(clusters(), "cluster"));
  }

  static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
