package io.latent4j.manifold;

import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;

/** Embeds rows by UMAP. */
final class UmapRun {
  private static final int MANY = 10_000;
  private static final int EPOCHS_OF_FEW = 500;
  private static final int EPOCHS_OF_MANY = 200;
  private static final int FEWEST_EPOCHS_TO_PRUNE_BY = 10;

  private final UmapSettings settings;
  private final EngineOptions options;
  private final Workers workers;

  UmapRun(UmapSettings settings, EngineOptions options, Workers workers) {
    this.settings = settings;
    this.options = options;
    this.workers = workers;
  }

  /**
   * Embeds.
   *
   * @param rows as the metric prepared them, more than neighbours
   * @param listener is told how it goes
   */
  UmapEmbedding run(Rows rows, LayoutListener listener) {
    Neighbors neighbors =
        new NeighborFinder(rows, settings.metric(), settings.neighbors() - 1, options, workers)
            .amongThemselves();
    int usual = rows.count() <= MANY ? EPOCHS_OF_FEW : EPOCHS_OF_MANY;
    int epochs = settings.epochs() > 0 ? settings.epochs() : usual;
    FuzzyGraph all = FuzzyGraph.of(neighbors, settings.metric(), workers);
    FuzzyGraph graph =
        all.without(all.largestWeight() / (epochs > FEWEST_EPOCHS_TO_PRUNE_BY ? epochs : usual));
    LayoutCurve curve = LayoutCurve.of(settings.minDist(), settings.spread());
    float[] positions =
        new StartPlaces(rows, graph, settings.components(), options.seed(), workers)
            .of(settings.start());
    int done =
        new UmapLayout(graph, settings.components(), curve, options.seed(), workers)
            .run(positions, epochs, settings.learningRate(), listener);
    return new UmapEmbedding(positions, done, curve);
  }
}
