package io.latent4j.cluster;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Clusters that fuzzy c-means found. Centers and distances are on the scale that the samples have
 * after {@link #scaling()}. A model holds no native memory, can't change, and may be used by
 * several threads.
 */
public final class FuzzyCMeansModel {
  private final FuzzyCMeans options;
  private final CenterModel centers;
  private final float[][] memberships;
  private final int[] labels;
  private final double objective;
  private final double partitionCoefficient;
  private final int iterations;
  private final Provenance provenance;

  private FuzzyCMeansModel(
      FuzzyCMeans options, CenterModel centers, FuzzyRun run, Provenance provenance) {
    this.options = options;
    this.centers = centers;
    this.memberships = run.memberships();
    this.labels = run.labels();
    this.objective = run.objective();
    this.partitionCoefficient = run.partitionCoefficient();
    this.iterations = run.iterations();
    this.provenance = provenance;
  }

  static FuzzyCMeansModel of(
      FuzzyCMeans options, Samples samples, CenterModel centers, FuzzyRun run) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("clusters", options.clusters());
    named.put("fuzzifier", options.fuzzifier());
    named.put("max_iterations", options.maxIterations());
    named.put("tolerance", options.tolerance());
    named.put("scale", options.scaling());
    Map<String, Double> figures =
        Map.of(
            "objective", run.objective(),
            "partition_coefficient", run.partitionCoefficient(),
            "iterations", (double) run.iterations());
    Provenance provenance =
        Provenance.of("fuzzy-cmeans", named, centers.engine(), samples).withFigures(figures);
    return new FuzzyCMeansModel(options, centers, run, provenance);
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
   * Returns the exponent of the memberships.
   *
   * @return above 1
   */
  public double fuzzifier() {
    return options.fuzzifier();
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
   * Returns how much each sample of the fit belongs to each cluster.
   *
   * @return a copy, (samples, K); each row adds up to 1
   */
  public float[][] memberships() {
    return Arrays.stream(memberships).map(float[]::clone).toArray(float[][]::new);
  }

  /**
   * Returns the cluster that each sample of the fit belongs to most.
   *
   * @return a copy, from 0 to K - 1
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Returns what was minimized: the squared distances of all samples to all centers, times the
   * memberships to the power of the fuzzifier, added up.
   *
   * @return the sum
   */
  public double objective() {
    return objective;
  }

  /**
   * Returns how crisp the clusters are: the mean of the sum of the squared memberships.
   *
   * @return from 1 / K, all samples belong to all clusters alike, to 1, each to one only
   */
  public double partitionCoefficient() {
    return partitionCoefficient;
  }

  /**
   * Returns how many passes over the samples it took.
   *
   * @return at least 1
   */
  public int iterations() {
    return iterations;
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
   * Finds the cluster that each sample belongs to most: the nearest.
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
   * Tells how much samples belong to each cluster.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return (samples, K); each row adds up to 1
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public float[][] memberships(Samples samples) {
    float[][] shares = centers.distances(samples);
    double exponent = 1 / (options.fuzzifier() - 1);
    double[] squared = new double[clusters()];
    double[] row = new double[clusters()];
    for (float[] distances : shares) {
      for (int k = 0; k < squared.length; k++) {
        squared[k] = (double) distances[k] * distances[k];
      }
      Memberships.fuzzy(squared, 0, exponent, row);
      for (int k = 0; k < row.length; k++) {
        distances[k] = (float) row[k];
      }
    }
    return shares;
  }

  /**
   * The model as TensorFlow variables and functions, to be saved for other programs.
   *
   * @return a model of its own, to be closed by the caller
   */
  public SavableCenters savable() {
    return new SavableCenters(centers(), scaling(), OptionalDouble.of(options.fuzzifier()));
  }

  /**
   * Describes the model as a table.
   *
   * @return a line for each cluster: the samples that belong to it most, and all memberships added
   *     up
   */
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    text.append("%-7s  %9s  %11s%n".formatted("cluster", "samples", "memberships"));
    for (int k = 0; k < clusters(); k++) {
      int cluster = k;
      long size = Arrays.stream(labels).filter(label -> label == cluster).count();
      double sum = Arrays.stream(memberships).mapToDouble(row -> row[cluster]).sum();
      text.append(String.format(Locale.ROOT, "%-7d  %9d  %11.2f%n", k, size, sum));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "fuzzy c-means of %s (%d x %d): %d cluster%s, fuzzifier %s, partition coefficient %.4f"
            + " after %d iteration%s",
        provenance.data(),
        labels.length,
        features(),
        clusters(),
        clusters() == 1 ? "" : "s",
        options.fuzzifier(),
        partitionCoefficient,
        iterations,
        iterations == 1 ? "" : "s");
  }
}
