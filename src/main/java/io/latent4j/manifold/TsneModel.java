package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.SavableModel;
import io.latent4j.model.Fit;
import io.latent4j.model.Model;
import io.latent4j.model.Provenance;
import io.latent4j.parallel.Workers;
import java.util.Locale;
import java.util.Optional;

/**
 * An embedding by t-SNE, and the samples it shows, so that others can be placed among them. It
 * holds no native memory and may be used by several threads.
 */
public final class TsneModel implements Model {
  private final Tsne options;
  private final int features;
  private final ReducedRows reduction;
  private final Rows rows;
  private final EngineOptions engine;
  private final float[][] positions;
  private final TsneMethod method;
  private final Provenance provenance;

  TsneModel(
      Tsne options,
      int features,
      ReducedRows reduction,
      Rows rows,
      EngineOptions engine,
      float[][] positions,
      TsneMethod method,
      Provenance provenance) {
    this.options = options;
    this.features = features;
    this.reduction = reduction;
    this.rows = rows;
    this.engine = engine;
    this.positions = positions;
    this.method = method;
    this.provenance = provenance;
  }

  /**
   * Returns where the samples are.
   *
   * @return a new array, (samples, components)
   */
  public float[][] embedding() {
    return transposed(positions);
  }

  /**
   * Returns how badly the embedding shows the affinities.
   *
   * @return the Kullback-Leibler divergence of the similarities in the embedding from the
   *     affinities of the samples
   */
  public double klDivergence() {
    return figures().get("kl_divergence");
  }

  /**
   * Returns how many iterations were done.
   *
   * @return at most as many as asked for; fewer if the points came to rest or the thread was
   *     interrupted
   */
  public int iterations() {
    return figures().get("iterations").intValue();
  }

  /**
   * Returns how it was computed.
   *
   * @return the method, never {@link TsneMethod#AUTO}
   */
  public TsneMethod method() {
    return method;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public Scaling scaling() {
    return reduction.scaling();
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /** Has no functions. */
  @Override
  public Optional<SavableModel> savable() {
    return Optional.empty();
  }

  @Override
  public void close() {
    reduction.close();
  }

  /**
   * Places other samples among those of the fit, which stay where they are. Each is placed by
   * itself: its affinities are those to its neighbours in the fit, and it starts at their middle.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the places, (samples, components)
   * @throws IllegalArgumentException if the number of features differs, or a sample is 0 in all
   *     features and the metric is cosine
   * @throws IllegalStateException if the samples are closed
   */
  public float[][] transform(Samples samples) {
    Fit.requireFeatures(features, samples);
    Rows others = reduction.others(samples, rows);
    try (Workers workers = new Workers(engine.threads())) {
      RowMetric metric = options.rowMetric();
      int each = options.neighbors(rows.count());
      double perplexity = Math.min(options.perplexity(), each);
      NeighborFinder finder =
          new NeighborFinder(rows, metric, each, Integer.MAX_VALUE, engine, workers);
      Neighbors neighbors = metric.squares(finder.of(others));
      return new Placing(positions, workers)
          .place(neighbors, Affinities.conditional(neighbors, perplexity, workers));
    }
  }

  private static float[][] transposed(float[][] positions) {
    float[][] points = new float[positions[0].length][positions.length];
    for (int c = 0; c < positions.length; c++) {
      for (int i = 0; i < points.length; i++) {
        points[i][c] = positions[c][i];
      }
    }
    return points;
  }

  @Override
  public String summary() {
    return this + "\n" + Extents.of(embedding());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "t-SNE of %s (%d x %d) to %d: perplexity %s, method %s, %d iterations, divergence %.4f",
        provenance.data(),
        rows.count(),
        features,
        options.components(),
        options.perplexity(),
        method,
        iterations(),
        klDivergence());
  }
}
