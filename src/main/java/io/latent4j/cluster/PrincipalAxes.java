package io.latent4j.cluster;

import java.util.Random;

/** Coordinates of rows along the directions in which they vary most. */
final class PrincipalAxes {
  private static final int ROUNDS = 30;

  private PrincipalAxes() {}

  /**
   * Projects rows, by orthogonal iteration: each round multiplies some directions by the covariance
   * of the features and makes them perpendicular again.
   *
   * @param rows (samples, features)
   * @param most how many directions at most
   * @return (samples, directions), about their mean
   */
  static double[][] coordinates(float[][] rows, int most, Random random) {
    int features = rows[0].length;
    double[] mean = new double[features];
    for (float[] row : rows) {
      for (int j = 0; j < features; j++) {
        mean[j] += row[j] / (double) rows.length;
      }
    }
    double[][] axes = new double[Math.min(most, features)][features];
    for (double[] axis : axes) {
      for (int j = 0; j < features; j++) {
        axis[j] = random.nextGaussian();
      }
    }
    orthonormalize(axes, random);
    for (int round = 0; round < ROUNDS; round++) {
      axes = times(rows, mean, project(rows, mean, axes), axes.length);
      orthonormalize(axes, random);
    }
    return project(rows, mean, axes);
  }

  private static double[][] project(float[][] rows, double[] mean, double[][] axes) {
    double[][] projected = new double[rows.length][axes.length];
    for (int i = 0; i < rows.length; i++) {
      for (int a = 0; a < axes.length; a++) {
        double sum = 0;
        for (int j = 0; j < mean.length; j++) {
          sum += (rows[i][j] - mean[j]) * axes[a][j];
        }
        projected[i][a] = sum;
      }
    }
    return projected;
  }

  private static double[][] times(
      float[][] rows, double[] mean, double[][] projected, int directions) {
    double[][] axes = new double[directions][mean.length];
    for (int i = 0; i < rows.length; i++) {
      for (int a = 0; a < directions; a++) {
        double weight = projected[i][a];
        for (int j = 0; j < mean.length; j++) {
          axes[a][j] += weight * (rows[i][j] - mean[j]);
        }
      }
    }
    return axes;
  }

  /** By Gram and Schmidt, twice, since once loses digits; what vanishes is drawn anew. */
  private static void orthonormalize(double[][] axes, Random random) {
    for (int a = 0; a < axes.length; a++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int b = 0; b < a; b++) {
          double along = Vectors.dot(axes[a], axes[b]);
          for (int j = 0; j < axes[a].length; j++) {
            axes[a][j] -= along * axes[b][j];
          }
        }
        double length = Math.sqrt(Vectors.dot(axes[a], axes[a]));
        for (int j = 0; j < axes[a].length; j++) {
          axes[a][j] = length > 0 ? axes[a][j] / length : random.nextGaussian();
        }
      }
    }
  }
}
