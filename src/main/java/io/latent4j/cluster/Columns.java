package io.latent4j.cluster;

import java.util.Arrays;

/**
 * Points in float64, a column for each feature, so that the innermost loop runs over points and
 * becomes vector instructions.
 */
final class Columns {
  private final int count;
  private final double[][] columns;

  /** Makes columns of so many points; an even number of them, the last one of 0 if need be. */
  Columns(int count, int features) {
    this.count = count;
    columns = new double[features + features % 2][count];
  }

  /** Takes in rows of float32. */
  static Columns of(float[] rows, int features) {
    Columns columns = new Columns(rows.length / features, features);
    for (int i = 0; i < columns.count; i++) {
      for (int j = 0; j < features; j++) {
        columns.columns[j][i] = rows[i * features + j];
      }
    }
    return columns;
  }

  /** Some of the points, from one on. */
  Columns range(int from, int to) {
    Columns some = new Columns(to - from, columns.length);
    for (int j = 0; j < columns.length; j++) {
      System.arraycopy(columns[j], from, some.columns[j], 0, to - from);
    }
    return some;
  }

  int count() {
    return count;
  }

  /** Copies a point. */
  void read(int point, double[] target) {
    for (int j = 0; j < columns.length; j++) {
      target[j] = columns[j][point];
    }
  }

  /** How many numbers a copied point has. */
  int width() {
    return columns.length;
  }

  /** Moves a point to another place, over what is there. */
  void move(int from, int to) {
    for (double[] column : columns) {
      column[to] = column[from];
    }
  }

  /** Writes the squared distances of a point to the first so many of these. */
  void squaredDistances(double[] point, int first, double[] result) {
    Arrays.fill(result, 0, first, 0);
    int j = 0;
    for (; j + 3 < columns.length; j += 4) {
      add(
          point[j],
          point[j + 1],
          point[j + 2],
          point[j + 3],
          columns[j],
          columns[j + 1],
          columns[j + 2],
          columns[j + 3],
          result,
          first);
    }
    if (j < columns.length) {
      add(point[j], point[j + 1], columns[j], columns[j + 1], result, first);
    }
  }

  private static void add(
      double a0,
      double a1,
      double a2,
      double a3,
      double[] x0,
      double[] x1,
      double[] x2,
      double[] x3,
      double[] sums,
      int count) {
    for (int i = 0; i < count; i++) {
      double d0 = a0 - x0[i];
      double d1 = a1 - x1[i];
      double d2 = a2 - x2[i];
      double d3 = a3 - x3[i];
      sums[i] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }

  private static void add(
      double a0, double a1, double[] x0, double[] x1, double[] sums, int count) {
    for (int i = 0; i < count; i++) {
      double d0 = a0 - x0[i];
      double d1 = a1 - x1[i];
      sums[i] += d0 * d0 + d1 * d1;
    }
  }
}
