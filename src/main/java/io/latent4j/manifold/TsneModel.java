package io.latent4j.manifold;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.Locale;

/**
 * An embedding by t-SNE, and the samples it shows, so that others can be placed among them. It
 * holds no native memory and may be used by several threads.
 */
public final class TsneModel {
  private final Tsne options;
  private final Rows rows;
  private final Scaling scaling;
  private final EngineOptions engine;
  private final TsneResult result;
  private final Provenance provenance;

  TsneModel(
      Tsne options,
      Rows rows,
      Scaling scaling,
      EngineOptions engine,
      TsneResult result,
      Provenance provenance) {
    this.options = options;
    this.rows = rows;
    this.scaling = scaling;
    this.engine = engine;
    this.result = result;
    this.provenance = provenance;
  }

  /**
   * Returns where the samples are.
   *
   * @return a new array, (samples, components)
   */
  public float[][] embedding() {
    return transposed(result.positions());
  }

  /**
   * Returns how badly the embedding shows the affinities.
   *
   * @return the Kullback-Leibler divergence of the similarities in the embedding from the
   *     affinities of the samples
   */
  public double klDivergence() {
    return result.divergence();
  }

  /**
   * Returns how many iterations were done.
   *
   * @return at most as many as asked for; fewer if the points came to rest or the thread was
   *     interrupted
   */
  public int iterations() {
    return result.iterations();
  }

  /**
   * Returns how it was computed.
   *
   * @return the method, never {@link TsneMethod#AUTO}
   */
  public TsneMethod method() {
    return result.method();
  }

  /**
   * Returns how samples are scaled before all else.
   *
   * @return the scaling, found on the samples of the fit
   */
  public Scaling scaling() {
    return scaling;
  }

  /**
   * Returns where the embedding comes from.
   *
   * @return the options, the seed, the data and the divergence
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * Places other samples among those of the fit, which stay where they are. Each is placed by
   * itself: its affinities are those to its neighbours in the fit, and it starts at their middle.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the places, (samples, components)
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public float[][] transform(Samples samples) {
    if (samples.features() != rows.features()) {
      throw new IllegalArgumentException(
          "samples must have %d features, as those of the fit, but have %d"
              .formatted(rows.features(), samples.features()));
    }
    Rows others = rows.others(samples, scaling);
    try (Workers workers = new Workers(engine.threads());
        NeighborSearch search = new NeighborSearch(rows, engine, workers)) {
      int each = options.neighbors(rows.count());
      double perplexity = Math.min(options.perplexity(), each);
      Neighbors neighbors = search.of(others, each);
      return new Placing(result.positions(), workers)
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
  public String toString() {
    return String.format(
        Locale.ROOT,
        "t-SNE of %s (%d x %d) to %d: perplexity %s, method %s, %d iterations, divergence %.4f",
        provenance.data(),
        rows.count(),
        rows.features(),
        options.components(),
        options.perplexity(),
        result.method(),
        result.iterations(),
        result.divergence());
  }
}
