package io.latent4j.cluster;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Clusters that fuzzy c-means found. */
public final class FuzzyCMeansModel extends CenterModel {
  private final FuzzyCMeans options;
  private final Centers centers;
  private final float[][] memberships;
  private final double objective;
  private final double partitionCoefficient;

  private FuzzyCMeansModel(
      FuzzyCMeans options, Centers centers, FuzzyRun run, Provenance provenance) {
    super(centers, run.labels(), run.iterations(), provenance);
    this.options = options;
    this.centers = centers;
    this.memberships = run.memberships();
    this.objective = run.objective();
    this.partitionCoefficient = run.partitionCoefficient();
  }

  static FuzzyCMeansModel of(FuzzyCMeans options, Samples samples, Centers centers, FuzzyRun run) {
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
   * Returns the exponent of the memberships.
   *
   * @return above 1
   */
  public double fuzzifier() {
    return options.fuzzifier();
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

  @Override
  public SavableCenters savable() {
    return new SavableCenters(centers, OptionalDouble.of(options.fuzzifier()));
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    text.append("%-7s  %9s  %11s%n".formatted("cluster", "samples", "memberships"));
    int[] sizes = sizes();
    for (int k = 0; k < sizes.length; k++) {
      int cluster = k;
      double sum = Arrays.stream(memberships).mapToDouble(row -> row[cluster]).sum();
      text.append(String.format(Locale.ROOT, "%-7d  %9d  %11.2f%n", k, sizes[k], sum));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, fuzzifier %s, partition coefficient %.4f after %s",
        description("fuzzy c-means"),
        options.fuzzifier(),
        partitionCoefficient,
        counted(iterations(), "iteration"));
  }
}
