package io.latent4j.manifold;

import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.function.IntPredicate;

/** Embeds rows by UMAP. */
final class UmapRun {
  private static final int MANY = 10_000;
  private static final int EPOCHS_OF_FEW = 500;
  private static final int EPOCHS_OF_MANY = 200;
  static final double LEARNING_RATE = 1;
  private static final int FEWEST_EPOCHS_TO_PRUNE_BY = 10;

  private final Umap umap;
  private final EngineOptions options;
  private final Workers workers;

  UmapRun(Umap umap, EngineOptions options, Workers workers) {
    this.umap = umap;
    this.options = options;
    this.workers = workers;
  }

  /** How many epochs there are to be for so many samples. */
  static int epochs(Umap umap, int samples) {
    return umap.epochs().orElse(usual(samples));
  }

  private static int usual(int samples) {
    return samples <= MANY ? EPOCHS_OF_FEW : EPOCHS_OF_MANY;
  }

  /**
   * Embeds.
   *
   * @param rows as the metric prepared them, more than neighbours
   * @param goesOn is told before each epoch how many are done, and ends the work
   */
  UmapEmbedding run(Rows rows, IntPredicate goesOn) {
    Neighbors neighbors =
        new NeighborFinder(
                rows,
                umap.rowMetric(),
                umap.neighbors() - 1,
                NeighborFinder.FEW_ROWS,
                options,
                workers)
            .amongThemselves();
    int epochs = epochs(umap, rows.count());
    FuzzyGraph all = FuzzyGraph.of(neighbors, umap.rowMetric(), workers);
    FuzzyGraph graph =
        all.without(
            all.largestWeight()
                / (epochs > FEWEST_EPOCHS_TO_PRUNE_BY ? epochs : usual(rows.count())));
    LayoutCurve curve = LayoutCurve.of(umap.minDist(), umap.spread());
    float[] positions =
        new StartPlaces(rows, graph, umap.components(), options.seed(), workers).of(umap.init());
    int done =
        new UmapLayout(graph, umap.components(), curve, options.seed(), workers)
            .run(positions, epochs, LEARNING_RATE, goesOn);
    return new UmapEmbedding(positions, done, curve);
  }
}
