package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.DistanceMetric;
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
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * t-SNE: a picture of samples in which near neighbours stay near neighbours.
 *
 * <p>Settings, schedule and figures are those of scikit-learn: a start from the first principal
 * components at a standard deviation of 1e-4, affinities exaggerated twelvefold for the first 250
 * iterations, then momentum 0.8. Samples of many features are better reduced to some 50 by
 * principal components first, as the program does: {@link #withReduceTo}.
 *
 * <pre>{@code
 * try (TsneModel model = Tsne.of(2).withPerplexity(30).fit(samples)) {
 *   float[][] places = model.embedding(); // (samples, 2)
 * }
 * }</pre>
 *
 * @param components how many coordinates a point of the embedding has
 * @param perplexity how many neighbours a sample has, so to speak; at least 1
 * @param iterations how many steps to do
 * @param learningRate the rate of the descent; if empty, a 48th of the number of samples, at least
 *     50
 * @param method how to compute
 * @param reduceTo to how many features samples of more are reduced first, by principal components;
 *     if empty, none are
 * @param metric how far samples are from each other
 * @param scale how to scale the samples before all else
 */
public record Tsne(
    int components,
    double perplexity,
    int iterations,
    OptionalDouble learningRate,
    TsneMethod method,
    OptionalInt reduceTo,
    DistanceMetric metric,
    Scaling.Kind scale)
    implements Estimator<TsneModel> {
  private static final double USUAL_PERPLEXITY = 30;
  private static final int USUAL_ITERATIONS = 1000;
  private static final int NEIGHBORS_PER_PERPLEXITY = 3;
  private static final int MOST_EXACT = 30_000;

  /** Of more samples nearly all neighbours are found, which is enough for a picture. */
  private static final int MOST_EXACT_NEIGHBORS = 10_000;

  /**
   * Checks the options.
   *
   * @param components how many coordinates a point of the embedding has
   * @param perplexity how many neighbours a sample has, so to speak
   * @param iterations how many steps to do
   * @param learningRate the rate of the descent
   * @param method how to compute
   * @param reduceTo to how many features samples of more are reduced first
   * @param metric how far samples are from each other
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if components or iterations are below 1, the perplexity is
   *     below 1, the rate is not a positive number, or samples are to be reduced and the metric is
   *     not {@link DistanceMetric#EUCLIDEAN}
   */
  public Tsne {
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(scale, "scale");
    if (reduceTo.isPresent() && metric != DistanceMetric.EUCLIDEAN) {
      throw new InvalidOptionException(
          "reduceTo",
          "must be empty with the metric %s, since principal components keep Euclidean distances only, but is %d"
              .formatted(metric, reduceTo.getAsInt()));
    }
    reduceTo.ifPresent(most -> Options.requireAtLeast(1, "reduceTo", most));
    Options.requireAtLeast(1, "components", components);
    if (method == TsneMethod.FFT) {
      method.resolve(1, components);
    }
    Options.require(
        perplexity >= 1 && perplexity <= Integer.MAX_VALUE,
        "perplexity",
        "at least 1",
        plain(perplexity));
    Options.requireAtLeast(1, "iterations", iterations);
    learningRate.ifPresent(
        rate ->
            Options.require(
                rate > 0 && rate <= Float.MAX_VALUE, "learningRate", "above 0 and finite", rate));
  }

  /**
   * Embeds in so many dimensions.
   *
   * @param components at least 1
   * @return options with all else by default: perplexity 30, 1,000 iterations
   * @throws IllegalArgumentException if the number is below 1
   */
  public static Tsne of(int components) {
    return new Tsne(
        components,
        USUAL_PERPLEXITY,
        USUAL_ITERATIONS,
        OptionalDouble.empty(),
        TsneMethod.AUTO,
        OptionalInt.empty(),
        DistanceMetric.EUCLIDEAN,
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses in how many dimensions to embed.
   *
   * @param components at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1, or above 2 for {@link
   *     TsneMethod#FFT}
   */
  public Tsne withComponents(int components) {
    return Options.with(this, "components", components);
  }

  /**
   * Chooses the perplexity.
   *
   * @param perplexity at least 1 and below the number of samples; 30 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public Tsne withPerplexity(double perplexity) {
    return Options.with(this, "perplexity", perplexity);
  }

  /**
   * Chooses the number of iterations.
   *
   * @param iterations at least 1; 1,000 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public Tsne withIterations(int iterations) {
    return Options.with(this, "iterations", iterations);
  }

  /**
   * Chooses the rate of the descent.
   *
   * @param learningRate a positive number; by default a 48th of the number of samples, at least 50
   * @return the changed options
   * @throws IllegalArgumentException if it is not positive
   */
  public Tsne withLearningRate(double learningRate) {
    return Options.with(this, "learningRate", OptionalDouble.of(learningRate));
  }

  /**
   * Chooses how to compute.
   *
   * @param method the method; {@link TsneMethod#AUTO} by default
   * @return the changed options
   * @throws IllegalArgumentException if it is {@link TsneMethod#FFT} for more than two components
   */
  public Tsne withMethod(TsneMethod method) {
    return Options.with(this, "method", method);
  }

  /**
   * Reduces samples of many features first, which makes neighbours faster to find and hardly
   * others.
   *
   * @param reduceTo to how many features at most, by principal components; at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1, or the metric is not Euclidean
   */
  public Tsne withReduceTo(int reduceTo) {
    return Options.with(this, "reduceTo", OptionalInt.of(reduceTo));
  }

  /**
   * Chooses how far samples are from each other. Affinities are of the squares of these distances.
   *
   * @param metric the metric; {@link DistanceMetric#EUCLIDEAN} by default
   * @return the changed options
   * @throws IllegalArgumentException if it is another, and samples are to be reduced
   */
  public Tsne withMetric(DistanceMetric metric) {
    return Options.with(this, "metric", metric);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Tsne withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "tsne";
  }

  /**
   * Refuses a number of samples that is too small or, for {@link TsneMethod#EXACT}, too large.
   *
   * @throws IllegalArgumentException if there is only one, there are not more than the perplexity,
   *     or more than 30,000, of which all pairs can't be kept
   */
  @Override
  public void check(Samples samples) {
    int count = samples.count();
    Unrolling.requireTwo(count);
    Options.require(
        perplexity < count,
        "perplexity",
        "below the number of samples, %d".formatted(count),
        plain(perplexity));
    if (method == TsneMethod.EXACT) {
      Unrolling.requireAtMost(MOST_EXACT, count, "for method exact");
    }
  }

  /** Without a point where nothing follows it. */
  private static Number plain(double value) {
    return value == Math.rint(value) && !Double.isInfinite(value) ? (Number) (long) value : value;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The seed matters only where samples vary in fewer directions than there are components.
   *
   * @throws IllegalArgumentException if a sample is 0 in all features and the metric is {@link
   *     DistanceMetric#COSINE}
   * @throws EmbeddingDivergedException if the learning rate is so high that places are not finite
   */
  @Override
  public TsneModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    EngineOptions engine = how.engine();
    TsneMethod chosen = method.resolve(samples.count(), components);
    ReducedRows reduction = ReducedRows.of(samples, scale, reduceTo, rowMetric(), engine);
    try (Workers workers = new Workers(engine.threads())) {
      Rows rows = reduction.apply(samples);
      Stage stage = fit.stage("embedding", "iteration", iterations);
      Affinities affinities = affinities(rows, chosen, engine, workers);
      float[][] positions = PrincipalStart.of(rows, components, engine.seed(), workers);
      TsneGradient gradient =
          new TsneGradient(affinities, chosen.repulsion(components, workers), components, workers);
      TsneDescent descent = new TsneDescent(this, gradient, rows.count());
      descent.run(positions, fit, stage);
      if (reduceTo.isEmpty()) {
        fit.resolve("reduce_to", "none");
      }
      if (learningRate.isEmpty()) {
        fit.resolve("learning_rate", descent.rate());
      }
      fit.resolve("method", chosen.toString());
      Provenance provenance =
          fit.provenance(
              Map.of(
                  "kl_divergence",
                  divergence(positions, affinities, workers),
                  "iterations",
                  (double) stage.done()));
      return new TsneModel(
          this, samples.features(), reduction, rows, engine, positions, chosen, provenance);
    } catch (RuntimeException | Error e) {
      reduction.close();
      throw e;
    }
  }

  /** How many of some samples have affinities worth keeping to another. */
  int neighbors(int others) {
    return (int) Math.min(others, NEIGHBORS_PER_PERPLEXITY * perplexity + 1);
  }

  RowMetric rowMetric() {
    return RowMetric.of(metric);
  }

  private Affinities affinities(
      Rows rows, TsneMethod chosen, EngineOptions options, Workers workers) {
    int others = rows.count() - 1;
    boolean isExact = chosen == TsneMethod.EXACT;
    int each = isExact ? others : neighbors(others);
    int few = isExact ? Integer.MAX_VALUE : MOST_EXACT_NEIGHBORS;
    Neighbors nearest =
        new NeighborFinder(rows, rowMetric(), each, few, options, workers).amongThemselves();
    return Affinities.of(rowMetric().squares(nearest), perplexity, workers);
  }

  /** By all pairs, however the gradient was computed. */
  private double divergence(float[][] positions, Affinities affinities, Workers workers) {
    Similarity similarity = Similarity.in(components);
    double sum =
        new PairRepulsion(workers, similarity)
            .apply(positions, new float[components][positions[0].length]);
    return new Attraction(affinities, similarity, workers).divergence(positions, sum);
  }
}
