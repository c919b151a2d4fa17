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

  /** Row-major; the lower triangle only. */
  private final double[] products;

  private long count;

  Scatter(int features) {
    mean = new double[features];
    products = new double[Math.multiplyExact(features, features)];
  }

  /**
   * Adds a batch.
   *
   * @param rows how many samples it has
   * @param batchMean the mean of each feature
   * @param batchProducts row-major, the lower triangle of the products around any point
   * @param aside where that point lies beside the mean
   */
  void add(long rows, double[] batchMean, double[] batchProducts, double[] aside) {
    long together = count + rows;
    double between = (double) count * rows / together;
    int features = mean.length;
    double[] step = new double[features];
    for (int i = 0; i < features; i++) {
      step[i] = batchMean[i] - mean[i];
    }
    for (int i = 0; i < features; i++) {
      int row = i * features;
      double stepHere = between * step[i];
      double asideHere = rows * aside[i];
      for (int j = 0; j <= i; j++) {
        products[row + j] += batchProducts[row + j] - asideHere * aside[j] + stepHere * step[j];
      }
    }
    for (int i = 0; i < features; i++) {
      mean[i] += step[i] * rows / together;
    }
    count = together;
  }

  /** Adds products of a batch around what they are to be taken around, which is no mean. */
  void add(long rows, double[] batchProducts) {
    for (int i = 0; i < products.length; i++) {
      products[i] += batchProducts[i];
    }
    count += rows;
  }

  /** The mean of each feature, 0 where products are not taken around means. */
  double[] mean() {
    return mean.clone();
  }

  long count() {
    return count;
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
}
