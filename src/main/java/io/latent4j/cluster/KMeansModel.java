package io.latent4j.cluster;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Clusters that k-means found. Centers and distances are on the scale that the samples have after
 * {@link #scaling()}. A model holds no native memory, can't change, and may be used by several
 * threads.
 */
public final class KMeansModel {
  private final KMeans options;
  private final CenterModel centers;
  private final int[] labels;
  private final double inertia;
  private final int iterations;
  private final boolean converged;
  private final Provenance provenance;

  private KMeansModel(KMeans options, CenterModel centers, Partition found, Provenance provenance) {
    this.options = options;
    this.centers = centers;
    this.labels = found.labels();
    this.inertia = found.inertia();
    this.iterations = found.iterations();
    this.converged = found.converged();
    this.provenance = provenance;
  }

  static KMeansModel of(
      KMeans options,
      Samples samples,
      EngineOptions engine,
      Scaling scaling,
      Points points,
      Partition found) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("clusters", options.clusters());
    named.put("algorithm", options.algorithm());
    named.put("start", options.start());
    named.put("restarts", options.restarts());
    named.put("max_iterations", options.maxIterations());
    named.put("tolerance", options.tolerance());
    named.put("batch", options.batchSize());
    named.put("scale", options.scaling());
    Provenance provenance =
        Provenance.of("kmeans", named, engine, samples)
            .withFigures(
                Map.of("inertia", found.inertia(), "iterations", (double) found.iterations()));
    CenterModel centers = new CenterModel(points.toScaled(found.centers()), scaling, engine);
    return new KMeansModel(options, centers, found, provenance);
  }

  /**
   * Returns the number of clusters.
   *
   * @return the number, K below
   */
  public int clusters() {
    return options.clusters();
  }

  /**
   * Returns how many features a sample has.
   *
   * @return the number, d below
   */
  public int features() {
    return centers.features();
  }

  /**
   * Returns the centers.
   *
   * @return a copy, (K, d)
   */
  public float[][] centers() {
    return centers.copy();
  }

  /**
   * Returns the cluster of each sample of the fit.
   *
   * @return a copy, from 0 to K - 1
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Returns the sum of the squared distances of the samples of the fit to their centers.
   *
   * @return the sum, each by its weight
   */
  public double inertia() {
    return inertia;
  }

  /**
   * Returns how many passes over the samples the best run took.
   *
   * @return at least 1
   */
  public int iterations() {
    return iterations;
  }

  /**
   * Tells whether the best run ended before its passes ran out.
   *
   * @return whether the centers have come to rest
   */
  public boolean converged() {
    return converged;
  }

  /**
   * Returns how samples are scaled before all else.
   *
   * @return the scaling, found on the samples of the fit
   */
  public Scaling scaling() {
    return centers.scaling();
  }

  /**
   * Returns where the model comes from.
   *
   * @return options, seed, data and figures
   */
  public Provenance provenance() {
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
  public int[] predict(Samples samples) {
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
  public float[][] transform(Samples samples) {
    return centers.distances(samples);
  }

  /**
   * Tells how likely each cluster is for each sample, if all clusters were equally frequent balls
   * of the variance that the samples of the fit have around their centers.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the probabilities, (samples, K); each row adds up to 1
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public float[][] predictSoft(Samples samples) {
    double variance = inertia / ((double) labels.length * features());
    float[][] soft = centers.distances(samples);
    for (float[] row : soft) {
      Memberships.ofBalls(row, variance);
    }
    return soft;
  }

  /**
   * Adds up the squared distances of samples to their nearest centers.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the sum
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public double inertia(Samples samples) {
    return centers.inertia(samples);
  }

  /**
   * Counts the samples of the fit in each cluster.
   *
   * @return how many (K)
   */
  public int[] sizes() {
    int[] sizes = new int[clusters()];
    for (int label : labels) {
      sizes[label]++;
    }
    return sizes;
  }

  /**
   * The model as TensorFlow variables and functions, to be saved for other programs.
   *
   * @return a model of its own, to be closed by the caller
   */
  public SavableCenters savable() {
    return new SavableCenters(centers(), scaling(), OptionalDouble.empty());
  }

  /**
   * Describes the model as a table.
   *
   * @return a line for each cluster: its size and share
   */
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    text.append("%-7s  %9s  %7s%n".formatted("cluster", "samples", "share"));
    int[] sizes = sizes();
    for (int k = 0; k < sizes.length; k++) {
      text.append(
          String.format(
              Locale.ROOT, "%-7d  %9d  %5.2f %%%n", k, sizes[k], 100.0 * sizes[k] / labels.length));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    long filled = Arrays.stream(sizes()).filter(size -> size > 0).count();
    return String.format(
        Locale.ROOT,
        "k-means of %s (%d x %d): %d cluster%s%s, inertia %.6g after %d iteration%s; %s from %s",
        provenance.data(),
        labels.length,
        features(),
        clusters(),
        clusters() == 1 ? "" : "s",
        filled < clusters() ? " (" + (clusters() - filled) + " empty)" : "",
        inertia,
        iterations,
        iterations == 1 ? "" : "s",
        options.algorithm(),
        options.start());
  }
}
