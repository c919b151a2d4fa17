package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import io.latent4j.parallel.Workers;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * Fuzzy c-means: each sample belongs to all clusters, to the near ones more.
 *
 * <p>Samples are scaled first (images to 0 to 1, all else as it is, unless said otherwise). The
 * first centers are those of k-means++ after one step of k-means. With many features all distances
 * become alike, and with them the memberships; a fuzzifier near 1 then tells more than the usual 2.
 *
 * <pre>{@code
 * try (FuzzyCMeansModel model = FuzzyCMeans.of(3).fit(samples)) {
 *   float[][] memberships = model.memberships(); // (samples, 3)
 * }
 * }</pre>
 *
 * @param clusters how many centers
 * @param fuzzifier the exponent of the memberships: just above 1 nearly k-means, the larger the
 *     softer
 * @param maxIterations how many passes over the samples at most
 * @param tolerance the largest change of a membership at which to stop
 * @param scale how to scale the samples before all else
 */
public record FuzzyCMeans(
    int clusters, double fuzzifier, int maxIterations, double tolerance, Scaling.Kind scale)
    implements Estimator<FuzzyCMeansModel> {

  /**
   * Checks the options.
   *
   * @param clusters at least 1
   * @param fuzzifier above 1
   * @param maxIterations at least 1
   * @param tolerance at least 0
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if a number is too small
   */
  public FuzzyCMeans {
    Objects.requireNonNull(scale, "scale");
    Options.requireAtLeast(1, "clusters", clusters);
    Options.require(
        fuzzifier > 1 && !Double.isInfinite(fuzzifier), "fuzzifier", "above 1", fuzzifier);
    Options.requireAtLeast(1, "maxIterations", maxIterations);
    Options.requireNotNegative("tolerance", tolerance);
  }

  /**
   * Looks for a number of clusters with fuzzifier 2, at most 300 iterations, tolerance 0.00001.
   *
   * @param clusters how many, at least 1
   * @return options with all else by default
   * @throws IllegalArgumentException if the number is below 1
   */
  public static FuzzyCMeans of(int clusters) {
    return new FuzzyCMeans(clusters, 2, 300, 1e-5, Scaling.Kind.AUTO);
  }

  /**
   * Chooses the number of clusters.
   *
   * @param clusters at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public FuzzyCMeans withClusters(int clusters) {
    return Options.with(this, "clusters", clusters);
  }

  /**
   * Chooses how soft the clusters are.
   *
   * @param fuzzifier above 1; 2 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is not above 1
   */
  public FuzzyCMeans withFuzzifier(double fuzzifier) {
    return Options.with(this, "fuzzifier", fuzzifier);
  }

  /**
   * Limits the passes over the samples.
   *
   * @param maxIterations at least 1; 300 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public FuzzyCMeans withMaxIterations(int maxIterations) {
    return Options.with(this, "maxIterations", maxIterations);
  }

  /**
   * Chooses when to stop.
   *
   * @param tolerance at least 0; 0.00001 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is negative
   */
  public FuzzyCMeans withTolerance(double tolerance) {
    return Options.with(this, "tolerance", tolerance);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public FuzzyCMeans withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "fuzzy-cmeans";
  }

  @Override
  public void check(Samples samples) {
    KMeans.requireEnough(clusters, samples);
  }

  @Override
  public FuzzyCMeansModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Scaling scaling = Scaling.fit(samples, scale);
    Points points = Points.of(samples, scaling);
    float[] weights = Weights.equal(samples.count());
    try (Distances distances = Distances.of(points, clusters, how.engine());
        Workers workers = new Workers(how.engine().threads())) {
      Problem problem = new Problem(points, weights, distances, workers);
      FuzzyRun run = FuzzyRun.from(problem, this, start(problem, how.engine().seed()), fit);
      Provenance provenance =
          fit.provenance(
              Map.of(
                  "objective", run.objective(),
                  "partition_coefficient", run.partitionCoefficient(),
                  "iterations", (double) run.iterations()));
      Centers centers = Centers.of(points, run.centers(), scaling, how.engine());
      return new FuzzyCMeansModel(fuzzifier, centers, Optional.of(run), provenance);
    }
  }

  /**
   * One step of k-means from samples: a sample that is itself a center belongs to it alone, and
   * with a large fuzzifier would keep it where it is.
   */
  private double[][] start(Problem problem, long seed) {
    double[][] drawn =
        new Seeding(problem, clusters, new Random(seed)).centers(KMeansStart.PLUS_PLUS);
    KMeans oneStep = KMeans.of(clusters).withMaxIterations(1);
    return LloydRun.from(problem, oneStep, 0, drawn, (iteration, most, shift) -> true).centers();
  }
}
