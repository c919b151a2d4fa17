package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * Finds nearest neighbours, nearly all of them: only in the cells nearest to a row, and first by
 * few axes. How many cells to look into, and how many candidates to measure in full, is chosen by
 * the true neighbours of some of the rows, such that about 98 of 100 are found.
 */
final class CellSearch {
  private static final double COVERED = 0.99;
  private static final int ASKED = 96;
  private static final int QUERIES = 64;
  private static final int MORE = 8;
  private static final int MOST_CANDIDATES_PER_NEIGHBOR = 16;

  private final Rows rows;
  private final RowMetric metric;
  private final int each;
  private final Workers workers;
  private final MainAxes axes;
  private final float[] points;
  private final Cells cells;
  private final int probes;
  private final int candidates;

  /**
   * Prepares a search.
   *
   * @param rows as the metric prepared them
   * @param each how many neighbours will be wanted, below the number of rows
   */
  CellSearch(Rows rows, RowMetric metric, int each, long seed, Workers workers) {
    this.rows = rows;
    this.metric = metric;
    this.each = each;
    this.workers = workers;
    axes = MainAxes.of(rows, seed, workers);
    points = axes.apply(rows, workers);
    int wanted = (int) Math.max(1, Math.round(Math.sqrt(rows.count())));
    cells = new Cells(points, axes.width(), wanted, seed, workers);
    int[] asked = Cells.draw(rows.count(), Math.min(ASKED, rows.count()), seed + 1);
    Neighbors truth = new FullScan(rows, metric, workers).ofSome(asked, each);
    int[][] needed = new int[asked.length][];
    int[][] ranks = new int[asked.length][];
    workers.divideHeavy(
        asked.length,
        (part, from, to) -> {
          for (int a = from; a < to; a++) {
            needed[a] = cellRanks(asked[a], truth, a);
            ranks[a] = ranks(asked[a], truth, a);
          }
        });
    probes = quantile(needed) + 1;
    int least = Math.min(rows.count() - 1, each + MORE);
    int most = Math.min(rows.count() - 1, MOST_CANDIDATES_PER_NEIGHBOR * each);
    candidates = Math.max(least, Math.min(most, quantile(ranks) + 1));
  }

  private static int quantile(int[][] ranks) {
    int[] all = Arrays.stream(ranks).flatMapToInt(Arrays::stream).sorted().toArray();
    return all[(int) Math.ceil(COVERED * (all.length - 1))];
  }

  /** How many cells are nearer to a row than those of its neighbours. */
  private int[] cellRanks(int row, Neighbors truth, int place) {
    float[] squared = new float[cells.count()];
    cells.toCenters(points, row * axes.width(), squared);
    int[] result = new int[each];
    for (int k = 0; k < each; k++) {
      float distance = squared[cells.cell(truth.index(place, k))];
      for (float other : squared) {
        result[k] += other < distance ? 1 : 0;
      }
    }
    return result;
  }

  /** How many rows are nearer to a row along the axes than its neighbours are. */
  private int[] ranks(int row, Neighbors truth, int place) {
    int[] result = new int[each];
    if (!axes.isLossy() && metric != RowMetric.MANHATTAN) {
      return result;
    }
    float[] distances = new float[each];
    float[] squared = new float[Tile.MOST];
    for (int k = 0; k < each; k++) {
      distances[k] = distance(row, truth.index(place, k));
    }
    for (int cell = 0; cell < cells.count(); cell++) {
      for (Tile tile : cells.tiles(cell)) {
        Arrays.fill(squared, 0);
        tile.addSquares(points, row * axes.width(), squared);
        for (int k = 0; k < each; k++) {
          for (int i = 0; i < tile.size(); i++) {
            result[k] += squared[i] < distances[k] ? 1 : 0;
          }
        }
      }
    }
    return result;
  }

