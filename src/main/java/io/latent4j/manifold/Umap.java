package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import io.latent4j.model.Stage;
import io.latent4j.parallel.Workers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.tensorflow.ndarray.Shape;

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
 * @param parametric whether a network learns the map: then it places all samples, those of the fit
 *     too, and the model can be saved
 * @param network the network, which matters only if it is to learn
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
    boolean parametric,
    UmapNetwork network,
    Scaling.Kind scale)
    implements Estimator<UmapModel> {
  private static final int USUAL_NEIGHBORS = 15;
  private static final double USUAL_MIN_DIST = 0.1;
  private static final double USUAL_SPREAD = 1;
  private static final int USUAL_UNITS = 256;

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
   * @param parametric whether a network learns the map
   * @param network the network
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if a number is not within its range
   */
  public Umap {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(init, "init");
    Objects.requireNonNull(network, "network");
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
        false,
        UmapNetwork.of(USUAL_UNITS, USUAL_UNITS, USUAL_UNITS),
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
   * Lets a network learn the map, by regression from samples to the places that UMAP finds. It
   * places new samples at once, and may be saved, so that Python has it too.
   *
   * @param parametric whether it does; it does not by default
   * @return the changed options
   */
  public Umap withParametric(boolean parametric) {
    return Options.with(this, "parametric", parametric);
  }

  /**
   * Chooses the network that learns the map if one is to.
   *
   * @param network the network; three hidden layers of 256 units by default
   * @return the changed options
   */
  public Umap withNetwork(UmapNetwork network) {
    return Options.with(this, "network", network);
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
    Scaling scaling = Scaling.fit(samples, scale);
    Rows rows = rowMetric().read(samples, scaling);
    UmapEmbedding embedding = embed(rows, how.engine(), fit);
    fit.resolve("training_epochs", network.epochs(samples.count()));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("epochs", (double) embedding.epochs());
    if (parametric) {
      return learn(samples, scaling, embedding, fit, figures);
    }
    return new UmapModel(
        new UmapModel.Fitted(this, rows, how.engine(), embedding),
        scaling,
        fit.provenance(figures));
  }

  /** How rows are measured. */
  RowMetric rowMetric() {
    return RowMetric.of(metric);
  }

  private UmapEmbedding embed(Rows rows, EngineOptions engine, Fit fit) {
    int planned = UmapRun.epochs(this, rows.count());
    Stage stage = fit.stage("embedding", "epoch", planned);
    try (Workers workers = new Workers(engine.threads())) {
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
      return embedding;
    }
  }

  private UmapModel learn(
      Samples samples,
      Scaling scaling,
      UmapEmbedding embedding,
      Fit fit,
      Map<String, Double> figures) {
    EngineOptions options = fit.how().engine();
    try (GraphEngine engine = GraphEngine.create(options)) {
      FloatArray rows =
          new FloatArray(
              scaling.apply(samples.toFloats(), samples.features()),
              Shape.of(samples.count(), samples.features()));
      FloatArray places =
          new FloatArray(embedding.positions(), Shape.of(samples.count(), components));
      ParametricMap map = ParametricMap.learn(engine, network, rows, places, fit, "training");
      figures.putAll(map.figures());
      Provenance provenance = fit.provenance(figures);
      return UmapModel.parametric(map.functions(options, scaling, provenance), samples, provenance);
    }
  }
}
