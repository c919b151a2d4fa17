package io.latent4j.cluster;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/** How far the nearest few points are: the squared distance of each point's last one of them. */
final class CoreDistances {
  private static final int POINTS = 64;
  private static final int BLOCK = 512;

  private CoreDistances() {}

  /**
   * Measures.
   *
   * @param points (count, features), by row
   * @param nearest how many are near, the point itself among them; at most count
   * @return a squared distance for each point
   */
  static double[] squared(float[] points, int features, int nearest, Workers workers) {
    int count = points.length / features;
    Columns[] blocks = new Columns[(count + BLOCK - 1) / BLOCK];
    Columns all = Columns.of(points, features);
    Arrays.setAll(blocks, b -> all.range(b * BLOCK, Math.min(count, (b + 1) * BLOCK)));
    double[] core = new double[count];
    workers.divide(
        count,
        (part, from, to) -> {
          Smallest[] smallest = new Smallest[POINTS];
          Arrays.setAll(smallest, k -> new Smallest(nearest));
          double[][] some = new double[POINTS][all.width()];
          double[] squared = new double[BLOCK];
          for (int first = from; first < to; first += POINTS) {
            int size = Math.min(POINTS, to - first);
            for (int k = 0; k < size; k++) {
              all.read(first + k, some[k]);
              smallest[k].clear();
            }
            for (Columns block : blocks) {
              for (int k = 0; k < size; k++) {
                block.squaredDistances(some[k], block.count(), squared);
                smallest[k].offerAll(squared, block.count());
              }
            }
            for (int k = 0; k < size; k++) {
              core[first + k] = smallest[k].largest();
            }
          }
        });
    return core;
  }
}
