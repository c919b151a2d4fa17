package io.latent4j.cluster;

import io.latent4j.engine.PairedVariable;
import io.latent4j.model.DoubleArray;
import io.latent4j.model.FloatArray;
import java.util.Arrays;
import java.util.Random;

/**
 * The parameters of a mixture, and the log-densities that follow from them.
 *
 * <p>A covariance matrix is used by the inverse of its Cholesky factor, W: the squared distance of
 * a sample is that of W(x - mean) to the origin, and the density's logarithm -(d log 2π + that
 * distance) / 2 + log det W.
 */
final class Gaussians {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final CovarianceType type;
  private final double[] weights;
  private final double[][] means;

  /** For each component, or once for all: a matrix, row-major, a vector, or a single number. */
  private final double[][] covariances;

  /** Of the same forms: inverse Cholesky factors, or inverse deviations. */
  private final double[][] whitening;

  private final double[] logDeterminants;

  Gaussians(CovarianceType type, double[] weights, double[][] means, double[][] covariances) {
    this.type = type;
    this.weights = weights;
    this.means = means;
    this.covariances = covariances;
    int features = means[0].length;
    this.whitening = new double[covariances.length][];
    this.logDeterminants = new double[covariances.length];
    for (int k = 0; k < covariances.length; k++) {
      boolean isMatrix = type == CovarianceType.FULL || type == CovarianceType.TIED;
      whitening[k] =
          isMatrix
              ? Cholesky.inverseFactor(covariances[k], features)
              : Arrays.stream(covariances[k]).map(variance -> 1 / Math.sqrt(variance)).toArray();
      logDeterminants[k] = logDeterminant(whitening[k], features);
    }
  }

  private double logDeterminant(double[] white, int features) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      sum +=
          Math.log(
              switch (type) {
                case FULL, TIED -> white[j * features + j];
                case DIAGONAL -> white[j];
                case SPHERICAL -> white[0];
              });
    }
    return sum;
  }

  /** The parameters that a file has. */
  static Gaussians of(
      CovarianceType type, FloatArray weights, DoubleArray means, FloatArray covariances) {
    double[][] rows = means.rows();
    int matrices = type == CovarianceType.TIED ? 1 : rows.length;
    int size = covariances.values().length / matrices;
    return new Gaussians(
        type, wide(weights.values()), rows, split(covariances.values(), matrices, size));
  }

  /**
   * The same with parameters that a file has, so that a model gives what it does once saved.
   *
   * @param exactMeans whether float32 has too few digits for the means
   */
  Gaussians rounded(boolean exactMeans) {
    double[][] kept = new double[means.length][features()];
    for (int k = 0; k < kept.length; k++) {
      float[] nearest = PairedVariable.nearest(means[k]);
      float[] rest = PairedVariable.remainder(means[k]);
      for (int j = 0; j < features(); j++) {
        kept[k][j] = exactMeans ? (double) nearest[j] + rest[j] : nearest[j];
      }
    }
    return of(type, weightArray(), DoubleArray.of(kept), covarianceArray());
  }

  /** The same seen from a point: what is there is at zero. */
  Gaussians about(double... point) {
    double[][] moved = new double[means.length][features()];
    for (int k = 0; k < moved.length; k++) {
      for (int j = 0; j < features(); j++) {
        moved[k][j] = means[k][j] - point[j];
      }
    }
    return new Gaussians(type, weights, moved, covariances);
  }

  private static double[][] split(float[] values, int parts, int size) {
    double[][] split = new double[parts][];
    for (int k = 0; k < parts; k++) {
      split[k] = wide(Arrays.copyOfRange(values, k * size, (k + 1) * size));
    }
    return split;
  }

  private static double[] wide(float... values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static float[] narrow(double[]... rows) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    float[] narrow = new float[flat.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) flat[i];
    }
    return narrow;
  }

  CovarianceType type() {
    return type;
  }

  int components() {
    return means.length;
  }

  int features() {
    return means[0].length;
  }

  FloatArray weightArray() {
    return FloatArray.of(narrow(weights));
  }

  DoubleArray meanArray() {
    return DoubleArray.of(means);
  }

  FloatArray covarianceArray() {
    return new FloatArray(narrow(covariances), type.shape(components(), features()));
  }

  /** How many numbers can be chosen freely. */
  long parameters() {
    return type.parameters(components(), features())
        + (long) components() * features()
        + components()
        - 1;
  }

  /**
   * The logarithms of weight times density.
   *
   * @param values rows of scaled samples
   * @param from the first row
   * @param rows how many
   * @param work as many numbers as rows times two times features
   * @param logs rows times components, row-major: the result
   */
  void logDensities(float[] values, int from, int rows, double[] work, double[] logs) {
    int features = features();
    for (int k = 0; k < components(); k++) {
      int shared = whitening.length == 1 ? 0 : k;
      double constant = Math.log(weights[k]) + logDeterminants[shared] - features * LOG_TWO_PI / 2;
      differences(values, from, rows, means[k], work);
      double[] squared = squaredDistances(whitening[shared], rows, work);
      for (int row = 0; row < rows; row++) {
        logs[row * components() + k] = constant - squared[row] / 2;
      }
    }
  }

  /** Samples less a mean, feature by feature, so that loops over samples run in lanes. */
  private static void differences(
      float[] values, int from, int rows, double[] mean, double[] differences) {
    int features = mean.length;
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < features; j++) {
        differences[j * rows + row] = values[(from + row) * features + j] - mean[j];
      }
    }
  }

  private double[] squaredDistances(double[] white, int rows, double[] differences) {
    int features = features();
    double[] squared = new double[rows];
    double[] projected = new double[rows];
    for (int j = 0; j < features; j++) {
      Arrays.fill(projected, 0);
      switch (type) {
        case FULL, TIED -> {
          for (int i = 0; i <= j; i++) {
            addScaled(projected, white[j * features + i], differences, i * rows);
          }
        }
        case DIAGONAL -> addScaled(projected, white[j], differences, j * rows);
        case SPHERICAL -> addScaled(projected, white[0], differences, j * rows);
      }
      for (int row = 0; row < rows; row++) {
        squared[row] += projected[row] * projected[row];
      }
    }
    return squared;
  }

  private static void addScaled(double[] sum, double factor, double[] values, int start) {
    for (int row = 0; row < sum.length; row++) {
      sum[row] += factor * values[start + row];
    }
  }

  /** Draws a sample: a component by weight, then from its Gaussian. */
  float[] draw(Random random) {
    double left = random.nextDouble();
    int k = 0;
    while (k < components() - 1 && left >= weights[k]) {
      left -= weights[k];
      k++;
    }
    int features = features();
    double[] normal = new double[features];
    for (int j = 0; j < features; j++) {
      normal[j] = random.nextGaussian();
    }
    double[] covariance = covariances[covariances.length == 1 ? 0 : k];
    float[] drawn = new float[features];
    double[] factor =
        type == CovarianceType.FULL || type == CovarianceType.TIED
            ? Cholesky.factor(covariance, features)
            : new double[0];
    for (int j = 0; j < features; j++) {
      double sum = means[k][j];
      switch (type) {
        case FULL, TIED -> {
          for (int i = 0; i <= j; i++) {
            sum += factor[j * features + i] * normal[i];
          }
        }
        case DIAGONAL -> sum += Math.sqrt(covariance[j]) * normal[j];
        case SPHERICAL -> sum += Math.sqrt(covariance[0]) * normal[j];
      }
      drawn[j] = (float) sum;
    }
    return drawn;
  }
}
