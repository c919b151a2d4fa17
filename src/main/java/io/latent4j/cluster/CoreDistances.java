package io.latent4j.cluster;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/** How far the nearest few points are: the squared distance of each point's last one of them. */
final class CoreDistances {
  private static final int QUERIES = 64;
  private static final int BLOCK = 1024;

  private CoreDistances() {}

  /**
   * Measures.
   *
   * @param nearest how many are near, the point itself among them; at most as many as there are
   * @return a squared distance for each point
   */
  static double[] squared(Rows rows, int nearest, Workers workers) {
    return squared(rows, rows, nearest, workers);
  }

  /** How far the nearest few rows are from other points. */
  static double[] squared(Rows rows, Rows queries, int nearest, Workers workers) {
    Columns[] blocks = Columns.blocks(rows, BLOCK);
    double[] core = new double[queries.count()];
    workers.divide(
        core.length,
        (part, from, to) -> {
          Smallest[] smallest = new Smallest[QUERIES];
          Arrays.setAll(smallest, k -> new Smallest(nearest));
          float[][] some = new float[QUERIES][blocks[0].width()];
          float[] approximate = new float[BLOCK];
          for (int first = from; first < to; first += QUERIES) {
            int size = Math.min(QUERIES, to - first);
            for (int k = 0; k < size; k++) {
              blocks[0].read(queries, first + k, some[k]);
              smallest[k].clear();
            }
            for (Columns block : blocks) {
              for (int k = 0; k < size; k++) {
                block.approximate(some[k], block.count(), approximate);
                offer(rows, block, approximate, queries, first + k, smallest[k]);
              }
            }
            for (int k = 0; k < size; k++) {
              core[first + k] = smallest[k].largest();
            }
          }
        });
    return core;
  }

  private static void offer(
      Rows rows, Columns block, float[] approximate, Rows queries, int query, Smallest smallest) {
    double factor = block.factor();
    double bound = smallest.bound();
    for (int i = 0; i < block.count(); i++) {
      if (factor * approximate[i] < bound || bound == Double.POSITIVE_INFINITY) {
        smallest.offer(queries.squaredDistance(query, rows, block.first() + i));
        bound = smallest.bound();
      }
    }
  }
}
