package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.model.Stage;
import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A Gaussian mixture: clusters that are ellipsoids, each sample of which belongs to them by
 * probability. Fitted by expectation and maximization (Dempster, Laird and Rubin 1977), in double
 * precision; from the same start the result is scikit-learn's.
 *
 * <p>The first responsibilities are the clusters of k-means. A number of components that is left to
 * the estimator is the one, up to {@value #MOST_AUTOMATIC}, of the least Bayesian information
 * criterion (Schwarz 1978).
 *
 * <pre>{@code
 * try (GaussianMixtureModel model =
 *     GaussianMixture.of(3).withCovariance(CovarianceType.DIAGONAL).fit(samples)) {
 *   float[][] probabilities = model.probabilities(samples); // (samples, 3)
 *   float[][] drawn = model.sample(100, 7); // (100, features)
 * }
 * }</pre>
 *
 * @param components how many Gaussians; if empty, as many as suit the samples best
 * @param covariance what their covariances have in common
 * @param init where to begin
 * @param restarts how often to begin anew; the result of the greatest likelihood is kept
 * @param maxIterations how many passes over the samples at most
 * @param tolerance the change of the mean log-likelihood of a sample at which to stop
 * @param regularization what is added to each variance, so that none vanishes
 * @param scale how to scale the samples before all else
 */
public record GaussianMixture(
    OptionalInt components,
    CovarianceType covariance,
    MixtureStart init,
    int restarts,
    int maxIterations,
    double tolerance,
    double regularization,
    Scaling.Kind scale)
    implements Estimator<GaussianMixtureModel> {

  /** Up to how many components are tried if their number is left to the estimator. */
  public static final int MOST_AUTOMATIC = 10;

  static final String SYSTEM = "gmm";

  /**
   * Checks the options.
   *
   * @param components at least 1
   * @param covariance what the covariances have in common
   * @param init where to begin; given means must be as many as components
   * @param restarts at least 1
   * @param maxIterations at least 1
   * @param tolerance at least 0
   * @param regularization at least 0
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if a number is too small, or there are not as many means as
   *     components
   */
  public GaussianMixture {
    Objects.requireNonNull(covariance, "covariance");
    Objects.requireNonNull(scale, "scale");
    components.ifPresent(count -> Options.requireAtLeast(1, "components", count));
    Options.requireAtLeast(1, "restarts", restarts);
    Options.requireAtLeast(1, "maxIterations", maxIterations);
    Options.require(
        tolerance >= 0 && !Double.isInfinite(tolerance), "tolerance", "at least 0", tolerance);
    Options.require(
        regularization >= 0 && !Double.isInfinite(regularization),
        "regularization",
        "at least 0",
        regularization);
    Objects.requireNonNull(init, "init");
    if (init.means().isPresent()) {
      int given = init.means().get().length;
      Options.require(
          components.equals(OptionalInt.of(given)), "init", "as many means as components", given);
    }
  }

  /**
   * Looks for a number of components, with scikit-learn's defaults: full covariances, one start by
   * k-means, 100 iterations, tolerance 0.001, regularization 0.000001.
   *
   * @param components how many, at least 1
   * @return options with all else by default
   * @throws IllegalArgumentException if the number is below 1
   */
  public static GaussianMixture of(int components) {
    return automatic().withComponents(components);
  }

  /**
   * Chooses the number of components by the Bayesian information criterion.
   *
   * @return options with all else by default
   */
  public static GaussianMixture automatic() {
    return new GaussianMixture(
        OptionalInt.empty(),
        CovarianceType.FULL,
        MixtureStart.KMEANS,
        1,
        100,
        1e-3,
        1e-6,
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses the number of components.
   *
   * @param components at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1, or not that of given means
   */
  public GaussianMixture withComponents(int components) {
    return Options.with(this, "components", OptionalInt.of(components));
  }

  /**
   * Chooses what the covariances have in common.
   *
   * @param covariance the type; {@link CovarianceType#FULL} by default
   * @return the changed options
   */
  public GaussianMixture withCovariance(CovarianceType covariance) {
    return Options.with(this, "covariance", covariance);
  }

  /**
   * Chooses where to begin.
   *
   * @param init the start; {@link MixtureStart#KMEANS} by default
   * @return the changed options
   * @throws IllegalArgumentException if there are not as many given means as components
   */
  public GaussianMixture withInit(MixtureStart init) {
    return Options.with(this, "init", init);
  }

  /**
   * Chooses how often to begin.
   *
   * @param restarts at least 1; 1 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public GaussianMixture withRestarts(int restarts) {
    return Options.with(this, "restarts", restarts);
  }

  /**
   * Limits the passes over the samples.
   *
   * @param maxIterations at least 1; 100 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public GaussianMixture withMaxIterations(int maxIterations) {
    return Options.with(this, "maxIterations", maxIterations);
  }

  /**
   * Chooses when to stop.
   *
   * @param tolerance at least 0; 0.001 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is negative or not finite
   */
  public GaussianMixture withTolerance(double tolerance) {
    return Options.with(this, "tolerance", tolerance);
  }

  /**
   * Chooses what is added to each variance.
   *
   * @param regularization at least 0; 0.000001 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is negative or not finite
   */
  public GaussianMixture withRegularization(double regularization) {
    return Options.with(this, "regularization", regularization);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public GaussianMixture withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return SYSTEM;
  }

  @Override
  public void check(Samples samples) {
    Options.require(
        components.orElse(1) <= samples.count(),
        "components",
        "between 1 and the number of samples, %d".formatted(samples.count()),
        components.orElse(1));
    init.means()
        .filter(means -> means[0].length != samples.features())
        .ifPresent(
            means -> {
              throw new InvalidOptionException(
                  "init",
                  "must have means of as many features as samples have, %d, but has them of %d"
                      .formatted(samples.features(), means[0].length));
            });
  }

  @Override
  public GaussianMixtureModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Scaling scaling = Scaling.fit(samples, scale);
    try (Workers workers = new Workers(how.engine().threads())) {
      MixtureRows rows = MixtureRows.of(samples, scaling, workers);
      int first = components.orElse(1);
      int last = components.orElse(Math.min(MOST_AUTOMATIC, samples.count()));
      MixtureRun best = null;
      for (int count = first; count <= last && (best == null || fit.goesOn()); count++) {
        MixtureRun found = best(count, samples, scaling, rows, fit);
        best = best == null || found.bic() < best.bic() ? found : best;
      }
      fit.resolve("components", best.gaussians().components());
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("log_likelihood", best.logLikelihood());
      figures.put("bic", best.bic());
      figures.put("aic", best.aic());
      figures.put("iterations", (double) best.iterations());
      figures.put("converged", best.converged() ? 1.0 : 0.0);
      double[] fromOrigin = Arrays.stream(rows.origin()).map(value -> -value).toArray();
      boolean isFar = Arrays.stream(fromOrigin).anyMatch(value -> value != 0);
      return new GaussianMixtureModel(
          best.gaussians().about(fromOrigin).rounded(isFar),
          isFar,
          scaling,
          fit.provenance(figures),
          how.engine().threads());
    }
  }

  /** The best of all starts with so many components. */
  private MixtureRun best(int count, Samples samples, Scaling scaling, MixtureRows rows, Fit fit) {
    Random seeds = new Random(fit.how().engine().seed());
    int starts = init.means().isPresent() ? 1 : restarts;
    Stage stage = fit.stage(stageName(count), "start", starts);
    MixtureRun best = null;
    while (stage.done() < starts && (best == null || fit.goesOn())) {
      int[] labels =
          init.means().isPresent()
              ? rows.nearest(init.means().get())
              : clusters(count, samples, fit.how(), seeds.nextLong());
      MixtureRun run = MixtureRun.from(this, rows, labels, count, fit, stage);
      best = best == null || run.logLikelihood() > best.logLikelihood() ? run : best;
      stage.advance(Map.of("log_likelihood", run.logLikelihood()));
    }
    stage.end();
    return best;
  }

  private String stageName(int count) {
    return components.isPresent() ? "fitting" : count + " components";
  }

  private int[] clusters(int count, Samples samples, FitOptions how, long seed) {
    KMeans kmeans = KMeans.of(count).withRestarts(1).withScale(scale);
    FitOptions quiet = FitOptions.of(how.engine().withSeed(seed));
    try (KMeansModel model = kmeans.fit(samples, quiet)) {
      return model.labels();
    }
  }
}