  private float distance(int a, int b) {
    float sum = 0;
    for (int j = 0; j < axes.width(); j++) {
      float difference = points[a * axes.width() + j] - points[b * axes.width() + j];
      sum += difference * difference;
    }
    return sum;
  }

  /** The share of the cells that has to be looked into. */
  double share() {
    return (double) probes / cells.count();
  }

  /** How many candidates are measured in full. */
  int candidates() {
    return candidates;
  }

  /** Finds the neighbours of each row among the others. */
  Neighbors amongThemselves() {
    int[] order = new int[rows.count()];
    Arrays.setAll(order, cells::point);
    return find(rows, points, order, true);
  }

  /** Finds the neighbours of other rows, which the metric has prepared too. */
  Neighbors of(Rows queries) {
    int[] order = new int[queries.count()];
    Arrays.setAll(order, i -> i);
    return find(queries, axes.apply(queries, workers), order, false);
  }

  private Neighbors find(Rows queries, float[] places, int[] order, boolean skipSelf) {
    int[] indices = new int[Math.multiplyExact(order.length, each)];
    double[] squared = new double[indices.length];
    workers.divide(
        order.length,
        (part, from, to) -> {
          Group group = new Group();
          Nearby nearby = new Nearby(each);
          for (int first = from; first < to; first += QUERIES) {
            int size = Math.min(QUERIES, to - first);
            group.scan(places, order, first, size, skipSelf);
            for (int q = 0; q < size; q++) {
              int query = order[first + q];
              nearby.clear();
              Candidates found = group.found[q].sorted();
              for (int c = 0; c < found.size(); c++) {
                int row = cells.point(found.index(c));
                nearby.offer(row, metric.squared(queries, query, rows, row, nearby.bound()));
              }
              nearby.write(indices, squared, query * each);
            }
          }
        });
    return new Neighbors(order.length, each, indices, squared);
  }

  /** Some queries at a time, which look into much the same cells. */
  private final class Group {
    private final Candidates[] found = new Candidates[QUERIES];
    private final int[][] visitors = new int[cells.count()][QUERIES];
    private final int[] visits = new int[cells.count()];
    private final float[] toCenters = new float[cells.count()];
    private final int[] nearest = new int[cells.count()];
    private final float[] squared = new float[Tile.MOST];

    Group() {
      Arrays.setAll(found, q -> new Candidates(candidates));
    }

    void scan(float[] places, int[] order, int first, int size, boolean skipSelf) {
      Arrays.fill(visits, 0);
      for (int q = 0; q < size; q++) {
        found[q].clear();
        cells.toCenters(places, order[first + q] * axes.width(), toCenters);
        int looked = nearestCells();
        for (int k = 0; k < looked; k++) {
          visitors[nearest[k]][visits[nearest[k]]++] = q;
        }
      }
      for (int cell = 0; cell < visits.length; cell++) {
        int start = cells.start(cell);
        for (Tile tile : cells.tiles(cell)) {
          for (int v = 0; v < visits[cell]; v++) {
            int q = visitors[cell][v];
            Arrays.fill(squared, 0, tile.size(), 0);
            tile.addSquares(places, order[first + q] * axes.width(), squared);
            found[q].offerAll(squared, tile.size(), start, skipSelf ? first + q : -1);
          }
          start += tile.size();
        }
      }
    }

    /**
     * Puts the nearest cells first: as many as are to be looked into, and more if those have too
     * few rows.
     */
    private int nearestCells() {
      Arrays.setAll(nearest, c -> c);
      int rowsThere = 0;
      int looked = 0;
      while (looked < nearest.length && (looked < probes || rowsThere <= candidates)) {
        int best = looked;
        for (int c = looked + 1; c < nearest.length; c++) {
          best = toCenters[nearest[c]] < toCenters[nearest[best]] ? c : best;
        }
        int cell = nearest[best];
        nearest[best] = nearest[looked];
        nearest[looked++] = cell;
        rowsThere += cells.start(cell + 1) - cells.start(cell);
      }
      return looked;
    }
  }
}
