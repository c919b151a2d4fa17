package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.Random;

/**
 * A few directions that hold most of how rows differ: about the first principal components, of some
 * of the rows, which is enough to choose candidates by. Where there are few features, all of them.
 */
final class MainAxes {
  private static final int MOST = 64;
  private static final int SAMPLE = 2048;
  private static final int ROUNDS = 3;

  private final double[] mean;
  private final double unit;
  private final int width;

  /** (features, width), or nothing if the features are kept as they are. */
  private final float[][] axes;

  private MainAxes(double[] mean, double unit, int width, float[][] axes) {
    this.mean = mean;
    this.unit = unit;
    this.width = width;
    this.axes = axes;
  }

  static MainAxes of(Rows rows, long seed, Workers workers) {
    double[] mean = rows.mean();
    double unit = rows.unit(mean);
    if (rows.features() <= MOST) {
      return new MainAxes(mean, unit, Tile.width(rows.features()), null);
    }
    Random random = new Random(seed);
    float[][] sample = new float[Math.min(SAMPLE, rows.count())][rows.features()];
    for (float[] row : sample) {
      center(rows, random.nextInt(rows.count()), mean, unit, row);
    }
    double[][] found = new double[MOST][rows.features()];
    for (double[] axis : found) {
      Arrays.setAll(axis, j -> random.nextGaussian());
    }
    for (int round = 0; round < ROUNDS; round++) {
      workers.divideHeavy(
          MOST,
          (part, from, to) -> {
            for (int c = from; c < to; c++) {
              found[c] = timesCovariance(sample, found[c]);
            }
          });
      makeOrthonormal(found);
    }
    float[][] axes = new float[rows.features()][MOST];
    for (int c = 0; c < MOST; c++) {
      for (int j = 0; j < axes.length; j++) {
        axes[j][c] = (float) found[c][j];
      }
    }
    return new MainAxes(mean, unit, MOST, axes);
  }

  private static void center(Rows rows, int row, double[] mean, double unit, float[] target) {
    for (int j = 0; j < target.length; j++) {
      target[j] = (float) (unit * (rows.values()[row * target.length + j] - mean[j]));
    }
  }

  private static double[] timesCovariance(float[][] sample, double[] axis) {
    double[] product = new double[axis.length];
    for (float[] row : sample) {
      double s = 0;
      double t = 0;
      for (int j = 0; j + 1 < row.length; j += 2) {
        s += row[j] * axis[j];
        t += row[j + 1] * axis[j + 1];
      }
      if (row.length % 2 == 1) {
        s += row[row.length - 1] * axis[row.length - 1];
      }
      double dot = s + t;
      for (int j = 0; j < row.length; j++) {
        product[j] += dot * row[j];
      }
    }
    return product;
  }

  /** By Gram and Schmidt; an axis in which nothing is new becomes 0. */
  private static void makeOrthonormal(double[][] vectors) {
    for (int c = 0; c < vectors.length; c++) {
      double before = Math.sqrt(dot(vectors[c], vectors[c]));
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < c; k++) {
          double dot = dot(vectors[c], vectors[k]);
          for (int j = 0; j < vectors[c].length; j++) {
            vectors[c][j] -= dot * vectors[k][j];
          }
        }
      }
      double length = Math.sqrt(dot(vectors[c], vectors[c]));
      double factor = length > 1e-9 * before ? 1 / length : 0;
      for (int j = 0; j < vectors[c].length; j++) {
        vectors[c][j] *= factor;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** How many coordinates a row has along the axes, a multiple of 4. */
  int width() {
    return width;
  }

  /** Whether coordinates along the axes tell less than the features do. */
  boolean isLossy() {
    return axes != null;
  }

  /** The coordinates of rows along the axes. */
  float[] apply(Rows rows, Workers workers) {
    float[] all = new float[Math.multiplyExact(rows.count(), width)];
    workers.divide(
        rows.count(),
        (part, from, to) -> {
          float[] centered = new float[Tile.width(rows.features())];
          float[] sums = new float[width];
          for (int i = from; i < to; i++) {
            for (int j = 0; j < rows.features(); j++) {
              centered[j] = (float) (unit * (rows.values()[i * rows.features() + j] - mean[j]));
            }
            if (axes == null) {
              System.arraycopy(centered, 0, all, i * width, width);
            } else {
              project(centered, sums);
              System.arraycopy(sums, 0, all, i * width, width);
            }
          }
        });
    return all;
  }

  private void project(float[] centered, float[] sums) {
    Arrays.fill(sums, 0);
    int j = 0;
    for (; j + 3 < axes.length; j += 4) {
      add(
          centered[j],
          centered[j + 1],
          centered[j + 2],
          centered[j + 3],
          axes[j],
          axes[j + 1],
          axes[j + 2],
          axes[j + 3],
          sums);
    }
    for (; j < axes.length; j++) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += centered[j] * axes[j][c];
      }
    }
  }

  private static void add(
      float a0,
      float a1,
      float a2,
      float a3,
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] sums) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += a0 * x0[c] + a1 * x1[c] + a2 * x2[c] + a3 * x3[c];
    }
  }
}
