package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import io.latent4j.model.Stage;
import io.latent4j.parallel.Workers;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * UMAP: an embedding in any number of dimensions in which near neighbours stay near neighbours, and
 * among which other samples can be placed.
 *
 * <p>After McInnes, Healy, Melville 2018, "UMAP: Uniform Manifold Approximation and Projection",
 * with the settings and figures of umap-learn. Of more than 4,096 samples nearly all nearest
 * neighbours are found, not all. The result is the same, byte for byte, for the same seed, whatever
 * the number of threads.
 *
 * <pre>{@code
 * try (UmapModel model = Umap.of(2).withNeighbors(20).fit(samples)) {
 *   float[][] places = model.embedding(); // (samples, 2)
 *   float[][] others = model.transform(otherSamples); // (other samples, 2)
 * }
 * }</pre>
 *
 * @param components how many coordinates a point of the embedding has
 * @param neighbors how many neighbours of a sample count, the sample itself among them
 * @param minDist how near points may come to each other
 * @param spread how far from each other points are that hardly belong together
 * @param epochs how many times to go through the connections; if empty, 500 for up to 10,000
 *     samples, 200 for more
 * @param metric how far samples are from each other
 * @param init where the points start
 * @param scale how to scale the samples before all else
 */
public record Umap(
    int components,
    int neighbors,
    double minDist,
    double spread,
    OptionalInt epochs,
    DistanceMetric metric,
    UmapStart init,
    Scaling.Kind scale)
    implements Estimator<UmapModel> {
  private static final int USUAL_NEIGHBORS = 15;
  private static final double USUAL_MIN_DIST = 0.1;
  private static final double USUAL_SPREAD = 1;

  /**
   * Checks the options.
   *
   * @param components at least 1
   * @param neighbors at least 2
   * @param minDist at least 0 and at most the spread
   * @param spread a positive number
   * @param epochs at least 1
   * @param metric how far samples are from each other
   * @param init where the points start
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if a number is not within its range
   */
  public Umap {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(init, "init");
    Objects.requireNonNull(scale, "scale");
    Options.requireAtLeast(1, "components", components);
    Options.requireAtLeast(2, "neighbors", neighbors);
    Options.requirePositive("spread", spread);
    Options.require(
        minDist >= 0 && minDist <= spread,
        "minDist",
        "between 0 and the spread, %s".formatted(spread),
        minDist);
    epochs.ifPresent(count -> Options.requireAtLeast(1, "epochs", count));
  }

  /**
   * Embeds in so many dimensions.
   *
   * @param components at least 1
   * @return options with all else by default: 15 neighbours, a smallest distance of 0.1, a spread
   *     of 1, Euclidean distances, a spectral start
   * @throws IllegalArgumentException if the number is below 1
   */
  public static Umap of(int components) {
    return new Umap(
        components,
        USUAL_NEIGHBORS,
        USUAL_MIN_DIST,
        USUAL_SPREAD,
        OptionalInt.empty(),
        DistanceMetric.EUCLIDEAN,
        UmapStart.SPECTRAL,
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses in how many dimensions to embed.
   *
   * @param components at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public Umap withComponents(int components) {
    return Options.with(this, "components", components);
  }

  /**
   * Chooses how many neighbours count: few show fine detail, many the whole.
   *
   * @param neighbors at least 2 and below the number of samples, the sample itself among them; 15
   *     by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 2
   */
  public Umap withNeighbors(int neighbors) {
    return Options.with(this, "neighbors", neighbors);
  }

  /**
   * Chooses how near points may come to each other: 0 makes groups as dense as can be, which suits
   * clustering.
   *
   * @param minDist at least 0 and at most the spread; 0.1 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is not within its range
   */
  public Umap withMinDist(double minDist) {
    return Options.with(this, "minDist", minDist);
  }

  /**
   * Chooses the size of the embedding.
   *
   * @param spread a positive number; 1 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is not positive, or below the smallest distance
   */
  public Umap withSpread(double spread) {
    return Options.with(this, "spread", spread);
  }

  /**
   * Chooses how many times to go through the connections.
   *
   * @param epochs at least 1; by default 500 for up to 10,000 samples, 200 for more
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public Umap withEpochs(int epochs) {
    return Options.with(this, "epochs", OptionalInt.of(epochs));
  }

  /**
   * Chooses how far samples are from each other.
   *
   * @param metric the metric; {@link DistanceMetric#EUCLIDEAN} by default
   * @return the changed options
   */
  public Umap withMetric(DistanceMetric metric) {
    return Options.with(this, "metric", metric);
  }

  /**
   * Chooses where the points start.
   *
   * @param init the start; {@link UmapStart#SPECTRAL} by default
   * @return the changed options
   */
  public Umap withInit(UmapStart init) {
    return Options.with(this, "init", init);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Umap withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "umap";
  }

  /**
   * Refuses too few samples.
   *
   * @throws IllegalArgumentException if there is only one, or not more than neighbours
   */
  @Override
  public void check(Samples samples) {
    Unrolling.requireTwo(samples.count());
    Options.require(
        neighbors < samples.count(),
        "neighbors",
        "below the number of samples, %d".formatted(samples.count()),
        neighbors);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are too few samples, they can't be scaled as asked
   *     for, or one is 0 in all features and the metric is {@link DistanceMetric#COSINE}
   */
  @Override
  public UmapModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    EngineOptions engine = how.engine();
    Scaling scaling = Scaling.fit(samples, scale);
    int planned = UmapRun.epochs(this, samples.count());
    try (Workers workers = new Workers(engine.threads())) {
      Rows rows = metric.read(samples, scaling);
      Stage stage = fit.stage("embedding", "epoch", planned);
      UmapEmbedding embedding =
          new UmapRun(this, engine, workers)
              .run(
                  rows,
                  epoch -> {
                    if (epoch > 0) {
                      stage.done(epoch, Map.of());
                    }
                    return fit.goesOn();
                  });
      stage.done(embedding.epochs(), Map.of());
      stage.end();
      fit.resolve("epochs", planned);
      return new UmapModel(
          this,
          samples.features(),
          scaling,
          rows,
          engine,
          embedding,
          fit.provenance(Map.of("epochs", (double) embedding.epochs())));
    }
  }
}
