package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.model.InvalidOptionException;

/**
 * Samples in Java memory, scaled, less a point near to those that are far from zero: what counts
 * are differences.
 *
 * @param values row-major
 * @param count how many samples
 * @param features how many values each has
 * @param origin the point
 */
record Rows(float[] values, int count, int features, double[] origin) {
  private static final int AT_ONCE = 64;

  /** Rows about zero. */
  Rows(float[] values, int count, int features) {
    this(values, count, features, new double[features]);
  }

  /** Rows about zero, for what depends on where that is. */
  static Rows aboutZero(Samples samples, Scaling scaling) {
    return of(ScaledSamples.of(samples, scaling));
  }

  /** Rows about a point of their own. */
  static Rows of(Samples samples, Scaling scaling) {
    return of(ScaledSamples.of(samples, scaling).forDifferences());
  }

  /** Other samples as rows about the same point as these. */
  Rows others(Samples samples, Scaling scaling) {
    return of(ScaledSamples.of(samples, scaling).about(origin));
  }

  private static Rows of(ScaledSamples rows) {
    return new Rows(rows.all(), rows.count(), rows.features(), rows.origin());
  }

  /** The mean of each feature. */
  double[] mean() {
    double[] mean = new double[features];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < features; j++) {
        mean[j] += values[i * features + j];
      }
    }
    for (int j = 0; j < features; j++) {
      mean[j] /= count;
    }
    return mean;
  }

  /** The power of 2 that brings the largest difference from the mean to between 1 and 2. */
  double unit(double[] mean) {
    double largest = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < features; j++) {
        largest = Math.max(largest, Math.abs(values[i * features + j] - mean[j]));
      }
    }
    return largest == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(largest));
  }

  /** The squared distance of a row to one of other rows. */
  double squaredDistance(int row, Rows others, int other) {
    return squaredDistance(row, others, other, Double.POSITIVE_INFINITY);
  }

  /** The squared distance to a row, or any number above a bound if that is. */
  double squaredDistance(int row, Rows others, int other, double bound) {
    int a = row * features;
    int b = other * features;
    double sum = 0;
    for (int from = 0; from < features && sum <= bound; from += AT_ONCE) {
      sum += squares(values, a + from, others.values, b + from, Math.min(AT_ONCE, features - from));
    }
    return sum;
  }

  /** Four sums, since one would make each addition wait for the one before. */
  private static double squares(float[] x, int atX, float[] y, int atY, int size) {
    double s = 0;
    double t = 0;
    double u = 0;
    double v = 0;
    int j = 0;
    for (; j + 3 < size; j += 4) {
      double d0 = (double) x[atX + j] - y[atY + j];
      double d1 = (double) x[atX + j + 1] - y[atY + j + 1];
      double d2 = (double) x[atX + j + 2] - y[atY + j + 2];
      double d3 = (double) x[atX + j + 3] - y[atY + j + 3];
      s += d0 * d0;
      t += d1 * d1;
      u += d2 * d2;
      v += d3 * d3;
    }
    for (; j < size; j++) {
      double d = (double) x[atX + j] - y[atY + j];
      s += d * d;
    }
    return s + t + u + v;
  }

  /** The sum of absolute differences of a row to one of other rows. */
  double absoluteDistance(int row, Rows others, int other) {
    int a = row * features;
    int b = other * features;
    double sum = 0;
    for (int j = 0; j < features; j++) {
      sum += Math.abs((double) values[a + j] - others.values[b + j]);
    }
    return sum;
  }

  /** The rows divided by their lengths. */
  Rows ofLengthOne() {
    float[] scaled = new float[values.length];
    for (int i = 0; i < count; i++) {
      double squares = 0;
      for (int j = 0; j < features; j++) {
        double value = values[i * features + j];
        squares += value * value;
      }
      if (squares == 0) {
        throw new InvalidOptionException(
            "metric",
            "must be another than cosine where a sample is 0 in all features, but sample %d is"
                .formatted(i));
      }
      double length = Math.sqrt(squares);
      for (int j = 0; j < features; j++) {
        scaled[i * features + j] = (float) (values[i * features + j] / length);
      }
    }
    return new Rows(scaled, count, features);
  }
}
