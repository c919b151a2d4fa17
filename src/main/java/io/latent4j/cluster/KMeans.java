package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import io.latent4j.model.Stage;
import io.latent4j.parallel.Workers;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * try (KMeansModel model = KMeans.of(3).withRestarts(20).fit(samples)) {
 *   System.out.println(model.summary());
 * }
 * }</pre>
 *
 * @param clusters how many centers
 * @param algorithm how to go from the first centers to the last
 * @param init where to begin
 * @param restarts how often to begin anew; the result of the least inertia is kept. Given centers
 *     are begun at once
 * @param maxIterations how many passes over the samples at most
 * @param tolerance times the mean variance of the features: the squared movement of all centers at
 *     which to stop
 * @param batch how many samples a mini-batch has
 * @param scale how to scale the samples before all else
 */
public record KMeans(
    int clusters,
    KMeansAlgorithm algorithm,
    KMeansStart init,
    int restarts,
    int maxIterations,
    double tolerance,
    int batch,
    Scaling.Kind scale)
    implements Estimator<KMeansModel> {

  /**
   * Checks the options.
   *
   * @param clusters at least 1
   * @param algorithm how to go from the first centers to the last
   * @param init where to begin
   * @param restarts at least 1
   * @param maxIterations at least 1
   * @param tolerance at least 0
   * @param batch at least 1
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if a number is too small, or there are not as many given
   *     centers as clusters
   */
  public KMeans {
    Objects.requireNonNull(algorithm, "algorithm");
    Objects.requireNonNull(init, "init");
    Objects.requireNonNull(scale, "scale");
    Options.requireAtLeast(1, "clusters", clusters);
    Options.requireAtLeast(1, "restarts", restarts);
    Options.requireAtLeast(1, "maxIterations", maxIterations);
    Options.requireAtLeast(1, "batch", batch);
    Options.require(
        tolerance >= 0 && !Double.isInfinite(tolerance), "tolerance", "at least 0", tolerance);
    if (init instanceof KMeansStart.Given given) {
      Options.require(
          given.centers().length == clusters,
          "init",
          "as many centers as clusters, %d".formatted(clusters),
          given.centers().length);
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
    return usual.withInit(given);
  }

  /**
   * Chooses the algorithm.
   *
   * @param algorithm the algorithm; {@link KMeansAlgorithm#LLOYD} by default
   * @return the changed options
   */
  public KMeans withAlgorithm(KMeansAlgorithm algorithm) {
    return Options.with(this, "algorithm", algorithm);
  }

  /**
   * Chooses where to begin.
   *
   * @param init the start; {@link KMeansStart#PLUS_PLUS} by default
   * @return the changed options
   * @throws IllegalArgumentException if there are not as many given centers as clusters
   */
  public KMeans withInit(KMeansStart init) {
    return Options.with(this, "init", init);
  }

  /**
   * Chooses how often to begin.
   *
   * @param restarts at least 1; 10 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public KMeans withRestarts(int restarts) {
    return Options.with(this, "restarts", restarts);
  }

  /**
   * Limits the passes over the samples.
   *
   * @param maxIterations at least 1; 300 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public KMeans withMaxIterations(int maxIterations) {
    return Options.with(this, "maxIterations", maxIterations);
  }

  /**
   * Chooses when to stop.
   *
   * @param tolerance at least 0; 0.0001 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is negative or not finite
   */
  public KMeans withTolerance(double tolerance) {
    return Options.with(this, "tolerance", tolerance);
  }

  /**
   * Chooses the size of mini-batches.
   *
   * @param batch at least 1; 1,024 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public KMeans withBatch(int batch) {
    return Options.with(this, "batch", batch);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public KMeans withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  /**
   * Chooses the number of clusters.
   *
   * @param clusters at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1, or not that of given centers
   */
  public KMeans withClusters(int clusters) {
    return Options.with(this, "clusters", clusters);
  }

  @Override
  public String name() {
    return "kmeans";
  }

  @Override
  public void check(Samples samples) {
    requireEnough(clusters, samples);
    if (init instanceof KMeansStart.Given given
        && given.centers()[0].length != samples.features()) {
      throw new InvalidOptionException(
          "init",
          "must have centers of as many features as samples have, %d, but has them of %d"
              .formatted(samples.features(), given.centers()[0].length));
    }
  }

  static void requireEnough(int clusters, Samples samples) {
    Options.require(
        clusters <= samples.count(),
        "clusters",
        "between 1 and the number of samples, %d".formatted(samples.count()),
        clusters);
  }

  @Override
  public KMeansModel fit(Samples samples, FitOptions how) {
    return fit(samples, Weights.equal(samples.count()), how);
  }

  /**
   * Finds the clusters of weighted samples.
   *
   * @param samples at least as many as clusters; they are not needed any more afterwards
   * @param weights how much each sample counts, at least 0 and not all 0
   * @param how threads and seed, and whom to tell
   * @return the model
   * @throws IllegalArgumentException if there are fewer samples than clusters, given centers have
   *     another number of features, the weights are not as many or unfit, or the samples can't be
   *     scaled as asked for
   * @throws IllegalStateException if the samples are closed
   */
  public KMeansModel fit(Samples samples, float[] weights, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Weights.check(weights, samples.count());
    Scaling scaling = Scaling.fit(samples, scale);
    Points points = Points.of(samples, scaling);
    Partition best = null;
    double[][] begun = null;
    try (Distances distances = Distances.of(points, clusters, how.engine());
        Workers workers = new Workers(how.engine().threads())) {
      Problem problem = new Problem(points, weights, distances, workers);
      double limit = tolerance == 0 ? 0 : tolerance * points.meanVariance();
      Random seeds = new Random(how.engine().seed());
      int runs = init instanceof KMeansStart.Given ? 1 : restarts;
      Stage stage = fit.stage("clustering", "start", runs);
      IterationListener listener =
          (iteration, most, shift) -> {
            stage.part((double) iteration / (most + 1));
            return fit.goesOn();
          };
      for (int run = 0; run < runs && (run == 0 || fit.goesOn()); run++) {
        Random random = new Random(seeds.nextLong());
        double[][] centers = new Seeding(problem, clusters, random).centers(init);
        double[][] start = Vectors.copy(centers);
        Partition found =
            algorithm == KMeansAlgorithm.MINIBATCH
                ? MiniBatchRun.from(problem, this, limit, centers, random, listener)
                : LloydRun.from(problem, this, limit, centers, listener);
        if (best == null || found.inertia() < best.inertia()) {
          best = found;
          begun = start;
        }
        stage.advance(Map.of("inertia", found.inertia()));
      }
      stage.end();
    }
    Provenance provenance =
        fit.provenance(
            Map.of(
                "inertia",
                best.inertia(),
                "iterations",
                (double) best.iterations(),
                "converged",
                best.converged() ? 1.0 : 0.0));
    Centers centers = Centers.of(points, best.centers(), scaling, how.engine());
    int distinctSamples = DistinctSamples.count(points, clusters);
    return new KMeansModel(
        centers,
        Optional.of(best.labels()),
        Optional.of(points.toScaled(begun)),
        distinctSamples,
        provenance);
  }
}
