package io.latent4j.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Distances between all points, a block of rows and columns at a time.
 *
 * <p>They come from products in double precision: the points are centred, blocks of them turned so
 * that the innermost loop runs over points, which the compiler turns into vector instructions, and
 * tiles chosen that stay in the cache. Where subtraction would leave too few digits, as between
 * duplicates, the difference is taken itself.
 */
final class PointBlocks {

  /** How many points a block of columns has. */
  static final int COLUMNS = 256;

  /** How many points a block of rows has. */
  static final int ROWS = 32;

  private static final int FEATURES = 64;
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
    this.mean = new double[features];
    this.norms = new double[count];
    for (int i = 0; i < rows.length; i++) {
      mean[i % features] += (double) rows[i] / count;
    }
    for (int i = 0; i < rows.length; i++) {
      norms[i / features] += square(rows[i] - mean[i % features]);
    }
  }

  int count() {
    return count;
  }

  /**
   * Squared distances of points in a row to all points.
   *
   * @param first the first of the points
   * @param end behind the last of them, at most {@link #ROWS} further
   * @return (end - first, count)
   */
  double[][] squaredDistances(int first, int end) {
    return squaredDistances(IntStream.range(first, end).toArray());
  }

  /**
   * Squared distances of some points to all points.
   *
   * @param some which points, at most {@link #ROWS}
   * @return (some, count)
   */
  double[][] squaredDistances(int... some) {
    double[][] result = new double[some.length][count];
    double[][] turned = new double[FEATURES][COLUMNS];
    double[] a = new double[FEATURES];
    double[] products = new double[COLUMNS];
    for (int from = 0; from < count; from += COLUMNS) {
      int columns = Math.min(COLUMNS, count - from);
      for (int feature = 0; feature < features; feature += FEATURES) {
        int width = Math.min(FEATURES, features - feature);
        turn(from, columns, feature, width, turned);
        for (int k = 0; k < some.length; k++) {
          int at = some[k] * features + feature;
          for (int j = 0; j < FEATURES; j++) {
            a[j] = j < width ? rows[at + j] - mean[feature + j] : 0;
          }
          Arrays.fill(products, 0);
          for (int j = 0; j < width; j += 4) {
            addProducts(a, j, turned, products);
          }
          for (int i = 0; i < columns; i++) {
            result[k][from + i] += products[i];
          }
        }
      }
    }
    for (int k = 0; k < some.length; k++) {
      finish(some[k], result[k]);
    }
    return result;
  }

  private void turn(int from, int columns, int feature, int width, double[][] turned) {
    for (int j = 0; j < FEATURES; j++) {
      Arrays.fill(turned[j], 0);
    }
    for (int i = 0; i < columns; i++) {
      int at = (from + i) * features + feature;
      for (int j = 0; j < width; j++) {
        turned[j][i] = rows[at + j] - mean[feature + j];
      }
    }
  }

  /** Four features at once, so that the sums are loaded and stored a quarter as often. */
  private static void addProducts(double[] a, int j, double[][] turned, double[] products) {
    double a0 = a[j];
    double a1 = a[j + 1];
    double a2 = a[j + 2];
    double a3 = a[j + 3];
    double[] x0 = turned[j];
    double[] x1 = turned[j + 1];
    double[] x2 = turned[j + 2];
    double[] x3 = turned[j + 3];
    for (int i = 0; i < COLUMNS; i++) {
      products[i] += a0 * x0[i] + a1 * x1[i] + a2 * x2[i] + a3 * x3[i];
    }
  }

  private void finish(int row, double[] products) {
    for (int i = 0; i < count; i++) {
      double norm = norms[row] + norms[i];
      double squared = norm - 2 * products[i];
      products[i] = squared < TOO_FEW_DIGITS * norm ? exactly(row, i) : squared;
    }
    products[row] = 0;
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
