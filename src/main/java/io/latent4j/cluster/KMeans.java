package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.Objects;
import java.util.Random;

/**
 * k-means: so many centers that the squared distances of samples to their nearest ones add up to
 * little.
 *
 * <p>Samples are scaled first (images to 0 to 1, all else as it is, unless said otherwise). From
 * the same start the result is scikit-learn's; it is computed on the CPU, whatever the engine's
 * device, and in float32 or better.
 *
 * <pre>{@code
 * KMeansModel model = KMeans.of(3).withRestarts(20).fit(samples);
 * System.out.println(model.summary());
 * }</pre>
 *
 * @param clusters how many centers
 * @param algorithm how to go from the first centers to the last
 * @param start where to begin
 * @param restarts how often to begin anew; the result of the least inertia is kept. Given centers
 *     are begun at once
 * @param maxIterations how many passes over the samples at most
 * @param tolerance times the mean variance of the features: the squared movement of all centers at
 *     which to stop
 * @param batchSize how many samples a mini-batch has
 * @param scaling how to scale the samples before all else
 */
public record KMeans(
    int clusters,
    KMeansAlgorithm algorithm,
    KMeansStart start,
    int restarts,
    int maxIterations,
    double tolerance,
    int batchSize,
    Scaling.Kind scaling) {

  /**
   * Checks the options.
   *
   * @param clusters at least 1
   * @param algorithm how to go from the first centers to the last
   * @param start where to begin
   * @param restarts at least 1
   * @param maxIterations at least 1
   * @param tolerance at least 0
   * @param batchSize at least 1
   * @param scaling how to scale the samples before all else
   * @throws IllegalArgumentException if a number is too small, or there are not as many given
   *     centers as clusters
   */
  public KMeans {
    Objects.requireNonNull(algorithm, "algorithm");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(scaling, "scaling");
    requirePositive("clusters", clusters);
    requirePositive("restarts", restarts);
    requirePositive("maxIterations", maxIterations);
    requirePositive("batchSize", batchSize);
    if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException("tolerance must be at least 0, but is " + tolerance);
    }
    if (start instanceof KMeansStart.Given given && given.centers().length != clusters) {
      throw new IllegalArgumentException(
          "centers must be as many as clusters, %d, but are %d"
              .formatted(clusters, given.centers().length));
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }

  /**
   * Looks for a number of clusters, with scikit-learn's defaults: Lloyd's algorithm from ten starts
   * by k-means++, 300 iterations, tolerance 0.0001, batches of 1,024.
   *
   * @param clusters how many, at least 1
   * @return options with all else by default
   * @throws IllegalArgumentException if the number is below 1
   */
  public static KMeans of(int clusters) {
    return new KMeans(
        clusters,
        KMeansAlgorithm.LLOYD,
        KMeansStart.PLUS_PLUS,
        10,
        300,
        1e-4,
        1024,
        Scaling.Kind.AUTO);
  }

  /**
   * Begins at given centers.
   *
   * @param centers one for each cluster, on the scale that the samples have after scaling
   * @return options with all else by default
   * @throws IllegalArgumentException if there are none, they differ in length or are not finite
   */
  public static KMeans from(float[][] centers) {
    KMeansStart given = KMeansStart.given(centers);
    KMeans usual = of(centers.length);
    return usual.withStart(given);
  }

  /**
   * Chooses the algorithm.
   *
   * @param newAlgorithm the algorithm; {@link KMeansAlgorithm#LLOYD} by default
   * @return the changed options
   */
  public KMeans withAlgorithm(KMeansAlgorithm newAlgorithm) {
    return new KMeans(
        clusters, newAlgorithm, start, restarts, maxIterations, tolerance, batchSize, scaling);
  }

  /**
   * Chooses where to begin.
   *
   * @param newStart the start; {@link KMeansStart#PLUS_PLUS} by default
   * @return the changed options
   * @throws IllegalArgumentException if there are not as many given centers as clusters
   */
  public KMeans withStart(KMeansStart newStart) {
    return new KMeans(
        clusters, algorithm, newStart, restarts, maxIterations, tolerance, batchSize, scaling);
  }

  /**
   * Chooses how often to begin.
   *
   * @param newRestarts at least 1; 10 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public KMeans withRestarts(int newRestarts) {
    return new KMeans(
        clusters, algorithm, start, newRestarts, maxIterations, tolerance, batchSize, scaling);
  }

  /**
   * Limits the passes over the samples.
   *
   * @param newMaxIterations at least 1; 300 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public KMeans withMaxIterations(int newMaxIterations) {
    return new KMeans(
        clusters, algorithm, start, restarts, newMaxIterations, tolerance, batchSize, scaling);
  }

  /**
   * Chooses when to stop.
   *
   * @param newTolerance at least 0; 0.0001 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is negative or not finite
   */
  public KMeans withTolerance(double newTolerance) {
    return new KMeans(
        clusters, algorithm, start, restarts, maxIterations, newTolerance, batchSize, scaling);
  }

  /**
   * Chooses the size of mini-batches.
   *
   * @param newBatchSize at least 1; 1,024 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public KMeans withBatchSize(int newBatchSize) {
    return new KMeans(
        clusters, algorithm, start, restarts, maxIterations, tolerance, newBatchSize, scaling);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param newScaling the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public KMeans withScaling(Scaling.Kind newScaling) {
    return new KMeans(
        clusters, algorithm, start, restarts, maxIterations, tolerance, batchSize, newScaling);
  }

  /**
   * Finds the clusters with the default engine options.
   *
   * @param samples at least as many as clusters
   * @return the model
   * @throws IllegalArgumentException see {@link #fit(Samples, float[], EngineOptions,
   *     KMeansListener)}
   * @throws IllegalStateException if the samples are closed
   */
  public KMeansModel fit(Samples samples) {
    return fit(samples, EngineOptions.defaults());
  }

  /**
   * Finds the clusters.
   *
   * @param samples at least as many as clusters
   * @param options threads and seed
   * @return the model
   * @throws IllegalArgumentException see {@link #fit(Samples, float[], EngineOptions,
   *     KMeansListener)}
   * @throws IllegalStateException if the samples are closed
   */
  public KMeansModel fit(Samples samples, EngineOptions options) {
    return fit(samples, Weights.equal(samples.count()), options, KMeansListener.NONE);
  }

  /**
   * Finds the clusters of weighted samples. Samples of more than two axes are flattened, row-major.
   *
   * @param samples at least as many as clusters; they are not needed any more afterwards
   * @param weights how much each sample counts, at least 0 and not all 0
   * @param options threads and seed
   * @param listener told of each iteration
   * @return the model
   * @throws IllegalArgumentException if there are fewer samples than clusters, given centers have
   *     another number of features, the weights are not as many or unfit, or the samples can't be
   *     scaled as asked for
   * @throws IllegalStateException if the samples are closed
   */
  public KMeansModel fit(
      Samples samples, float[] weights, EngineOptions options, KMeansListener listener) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(listener, "listener");
    check(samples);
    Weights.check(weights, samples.count());
    Scaling scale = Scaling.fit(samples, scaling);
    Points points = Points.of(samples, scale);
    Partition best = null;
    int run = 0;
    boolean[] stopped = new boolean[1];
    KMeansListener watched =
        (iteration, shift) -> {
          stopped[0] |= !listener.iterationDone(iteration, shift);
          return !stopped[0];
        };
    try (Distances distances = Distances.of(points, clusters, options);
        Workers workers = new Workers(options.threads())) {
      Problem problem = new Problem(points, weights, distances, workers);
      double limit = tolerance == 0 ? 0 : tolerance * points.meanVariance();
      Random seeds = new Random(options.seed());
      int runs = start instanceof KMeansStart.Given ? 1 : restarts;
      for (; run < runs && !stopped[0]; run++) {
        Random random = new Random(seeds.nextLong());
        double[][] centers = new Seeding(problem, clusters, random).centers(start);
        Partition found =
            algorithm == KMeansAlgorithm.MINIBATCH
                ? MiniBatchRun.from(problem, this, limit, centers, random, watched)
                : LloydRun.from(problem, this, limit, centers, watched);
        best = best == null || found.inertia() < best.inertia() ? found : best;
      }
    }
    return KMeansModel.of(this, samples, options, scale, points, best);
  }

  private void check(Samples samples) {
    if (clusters > samples.count()) {
      throw new IllegalArgumentException(
          "clusters must be between 1 and the number of samples, %d, but is %d"
              .formatted(samples.count(), clusters));
    }
    if (start instanceof KMeansStart.Given given
        && given.centers()[0].length != samples.features()) {
      throw new IllegalArgumentException(
          "centers must have as many features as samples, %d, but have %d"
              .formatted(samples.features(), given.centers()[0].length));
    }
  }
}
