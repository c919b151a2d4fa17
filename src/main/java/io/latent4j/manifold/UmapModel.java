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
 * An embedding by UMAP, and the samples it shows, so that others can be placed among them. It holds
 * no native memory and may be used by several threads.
 */
public final class UmapModel implements Model {
  private final Umap options;
  private final int features;
  private final Scaling scaling;
  private final Rows rows;
  private final EngineOptions engine;
  private final UmapEmbedding embedding;
  private final Provenance provenance;

  UmapModel(
      Umap options,
      int features,
      Scaling scaling,
      Rows rows,
      EngineOptions engine,
      UmapEmbedding embedding,
      Provenance provenance) {
    this.options = options;
    this.features = features;
    this.scaling = scaling;
    this.rows = rows;
    this.engine = engine;
    this.embedding = embedding;
    this.provenance = provenance;
  }

  /**
   * Returns where the samples are.
   *
   * @return a new array, (samples, components)
   */
  public float[][] embedding() {
    return places(embedding.positions());
  }

  /**
   * Returns how many times the connections were gone through.
   *
   * @return fewer than asked for if the fit was ended
   */
  public int epochs() {
    return embedding.epochs();
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public Scaling scaling() {
    return scaling;
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

  /** Does nothing. */
  @Override
  public void close() {}

  /**
   * Places other samples among those of the fit, which stay where they are. Each is placed by
   * itself, from the middle of its neighbours on, by as many epochs as UMAP's authors take: a third
   * of those asked for, or 100. A sample equal to one of the fit is placed where that is.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the places, (samples, components)
   * @throws IllegalArgumentException if the number of features differs, or a sample is 0 in all
   *     features and the metric is {@link DistanceMetric#COSINE}
   * @throws IllegalStateException if the samples are closed
   */
  public float[][] transform(Samples samples) {
    Fit.requireFeatures(features, samples);
    Rows others = options.metric().prepare(rows.others(samples, scaling));
    try (Workers workers = new Workers(engine.threads())) {
      Neighbors neighbors =
          new NeighborFinder(
                  rows,
                  options.metric(),
                  options.neighbors(),
                  NeighborFinder.FEW_ROWS,
                  engine,
                  workers)
              .of(others);
      return places(
          new UmapTransform(options, embedding, engine.seed(), workers).place(others, neighbors));
    }
  }

  private float[][] places(float[] positions) {
    int components = options.components();
    float[][] places = new float[positions.length / components][components];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(positions, i * components, places[i], 0, components);
    }
    return places;
  }

  @Override
  public String summary() {
    return this + "\n" + Extents.of(embedding());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "UMAP of %s (%d x %d) to %d: %d neighbours, %s distances, smallest distance %s, %d epochs",
        provenance.data(),
        rows.count(),
        features,
        options.components(),
        options.neighbors(),
        options.metric(),
        options.minDist(),
        epochs());
  }
}
