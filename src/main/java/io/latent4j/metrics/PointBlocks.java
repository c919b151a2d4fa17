package io.latent4j.metrics;

import java.util.Arrays;

/**
 * Squared distances between points, a block of points at a time.
 *
 * <p>They come from products in double precision: the points are centred, blocks of them turned so
 * that the innermost loop runs over points, which the compiler turns into vector instructions, and
 * tiles chosen that stay in the cache. Where subtraction would leave too few digits, as between
 * duplicates, the difference is taken itself.
 */
final class PointBlocks {

  /** How many points a block has, but for the last one. */
  static final int SIZE = 256;

  private static final int FEATURES = 64;

  /** So many points meet the same few features of a block while those are in the nearest cache. */
  private static final int GROUP = 8;

  private static final double TOO_FEW_DIGITS = 1e-7;

  private final float[] rows;
  private final int features;
  private final int count;
  private final double[] mean;
  private final double[] norms;

  PointBlocks(String name, float[] rows, int features) {
    if (features < 1 || rows.length == 0 || rows.length % features != 0) {
      throw new IllegalArgumentException(
          "%s must be at least one whole row of %d values, but are %d values"
              .formatted(name, features, rows.length));
    }
    for (int i = 0; i < rows.length; i++) {
      if (!Float.isFinite(rows[i])) {
        throw new IllegalArgumentException(
            "%s must be finite, but row %d, column %d is %s"
                .formatted(name, i / features, i % features, rows[i]));
      }
    }
    this.rows = rows;
    this.features = features;
    this.count = rows.length / features;
    this.mean = mean();
    this.norms = norms();
  }

  private double[] mean() {
    double[] sums = new double[features];
    for (int at = 0; at < rows.length; at += features) {
      for (int j = 0; j < features; j++) {
        sums[j] += rows[at + j];
      }
    }
    for (int j = 0; j < features; j++) {
      sums[j] /= count;
    }
    return sums;
  }

  private double[] norms() {
    double[] squares = new double[count];
    for (int row = 0; row < count; row++) {
      for (int j = 0; j < features; j++) {
        squares[row] += square(rows[row * features + j] - mean[j]);
      }
    }
    return squares;
  }

  int count() {
    return count;
  }

  /** How many blocks all points make. */
  int blocks() {
    return (count + SIZE - 1) / SIZE;
  }

  /** How many points a block has. */
  int size(int block) {
    return Math.min(SIZE, count - block * SIZE);
  }

  /**
   * Squared distances of some points to all points.
   *
   * @param some which points
   * @return (some, count)
   */
  double[][] squaredDistances(int... some) {
    double[][] all = new double[some.length][count];
    double[][] ofBlock = new double[some.length][SIZE];
    for (int block = 0; block < blocks(); block++) {
      squaredDistances(some, block, ofBlock);
      for (int k = 0; k < some.length; k++) {
        System.arraycopy(ofBlock[k], 0, all[k], block * SIZE, size(block));
      }
    }
    return all;
  }

  /**
   * Squared distances of some points to those of a block.
   *
   * @param some which points
   * @param block which block
   * @param result where they are put, a row for each of some, {@link #SIZE} long, of which {@link
   *     #size} are filled
   */
  void squaredDistances(int[] some, int block, double[][] result) {
    for (int k = 0; k < some.length; k++) {
      Arrays.fill(result[k], 0);
    }
    double[][] turned = new double[FEATURES][SIZE];
    double[][] group = new double[GROUP][FEATURES];
    for (int feature = 0; feature < features; feature += FEATURES) {
      int width = Math.min(FEATURES, features - feature);
      turn(block, feature, width, turned);
      for (int first = 0; first < some.length; first += GROUP) {
        int end = Math.min(some.length, first + GROUP);
        for (int k = first; k < end; k++) {
          center(some[k], feature, width, group[k - first]);
        }
        for (int j = 0; j < width; j += 4) {
          for (int k = first; k < end; k++) {
            addProducts(group[k - first], turned, j, result[k]);
          }
        }
      }
    }
    for (int k = 0; k < some.length; k++) {
      finish(some[k], block, result[k]);
    }
  }

  private void center(int row, int feature, int width, double[] centered) {
    int at = row * features + feature;
    for (int j = 0; j < width; j++) {
      centered[j] = rows[at + j] - mean[feature + j];
    }
    Arrays.fill(centered, width, FEATURES, 0);
  }

  private void turn(int block, int feature, int width, double[][] turned) {
    int from = block * SIZE;
    int columns = size(block);
    for (int i = 0; i < columns; i++) {
      int at = (from + i) * features + feature;
      for (int j = 0; j < width; j++) {
        turned[j][i] = rows[at + j] - mean[feature + j];
      }
    }
  }

  /**
   * Adds the products of four features of a point to those of all points of a block: as much at
   * once as the compiler turns into vector instructions.
   */
  private static void addProducts(double[] a, double[][] turned, int j, double[] products) {
    double a0 = a[j];
    double a1 = a[j + 1];
    double a2 = a[j + 2];
    double a3 = a[j + 3];
    double[] x0 = turned[j];
    double[] x1 = turned[j + 1];
    double[] x2 = turned[j + 2];
    double[] x3 = turned[j + 3];
    for (int i = 0; i < SIZE; i++) {
      products[i] += a0 * x0[i] + a1 * x1[i] + a2 * x2[i] + a3 * x3[i];
    }
  }

  private void finish(int row, int block, double[] products) {
    int from = block * SIZE;
    int columns = size(block);
    double norm = norms[row];
    for (int i = 0; i < columns; i++) {
      products[i] = norm + norms[from + i] - 2 * products[i];
    }
    for (int i = 0; i < columns; i++) {
      if (products[i] < TOO_FEW_DIGITS * (norm + norms[from + i])) {
        products[i] = exactly(row, from + i);
      }
    }
  }

  private double exactly(int row, int other) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      sum += square((double) rows[row * features + j] - rows[other * features + j]);
    }
    return sum;
  }

  private static double square(double value) {
    return value * value;
  }
}
