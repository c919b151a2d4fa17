package io.latent4j.cluster;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Clusters that k-means found. */
public final class KMeansModel extends CenterModel {
  private final KMeans options;
  private final Centers centers;
  private final double inertia;
  private final boolean converged;
  private final int distinctSamples;

  private KMeansModel(
      KMeans options,
      Centers centers,
      Partition found,
      int distinctSamples,
      Provenance provenance) {
    super(centers, found.labels(), found.iterations(), provenance);
    this.options = options;
    this.centers = centers;
    this.inertia = found.inertia();
    this.converged = found.converged();
    this.distinctSamples = distinctSamples;
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
    Centers centers = Centers.of(points, found.centers(), scaling, engine);
    int distinctSamples = DistinctSamples.count(points, options.clusters());
    return new KMeansModel(options, centers, found, distinctSamples, provenance);
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
   * Tells whether the best run ended before its passes ran out.
   *
   * @return whether the centers have come to rest
   */
  public boolean converged() {
    return converged;
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
    double variance = inertia / ((double) samples() * features());
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

  @Override
  public SavableCenters savable() {
    return new SavableCenters(centers, OptionalDouble.empty());
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    text.append("%-7s  %9s  %7s%n".formatted("cluster", "samples", "share"));
    int[] sizes = sizes();
    for (int k = 0; k < sizes.length; k++) {
      text.append(
          String.format(
              Locale.ROOT, "%-7d  %9d  %5.2f %%%n", k, sizes[k], 100.0 * sizes[k] / samples()));
    }
    return text.toString();
  }

  /**
   * Tells of clusters that have no sample.
   *
   * @return one line, such as "found 9 distinct clusters, fewer than clusters, 10: there are only 9
   *     distinct samples", or nothing if all clusters have samples
   */
  public Optional<String> note() {
    if (usedClusters() == clusters()) {
      return Optional.empty();
    }
    String found =
        "found %s, fewer than clusters, %d"
            .formatted(counted(usedClusters(), "distinct cluster"), clusters());
    String verb = distinctSamples == 1 ? "is" : "are";
    return Optional.of(
        distinctSamples < clusters()
            ? "%s: there %s only %s"
                .formatted(found, verb, counted(distinctSamples, "distinct sample"))
            : found);
  }

  @Override
  public String toString() {
    int filled = usedClusters();
    return String.format(
        Locale.ROOT,
        "%s%s, inertia %.6g after %s; %s from %s",
        description("k-means"),
        filled < clusters() ? " (" + (clusters() - filled) + " empty)" : "",
        inertia,
        counted(iterations(), "iteration"),
        options.algorithm(),
        options.start());
  }
}
