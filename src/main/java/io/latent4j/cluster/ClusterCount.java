package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Contingency;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Looks for the number of clusters that k-means finds again in other samples of the same kind
 * (Ben-Hur, Elisseeff and Guyon 2002): for each number it clusters pairs of resamples, and compares
 * what both say of all samples. Of numbers that are about as stable the largest is taken whose
 * clusters stand out more than with fewer.
 *
 * <p>The answer may be that there are no clusters. k-means divides anything, and may do so stably:
 * a square into its quarters. So clusters only count where they are tighter than those of samples
 * spread evenly over the same room (the gap statistic of Tibshirani, Walther and Hastie 2001).
 *
 * <p>At most {@value #MOST_SAMPLES} samples are looked at, drawn by seed, along the {@value
 * #MOST_AXES} directions in which they vary most.
 *
 * <pre>{@code
 * ClusterCountResult result = ClusterCount.upTo(10).of(samples, Scaling.none(), engineOptions);
 * int clusters = result.clusters().orElse(1); // no clusters: all samples are one
 * }</pre>
 *
 * @param most the largest number that is tried
 * @param resamples how many pairs of resamples are compared for each number; of up to {@value
 *     #FEW_SAMPLES} samples four times as many, since these differ more
 */
public record ClusterCount(int most, int resamples) {

  /** How many samples are looked at, at most. */
  public static final int MOST_SAMPLES = 2000;

  /** Along how many directions samples are looked at, at most. */
  public static final int MOST_AXES = 20;

  private static final int FEW_SAMPLES = 500;
  private static final int OF_FEW = 4;
  private static final int FEWEST_SAMPLES = 10;
  private static final int FEWEST_IN_A_CLUSTER = 4;
  private static final int REFERENCES = 8;
  private static final int RESTARTS = 4;
  private static final double SHARE = 0.7;
  private static final double LEAST_SEPARATION = 0.05;
  private static final double BY_CHANCE = 4;
  private static final double AS_STABLE = 0.085;
  private static final double NOTHING = 1e-12;

  /**
   * Checks the numbers.
   *
   * @param most at least 2
   * @param resamples at least 1
   * @throws IllegalArgumentException if one is smaller
   */
  public ClusterCount {
    Options.requireAtLeast(2, "most", most);
    Options.requireAtLeast(1, "resamples", resamples);
  }

  /**
   * Tries numbers of clusters from 2 on, with 10 pairs of resamples each.
   *
   * @param most the largest number that is tried, at least 2
   * @return the search
   * @throws IllegalArgumentException if the number is below 2
   */
  public static ClusterCount upTo(int most) {
    return new ClusterCount(most, 10);
  }

  /**
   * Looks for the number of clusters.
   *
   * @param samples what may have clusters; with fewer than {@value #FEWEST_SAMPLES} there is no
   *     telling
   * @param scaling how they are scaled first
   * @param engine the seed and the number of threads; an interrupt of the thread ends the search
   *     with what was tried until then
   * @return how many
   * @throws IllegalStateException if the samples are closed
   */
  public ClusterCountResult of(Samples samples, Scaling scaling, EngineOptions engine) {
    Random random = new Random(engine.seed());
    double[][] rows = rows(samples, scaling, random);
    List<ClusterCountResult.Trial> tried = new ArrayList<>();
    int largest = Math.min(most, rows.length / FEWEST_IN_A_CLUSTER);
    double[][][] references = new double[REFERENCES][][];
    Arrays.setAll(references, i -> spreadEvenly(rows, random));
    double variances = 0;
    boolean isDistinct = rows.length >= FEWEST_SAMPLES && variance(rows) > 0;
    for (int k = 2; isDistinct && k <= largest && !Thread.currentThread().isInterrupted(); k++) {
      try (Samples all = Samples.of(rows);
          KMeansModel model = clusters(k, all, engine, random)) {
        isDistinct = model.usedClusters() == k;
        if (isDistinct) {
          double left = Math.log(Math.max(NOTHING, model.inertia() / variance(rows)));
          double[] evenly = evenly(k, references, engine, random);
          double mean = Arrays.stream(evenly).average().orElseThrow();
          variances +=
              Arrays.stream(evenly).map(value -> (value - mean) * (value - mean)).sum()
                  / (evenly.length - 1);
          double separation = mean - left;
          tried.add(
              new ClusterCountResult.Trial(k, stability(k, rows, all, engine, random), separation));
        }
      }
    }
    return new ClusterCountResult(choose(tried, Math.sqrt(variances / tried.size())), tried);
  }

  /**
   * Of the numbers that are about as stable as the stablest, the largest whose clusters are
   * tighter, beside those of evenly spread samples, than with fewer: one cluster of several may be
   * divided stably too.
   *
   * @param deviation by how much what is left of evenly spread samples differs by chance
   */
  private static OptionalInt choose(List<ClusterCountResult.Trial> tried, double deviation) {
    double least = LEAST_SEPARATION + BY_CHANCE * deviation;
    List<ClusterCountResult.Trial> real =
        tried.stream().filter(trial -> trial.separation() >= least).toList();
    double best = real.stream().mapToDouble(ClusterCountResult.Trial::stability).max().orElse(0);
    OptionalInt chosen = OptionalInt.empty();
    double separation = 0;
    for (ClusterCountResult.Trial trial : real) {
      if (trial.stability() >= best - AS_STABLE && trial.separation() > separation) {
        chosen = OptionalInt.of(trial.clusters());
        separation = trial.separation();
      }
    }
    return chosen;
  }

  private static double[][] rows(Samples samples, Scaling scaling, Random random) {
    int[] drawn =
        random
            .ints(0, samples.count())
            .distinct()
            .limit(Math.min(samples.count(), MOST_SAMPLES))
            .toArray();
    ScaledSamples scaled = ScaledSamples.of(samples, scaling).forDifferences();
    float[] values = scaled.select(drawn);
    float[][] rows = new float[drawn.length][];
    int features = samples.features();
    Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * features, (i + 1) * features));
    return PrincipalAxes.coordinates(rows, MOST_AXES, random);
  }

  /** As many rows in the smallest box around some that has the same axes. */
  private static double[][] spreadEvenly(double[][] rows, Random random) {
    int axes = rows[0].length;
    double[] low = rows[0].clone();
    double[] high = rows[0].clone();
    for (double[] row : rows) {
      for (int a = 0; a < axes; a++) {
        low[a] = Math.min(low[a], row[a]);
        high[a] = Math.max(high[a], row[a]);
      }
    }
    double[][] spread = new double[rows.length][axes];
    for (double[] row : spread) {
      for (int a = 0; a < axes; a++) {
        row[a] = low[a] + random.nextDouble() * (high[a] - low[a]);
      }
    }
    return spread;
  }

  /** The sum of squared distances of rows from their mean. */
  private static double variance(double[][] rows) {
    double sum = 0;
    for (int a = 0; a < rows[0].length; a++) {
      int axis = a;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[axis]).average().orElseThrow();
      sum += Arrays.stream(rows).mapToDouble(row -> (row[axis] - mean) * (row[axis] - mean)).sum();
    }
    return sum;
  }

  /** The logarithm of the share of the variance that so many clusters leave of each reference. */
  private static double[] evenly(
      int k, double[][][] references, EngineOptions engine, Random random) {
    double[] left = new double[references.length];
    for (int i = 0; i < left.length; i++) {
      try (Samples samples = Samples.of(references[i]);
          KMeansModel model = clusters(k, samples, engine, random)) {
        left[i] = Math.log(Math.max(NOTHING, model.inertia() / variance(references[i])));
      }
    }
    return left;
  }

  private double stability(
      int k, double[][] rows, Samples all, EngineOptions engine, Random random) {
    int pairs = rows.length <= FEW_SAMPLES ? OF_FEW * resamples : resamples;
    double sum = 0;
    for (int pair = 0; pair < pairs; pair++) {
      int[] first = labels(k, rows, all, engine, random);
      int[] second = labels(k, rows, all, engine, random);
      sum += Contingency.of(first, second).adjustedRandIndex();
    }
    return sum / pairs;
  }

  /** What the clusters of some of the rows say of all. */
  private static int[] labels(
      int k, double[][] rows, Samples all, EngineOptions engine, Random random) {
    int count = Math.max(k, (int) (SHARE * rows.length));
    int[] drawn = random.ints(0, rows.length).distinct().limit(count).toArray();
    try (Samples some = all.select(drawn);
        KMeansModel model = clusters(k, some, engine, random)) {
      return model.predict(all);
    }
  }

  private static KMeansModel clusters(int k, Samples samples, EngineOptions engine, Random random) {
    return KMeans.of(k)
        .withRestarts(RESTARTS)
        .withScale(Scaling.Kind.NONE)
        .fit(samples, FitOptions.of(engine.withSeed(random.nextLong())));
  }
}
