package io.latent4j.metrics;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/** Whether samples that an embedding shows as neighbours are neighbours. */
public final class Trustworthiness {

  private static final int ROWS_AT_ONCE = 32;

  private Trustworthiness() {}

  /**
   * Computes the trustworthiness: 1, less a penalty for each neighbour in the embedding that is not
   * among the nearest samples, by how far down it is there. That takes the distances of all pairs,
   * a few rows of them at a time.
   *
   * @param rows the samples, row-major
   * @param features the length of a row
   * @param embedding the embedded samples, row-major
   * @param components the length of a row of the embedding
   * @param neighbors how many neighbours count, at least 1 and fewer than half the samples
   * @param threads how many threads compute; the result does not depend on it
   * @return from 0 to 1
   * @throws IllegalArgumentException if the rows are not whole, not finite or not as many, or there
   *     are too many neighbours for them
   */
  public static double of(
      float[] rows, int features, float[] embedding, int components, int neighbors, int threads) {
    return sampled(rows, features, embedding, components, neighbors, Integer.MAX_VALUE, 0, threads);
  }

  /**
   * Estimates the trustworthiness of many samples: all of them are neighbours, but only the
   * neighbours of some samples, drawn by seed, are looked at.
   *
   * @param rows the samples, row-major
   * @param features the length of a row
   * @param embedding the embedded samples, row-major
   * @param components the length of a row of the embedding
   * @param neighbors how many neighbours count, at least 1 and fewer than half the samples
   * @param most of how many samples the neighbours are looked at; of all if there are no more
   * @param seed of which ones, if there are more
   * @param threads how many threads compute; the result does not depend on it
   * @return about what {@link #of} returns
   * @throws IllegalArgumentException as {@link #of} does, or if no sample is to be looked at
   */
  public static double sampled(
      float[] rows,
      int features,
      float[] embedding,
      int components,
      int neighbors,
      int most,
      long seed,
      int threads) {
    PointBlocks points = new PointBlocks("rows", rows, features);
    PointBlocks embedded = new PointBlocks("embedding", embedding, components);
    long count = points.count();
    if (embedded.count() != count) {
      throw new IllegalArgumentException(
          "embedding must have as many rows as there are samples, %d, but has %d"
              .formatted(count, embedded.count()));
    }
    if (neighbors < 1 || 2L * neighbors >= count) {
      throw new IllegalArgumentException(
          "neighbors must be at least 1 and fewer than half the samples, %d, but are %d"
              .formatted(count, neighbors));
    }
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1, but is " + most);
    }
    int[] drawn = Silhouette.draw(points.count(), most, seed);
    long[] penalties = new long[drawn.length];
    try (Workers workers = new Workers(threads)) {
      workers.divideHeavy(
          drawn.length,
          (part, from, to) -> {
            for (int first = from; first < to; first += ROWS_AT_ONCE) {
              int[] some = Arrays.copyOfRange(drawn, first, Math.min(to, first + ROWS_AT_ONCE));
              double[][] far = points.squaredDistances(some);
              double[][] near = embedded.squaredDistances(some);
              for (int k = 0; k < some.length; k++) {
                penalties[first + k] =
                    penalty(some[k], far[k], nearest(some[k], near[k], neighbors));
              }
            }
          });
    }
    double scale = 2.0 / ((double) drawn.length * neighbors * (2 * count - 3L * neighbors - 1));
    return 1 - scale * Arrays.stream(penalties).sum();
  }

  /** The nearest others, of equally near ones those that come first. */
  private static int[] nearest(int row, double[] squared, int neighbors) {
    int[] nearest = new int[neighbors];
    int known = 0;
    for (int i = 0; i < squared.length; i++) {
      if (i == row || known == neighbors && squared[i] >= squared[nearest[known - 1]]) {
        continue;
      }
      int at = known < neighbors ? known++ : known - 1;
      while (at > 0 && squared[nearest[at - 1]] > squared[i]) {
        nearest[at] = nearest[at - 1];
        at--;
      }
      nearest[at] = i;
    }
    return nearest;
  }

  private static long penalty(int row, double[] squared, int... neighbors) {
    long penalty = 0;
    for (int neighbor : neighbors) {
      long rank = 1;
      for (int i = 0; i < squared.length; i++) {
        boolean before =
            squared[i] < squared[neighbor] || squared[i] == squared[neighbor] && i < neighbor;
        rank += i != row && before ? 1 : 0;
      }
      penalty += Math.max(0, rank - neighbors.length);
    }
    return penalty;
  }
}
