package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * Finds nearest neighbours by measuring all rows, in plain Java: for metrics that are no matrix
 * product, and for a few rows. Distances in float32 choose somewhat more rows than are wanted,
 * which are measured again in float64.
 */
final class FullScan {
  private static final int QUERIES = 64;
  private static final int ROWS = 256;
  private static final int FEATURES = 64;
  private static final int MORE = 8;

  private final Rows rows;
  private final RowMetric metric;
  private final Workers workers;
  private final double[] mean;
  private final double unit;

  FullScan(Rows rows, RowMetric metric, Workers workers) {
    this.rows = rows;
    this.metric = metric;
    this.workers = workers;
    mean = rows.mean();
    unit = rows.unit(mean);
  }

  /** Finds the neighbours of each row among the others. */
  Neighbors amongThemselves(int each) {
    int[] all = new int[rows.count()];
    Arrays.setAll(all, i -> i);
    return find(rows, all, each, true);
  }

  /** Finds the neighbours of other rows. */
  Neighbors of(Rows queries, int each) {
    int[] all = new int[queries.count()];
    Arrays.setAll(all, i -> i);
    return find(queries, all, each, false);
  }

  /** Finds the neighbours of some of the rows among all others; result in the order of the some. */
  Neighbors ofSome(int[] some, int each) {
    return find(rows, some, each, true);
  }

  private Neighbors find(Rows queries, int[] which, int each, boolean skipSelf) {
    int[] indices = new int[Math.multiplyExact(which.length, each)];
    double[] squared = new double[indices.length];
    workers.divideHeavy(
        which.length,
        (part, from, to) -> {
          Group group = new Group(Math.min(rows.count(), each + MORE));
          Nearby nearby = new Nearby(each);
          for (int first = from; first < to; first += QUERIES) {
            int[] some = Arrays.copyOfRange(which, first, Math.min(to, first + QUERIES));
            group.scan(queries, some, skipSelf);
            for (int q = 0; q < some.length; q++) {
              nearby.clear();
              Candidates found = group.candidates[q].sorted();
              for (int c = 0; c < found.size(); c++) {
                int row = found.index(c);
                nearby.offer(row, metric.squared(queries, some[q], rows, row, nearby.bound()));
              }
              nearby.write(indices, squared, (first + q) * each);
            }
          }
        });
    return new Neighbors(which.length, each, indices, squared);
  }

  private float centered(Rows source, int row, int feature) {
    return (float) (unit * (source.values()[row * source.features() + feature] - mean[feature]));
  }

  /** Some queries at a time, so that rows are turned once for all of them. */
  private final class Group {
    private final Candidates[] candidates = new Candidates[QUERIES];
    private final float[][] sums = new float[QUERIES][ROWS];
    private final int width = Tile.width(Math.min(FEATURES, rows.features()));
    private final float[][] parts = new float[QUERIES][width];

    Group(int most) {
      Arrays.setAll(candidates, q -> new Candidates(most));
    }

    void scan(Rows queries, int[] some, boolean skipSelf) {
      for (int q = 0; q < some.length; q++) {
        candidates[q].clear();
      }
      for (int start = 0; start < rows.count(); start += ROWS) {
        int size = Math.min(ROWS, rows.count() - start);
        Tile tile = new Tile(size, width);
        for (float[] sum : sums) {
          Arrays.fill(sum, 0);
        }
        for (int feature = 0; feature < rows.features(); feature += FEATURES) {
          int features = Math.min(FEATURES, rows.features() - feature);
          turn(start, feature, features, tile);
          for (int q = 0; q < some.length; q++) {
            addTo(queries, some[q], feature, features, tile, q);
          }
        }
        for (int q = 0; q < some.length; q++) {
          candidates[q].offerAll(sums[q], size, start, skipSelf ? some[q] : -1);
        }
      }
    }

    private void turn(int start, int feature, int features, Tile tile) {
      for (int i = 0; i < tile.size(); i++) {
        for (int j = 0; j < features; j++) {
          tile.set(i, j, centered(rows, start + i, feature + j));
        }
      }
      tile.clear(features);
    }

    private void addTo(Rows queries, int query, int feature, int features, Tile tile, int q) {
      for (int j = 0; j < features; j++) {
        parts[q][j] = centered(queries, query, feature + j);
      }
      Arrays.fill(parts[q], features, width, 0);
      if (metric == RowMetric.MANHATTAN) {
        tile.addDifferences(parts[q], 0, sums[q]);
      } else {
        tile.addSquares(parts[q], 0, sums[q]);
      }
    }
  }
}
