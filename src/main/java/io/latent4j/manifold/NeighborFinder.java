package io.latent4j.manifold;

import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;

/**
 * Finds nearest neighbours in the way that suits the rows: all of them where there are few rows,
 * else nearly all ({@link CellSearch}), unless too many cells would have to be looked into for it.
 */
final class NeighborFinder {

  /** Up to so many rows UMAP's neighbours are all found, as umap-learn does. */
  static final int FEW_ROWS = 4096;

  private static final int FEW_FEATURES = 128;
  private static final double TOO_MANY_CELLS = 0.5;

  private final Rows rows;
  private final RowMetric metric;
  private final int each;
  private final EngineOptions options;
  private final Workers workers;
  private final CellSearch cells;

  /**
   * Prepares a search.
   *
   * @param rows as the metric prepared them
   * @param each how many neighbours are wanted, below the number of rows
   * @param few up to how many rows all neighbours are found
   */
  NeighborFinder(
      Rows rows, RowMetric metric, int each, int few, EngineOptions options, Workers workers) {
    this.rows = rows;
    this.metric = metric;
    this.each = each;
    this.options = options;
    this.workers = workers;
    CellSearch search =
        rows.count() <= few ? null : new CellSearch(rows, metric, each, options.seed(), workers);
    cells = search == null || search.share() > TOO_MANY_CELLS ? null : search;
  }

  /** Whether all neighbours are found, not nearly all. */
  boolean isExact() {
    return cells == null;
  }

  /** Finds the neighbours of each row among the others. */
  Neighbors amongThemselves() {
    if (cells != null) {
      return cells.amongThemselves();
    }
    if (isScanned()) {
      return new FullScan(rows, metric, workers).amongThemselves(each);
    }
    try (NeighborSearch search = new NeighborSearch(rows, options, workers)) {
      return search.amongThemselves(each);
    }
  }

  /** Finds the neighbours of other rows, which the metric has prepared too. */
  Neighbors of(Rows queries) {
    if (cells != null) {
      return cells.of(queries);
    }
    if (isScanned()) {
      return new FullScan(rows, metric, workers).of(queries, each);
    }
    try (NeighborSearch search = new NeighborSearch(rows, options, workers)) {
      return search.of(queries, each);
    }
  }

  /** A matrix product pays where there are many features, and is of no use to sums of absolutes. */
  private boolean isScanned() {
    return metric == RowMetric.MANHATTAN || rows.features() <= FEW_FEATURES;
  }
}
