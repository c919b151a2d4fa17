package io.latent4j.manifold;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * t-SNE: a picture of samples in which near neighbours stay near neighbours.
 *
 * <p>Settings, schedule and figures are those of scikit-learn: a start from the first principal
 * components at a standard deviation of 1e-4, affinities exaggerated twelvefold for the first 250
 * iterations, then momentum 0.8. Samples of many features are better reduced to some 50 by
 * principal components first, as the program does.
 *
 * <pre>{@code
 * TsneModel model = Tsne.of(2).withPerplexity(30).fit(samples);
 * float[][] places = model.embedding(); // (samples, 2)
 * }</pre>
 *
 * @param components how many coordinates a point of the embedding has
 * @param perplexity how many neighbours a sample has, so to speak; at least 1
 * @param iterations how many steps to do
 * @param learningRate the rate of the descent; if empty, a 48th of the number of samples, at least
 *     50
 * @param method how to compute
 * @param scaling how to scale the samples before all else
 */
public record Tsne(
    int components,
    double perplexity,
    int iterations,
    OptionalDouble learningRate,
    TsneMethod method,
    Scaling.Kind scaling) {
  private static final double USUAL_PERPLEXITY = 30;
  private static final int USUAL_ITERATIONS = 1000;
  private static final int NEIGHBORS_PER_PERPLEXITY = 3;
  private static final int MOST_EXACT = 30_000;

  /**
   * Checks the options.
   *
   * @param components how many coordinates a point of the embedding has
   * @param perplexity how many neighbours a sample has, so to speak
   * @param iterations how many steps to do
   * @param learningRate the rate of the descent
   * @param method how to compute
   * @param scaling how to scale the samples before all else
   * @throws IllegalArgumentException if components or iterations are below 1, the perplexity is
   *     below 1 or the rate is not a positive number
   */
  public Tsne {
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(scaling, "scaling");
    if (components < 1) {
      throw new IllegalArgumentException("components must be at least 1, but are " + components);
    }
    if (method == TsneMethod.FFT) {
      method.resolve(1, components);
    }
    if (!(perplexity >= 1) || perplexity > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("perplexity must be at least 1, but is " + perplexity);
    }
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, but are " + iterations);
    }
    if (learningRate.isPresent()
        && !(learningRate.getAsDouble() > 0 && learningRate.getAsDouble() <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "learning rate must be a positive number, but is " + learningRate.getAsDouble());
    }
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
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses the perplexity.
   *
   * @param perplexity at least 1 and below the number of samples; 30 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public Tsne withPerplexity(double perplexity) {
    return new Tsne(components, perplexity, iterations, learningRate, method, scaling);
  }

  /**
   * Chooses the number of iterations.
   *
   * @param iterations at least 1; 1,000 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public Tsne withIterations(int iterations) {
    return new Tsne(components, perplexity, iterations, learningRate, method, scaling);
  }

  /**
   * Chooses the rate of the descent.
   *
   * @param rate a positive number; by default a 48th of the number of samples, at least 50
   * @return the changed options
   * @throws IllegalArgumentException if it is not positive
   */
  public Tsne withLearningRate(double rate) {
    return new Tsne(components, perplexity, iterations, OptionalDouble.of(rate), method, scaling);
  }

  /**
   * Chooses how to compute.
   *
   * @param method the method; {@link TsneMethod#AUTO} by default
   * @return the changed options
   * @throws IllegalArgumentException if it is {@link TsneMethod#FFT} for more than two components
   */
  public Tsne withMethod(TsneMethod method) {
    return new Tsne(components, perplexity, iterations, learningRate, method, scaling);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scaling the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Tsne withScaling(Scaling.Kind scaling) {
    return new Tsne(components, perplexity, iterations, learningRate, method, scaling);
  }

  /**
   * Refuses a number of samples that is too small or, for {@link TsneMethod#EXACT}, too large.
   *
   * @param samples how many there are
   * @throws IllegalArgumentException if there is only one, there are not more than the perplexity,
   *     or so many that all their pairs can't be kept
   */
  public void check(int samples) {
    if (samples < 2) {
      throw new IllegalArgumentException("samples must be at least 2, but are " + samples);
    }
    if (perplexity >= samples) {
      throw new IllegalArgumentException(
          "perplexity must be below the number of samples, "
              + samples
              + ", but is "
              + (perplexity == Math.rint(perplexity)
                  ? String.valueOf((long) perplexity)
                  : String.valueOf(perplexity)));
    }
    if (method == TsneMethod.EXACT && samples > MOST_EXACT) {
      throw new IllegalArgumentException(
          "samples must be at most %d for method exact, but are %d".formatted(MOST_EXACT, samples));
    }
  }

  /**
   * Embeds samples with the default engine options, telling nobody how it goes.
   *
   * @param samples more than the perplexity
   * @return the embedding
   * @throws IllegalArgumentException see {@link #fit(Samples, EngineOptions, TsneListener)}
   * @throws IllegalStateException if the samples are closed
   */
  public TsneModel fit(Samples samples) {
    return fit(samples, EngineOptions.defaults(), TsneListener.none());
  }

  /**
   * Embeds samples. Those of more than two axes are flattened, row-major. When the thread is
   * interrupted, the embedding so far is the result.
   *
   * @param samples more than the perplexity; they are not needed any more afterwards
   * @param options how to compute; the seed matters only where samples vary in fewer directions
   *     than there are components
   * @param listener is told how it goes
   * @return the embedding
   * @throws IllegalArgumentException if there is only one sample, there are not more than the
   *     perplexity, or they can't be scaled as asked for
   * @throws IllegalStateException if the samples are closed
   * @throws EmbeddingDivergedException if the learning rate is so high that places are not finite
   */
  public TsneModel fit(Samples samples, EngineOptions options, TsneListener listener) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(listener, "listener");
    check(samples.count());
    TsneMethod chosen = method.resolve(samples.count(), components);
    Scaling scale = Scaling.fit(samples, scaling);
    Rows rows = Rows.of(samples, scale);
    try (Workers workers = new Workers(options.threads())) {
      Affinities affinities = affinities(rows, chosen, options, workers);
      float[][] positions = PrincipalStart.of(rows, components, options.seed(), workers);
      TsneGradient gradient =
          new TsneGradient(affinities, chosen.repulsion(components, workers), components, workers);
      TsneDescent descent = new TsneDescent(this, gradient, rows.count(), listener);
      descent.run(positions);
      double divergence = divergence(positions, affinities, workers);
      return new TsneModel(
          this,
          rows,
          scale,
          options,
          new TsneResult(positions, divergence, descent.iterations(), chosen),
          provenance(samples, options).withFigures(Map.of("kl_divergence", divergence)));
    }
  }

  /** How many of some samples have affinities worth keeping to another. */
  int neighbors(int others) {
    return (int) Math.min(others, NEIGHBORS_PER_PERPLEXITY * perplexity + 1);
  }

  private Affinities affinities(
      Rows rows, TsneMethod chosen, EngineOptions options, Workers workers) {
    int others = rows.count() - 1;
    int each = chosen == TsneMethod.EXACT ? others : neighbors(others);
    try (NeighborSearch search = new NeighborSearch(rows, options, workers)) {
      return Affinities.of(search.amongThemselves(each), perplexity, workers);
    }
  }

  /** By all pairs, however the gradient was computed. */
  private double divergence(float[][] positions, Affinities affinities, Workers workers) {
    Similarity similarity = Similarity.in(components);
    double sum =
        new PairRepulsion(workers, similarity)
            .apply(positions, new float[components][positions[0].length]);
    return new Attraction(affinities, similarity, workers).divergence(positions, sum);
  }

  private Provenance provenance(Samples samples, EngineOptions options) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("components", components);
    named.put("perplexity", perplexity);
    named.put("iterations", iterations);
    named.put(
        "learning_rate",
        learningRate.isPresent() ? String.valueOf(learningRate.getAsDouble()) : "auto");
    named.put("method", method);
    named.put("scale", scaling);
    return Provenance.of("tsne", named, options, samples);
  }
}
