package io.latent4j.decomposition;

import java.util.Arrays;

/**
 * How features vary together: their means, and the sums of the products of what is left without
 * them, over samples that come batch by batch. Two batches are put together with the correction for
 * their different means (Chan, Golub and LeVeque, 1979), so a mean that is large beside the
 * variance costs no digits. All in float64.
 */
final class Scatter {
  private final double[] mean;

  /** Row-major; what is right of the diagonal does not count. */
  private final double[] products;

  private long count;

  Scatter(int features) {
    mean = new double[features];
    products = new double[Math.multiplyExact(features, features)];
  }

  /**
   * Adds products of a batch, around any point; what those around the mean differ by is added with
   * {@link #addBatch}.
   *
   * @param row the feature of the block's first row
   * @param column the feature of its first column, not above the row
   * @param columns how many columns it has
   * @param block row-major
   */
  void addProducts(int row, int column, int columns, float... block) {
    for (int from = 0, at = at(row, column); from < block.length; from += columns) {
      for (int j = 0; j < columns; j++) {
        products[at + j] += block[from + j];
      }
      at += mean.length;
    }
  }

  /** The same in double precision. */
  void addProducts(int row, int column, int columns, double... block) {
    for (int from = 0, at = at(row, column); from < block.length; from += columns) {
      for (int j = 0; j < columns; j++) {
        products[at + j] += block[from + j];
      }
      at += mean.length;
    }
  }

  private int at(int row, int column) {
    return row * mean.length + column;
  }

  /**
   * Counts a batch, and takes its products to its mean and from there to that of all.
   *
   * @param rows how many samples it has
   * @param batchMean the mean of each feature
   * @param aside how far that is from the point around which the products were taken
   */
  void addBatch(long rows, double[] batchMean, double[] aside) {
    long together = count + rows;
    double between = (double) count * rows / together;
    int features = mean.length;
    double[] step = new double[features];
    for (int i = 0; i < features; i++) {
      step[i] = batchMean[i] - mean[i];
      mean[i] += step[i] * rows / together;
    }
    for (int i = 0; i < features; i++) {
      int at = i * features;
      double stepHere = between * step[i];
      double asideHere = rows * aside[i];
      for (int j = 0; j <= i; j++) {
        products[at + j] += stepHere * step[j] - asideHere * aside[j];
      }
    }
    count = together;
  }

  /** The mean of each feature. */
  double[] mean() {
    return mean.clone();
  }

  int features() {
    return mean.length;
  }

  long count() {
    return count;
  }

  /** How long the means are that are not in the products, of all samples together, squared. */
  double meanSquares() {
    double squares = 0;
    for (double value : mean) {
      squares += value * value;
    }
    return count * squares;
  }

  double trace() {
    double trace = 0;
    for (int i = 0; i < mean.length; i++) {
      trace += products[i * mean.length + i];
    }
    return trace;
  }

  /** The products, row-major, both triangles. */
  double[] matrix() {
    int features = mean.length;
    double[] matrix = Arrays.copyOf(products, products.length);
    for (int i = 0; i < features; i++) {
      for (int j = 0; j < i; j++) {
        matrix[j * features + i] = matrix[i * features + j];
      }
    }
    return matrix;
  }

  /** The products of the samples as they are, not less their means. */
  double[] matrixAboutZero() {
    int features = mean.length;
    double[] matrix = matrix();
    for (int i = 0; i < features; i++) {
      for (int j = 0; j < features; j++) {
        matrix[i * features + j] += count * mean[i] * mean[j];
      }
    }
    return matrix;
  }
}
