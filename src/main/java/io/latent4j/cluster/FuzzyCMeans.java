package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.Objects;
import java.util.Random;

/**
 * Fuzzy c-means: each sample belongs to all clusters, to the near ones more.
 *
 * <p>Samples are scaled first (images to 0 to 1, all else as it is, unless said otherwise). The
 * first centers are those of k-means++ after one step of k-means. With many features all distances
 * become alike, and with them the memberships; a fuzzifier near 1 then tells more than the usual 2.
 *
 * <pre>{@code
 * FuzzyCMeansModel model = FuzzyCMeans.of(3).fit(samples);
 * float[][] memberships = model.memberships(); // (samples, 3)
 * }</pre>
 *
 * @param clusters how many centers
 * @param fuzzifier the exponent of the memberships: just above 1 nearly k-means, the larger the
 *     softer
 * @param maxIterations how many passes over the samples at most
 * @param tolerance the largest change of a membership at which to stop
 * @param scaling how to scale the samples before all else
 */
public record FuzzyCMeans(
    int clusters, double fuzzifier, int maxIterations, double tolerance, Scaling.Kind scaling) {

  /**
   * Checks the options.
   *
   * @param clusters at least 1
   * @param fuzzifier above 1
   * @param maxIterations at least 1
   * @param tolerance at least 0
   * @param scaling how to scale the samples before all else
   * @throws IllegalArgumentException if a number is too small
   */
  public FuzzyCMeans {
    Objects.requireNonNull(scaling, "scaling");
    if (clusters < 1) {
      throw new IllegalArgumentException("clusters must be at least 1, but is " + clusters);
    }
    if (!(fuzzifier > 1) || Double.isInfinite(fuzzifier)) {
      throw new IllegalArgumentException("fuzzifier must be above 1, but is " + fuzzifier);
    }
    if (maxIterations < 1) {
      throw new IllegalArgumentException(
          "maxIterations must be at least 1, but is " + maxIterations);
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance must be at least 0, but is " + tolerance);
    }
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
   * Chooses how soft the clusters are.
   *
   * @param newFuzzifier above 1; 2 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is not above 1
   */
  public FuzzyCMeans withFuzzifier(double newFuzzifier) {
    return new FuzzyCMeans(clusters, newFuzzifier, maxIterations, tolerance, scaling);
  }

  /**
   * Limits the passes over the samples.
   *
   * @param newMaxIterations at least 1; 300 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public FuzzyCMeans withMaxIterations(int newMaxIterations) {
    return new FuzzyCMeans(clusters, fuzzifier, newMaxIterations, tolerance, scaling);
  }

  /**
   * Chooses when to stop.
   *
   * @param newTolerance at least 0; 0.00001 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is negative
   */
  public FuzzyCMeans withTolerance(double newTolerance) {
    return new FuzzyCMeans(clusters, fuzzifier, maxIterations, newTolerance, scaling);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param newScaling the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public FuzzyCMeans withScaling(Scaling.Kind newScaling) {
    return new FuzzyCMeans(clusters, fuzzifier, maxIterations, tolerance, newScaling);
  }

  /**
   * Finds the clusters with the default engine options.
   *
   * @param samples at least as many as clusters
   * @return the model
   * @throws IllegalArgumentException see {@link #fit(Samples, EngineOptions, KMeansListener)}
   * @throws IllegalStateException if the samples are closed
   */
  public FuzzyCMeansModel fit(Samples samples) {
    return fit(samples, EngineOptions.defaults(), KMeansListener.NONE);
  }

  /**
   * Finds the clusters. Samples of more than two axes are flattened, row-major.
   *
   * @param samples at least as many as clusters; they are not needed any more afterwards
   * @param options threads and seed
   * @param listener told of each iteration
   * @return the model
   * @throws IllegalArgumentException if there are fewer samples than clusters, or they can't be
   *     scaled as asked for
   * @throws IllegalStateException if the samples are closed
   */
  public FuzzyCMeansModel fit(Samples samples, EngineOptions options, KMeansListener listener) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(listener, "listener");
    if (clusters > samples.count()) {
      throw new IllegalArgumentException(
          "clusters must be between 1 and the number of samples, %d, but is %d"
              .formatted(samples.count(), clusters));
    }
    Scaling scale = Scaling.fit(samples, scaling);
    Points points = Points.of(samples, scale);
    float[] weights = Weights.equal(samples.count());
    try (Distances distances = Distances.of(points, clusters, options);
        Workers workers = new Workers(options.threads())) {
      Problem problem = new Problem(points, weights, distances, workers);
      FuzzyRun run = FuzzyRun.from(problem, this, start(problem, options.seed()), listener);
      Centers centers = Centers.of(points, run.centers(), scale, options);
      return FuzzyCMeansModel.of(this, samples, centers, run);
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
    return LloydRun.from(problem, oneStep, 0, drawn, KMeansListener.NONE).centers();
  }
}
