package io.latent4j.manifold;

import java.util.Arrays;

/**
 * Some rows, turned: a column for each feature, so that the innermost loop runs over rows. Such
 * loops, over columns that are arrays of their own, become vector instructions.
 */
final class Tile {

  /**
   * The most rows of a tile: so many that four columns and the result stay in the nearest cache.
   */
  static final int MOST = 512;

  private static final int AT_ONCE = 4;

  private final float[][] columns;
  private final int size;

  /**
   * Makes room.
   *
   * @param size for how many rows
   * @param width for how many features, a multiple of 4
   */
  Tile(int size, int width) {
    this.size = size;
    columns = new float[width][size];
  }

  /** The smallest multiple of 4 that is not below a number of features. */
  static int width(int features) {
    return (features + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
  }

  int size() {
    return size;
  }

  void set(int row, int feature, float value) {
    columns[feature][row] = value;
  }

  /** Makes the features from one on 0. */
  void clear(int fromFeature) {
    for (int j = fromFeature; j < columns.length; j++) {
      Arrays.fill(columns[j], 0);
    }
  }

  /**
   * Adds what the features here contribute to squared distances.
   *
   * @param query as many features as a tile has, from a place on
   * @param at the place
   * @param sums one for each row of the tile
   */
  void addSquares(float[] query, int at, float[] sums) {
    for (int j = 0; j < columns.length; j += AT_ONCE) {
      addSquares(
          query[at + j],
          query[at + j + 1],
          query[at + j + 2],
          query[at + j + 3],
          columns[j],
          columns[j + 1],
          columns[j + 2],
          columns[j + 3],
          sums,
          size);
    }
  }

  private static void addSquares(
      float a0,
      float a1,
      float a2,
      float a3,
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] sums,
      int size) {
    for (int i = 0; i < size; i++) {
      float d0 = a0 - x0[i];
      float d1 = a1 - x1[i];
      float d2 = a2 - x2[i];
      float d3 = a3 - x3[i];
      sums[i] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }

  /** Adds what the features here contribute to sums of absolute differences. */
  void addDifferences(float[] query, int at, float[] sums) {
    for (int j = 0; j < columns.length; j += AT_ONCE) {
      addDifferences(
          query[at + j],
          query[at + j + 1],
          query[at + j + 2],
          query[at + j + 3],
          columns[j],
          columns[j + 1],
          columns[j + 2],
          columns[j + 3],
          sums,
          size);
    }
  }

  private static void addDifferences(
      float a0,
      float a1,
      float a2,
      float a3,
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] sums,
      int size) {
    for (int i = 0; i < size; i++) {
      sums[i] +=
          Math.abs(a0 - x0[i]) + Math.abs(a1 - x1[i]) + Math.abs(a2 - x2[i]) + Math.abs(a3 - x3[i]);
    }
  }
}
