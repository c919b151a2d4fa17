package io.latent4j.cluster;

import java.util.Arrays;

/**
 * Lower bounds of squared distances, many at once: points in float32, a column for each feature, so
 * that the innermost loop runs over points and becomes vector instructions. A difference of two
 * float32 is off by half a unit of its last place, wherever the points are; so are squares and
 * sums, and the bounds are lower by more than all that. Values are brought to a size of at most 1,
 * where no square overflows.
 */
final class Columns {
  private static final int AT_ONCE = 4;
  private static final double FLOAT_STEP = 0x1p-23;

  private final Rows rows;
  private final int first;
  private final int count;
  private final float unit;
  private final float[][] columns;

  private Columns(Rows rows, int first, int count, float unit) {
    this.rows = rows;
    this.first = first;
    this.count = count;
    this.unit = unit;
    columns = new float[(rows.features() + AT_ONCE - 1) / AT_ONCE * AT_ONCE][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < rows.features(); j++) {
        columns[j][i] = unit * rows.value(first + i, j);
      }
    }
  }

  /** Takes in all points. */
  static Columns of(Rows rows) {
    return new Columns(rows, 0, rows.count(), unit(rows));
  }

  /** Takes in all points, some at a time. */
  static Columns[] blocks(Rows rows, int size) {
    float unit = unit(rows);
    Columns[] blocks = new Columns[(rows.count() + size - 1) / size];
    Arrays.setAll(
        blocks, b -> new Columns(rows, b * size, Math.min(size, rows.count() - b * size), unit));
    return blocks;
  }

  private static float unit(Rows rows) {
    float largest = 0;
    for (float value : rows.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    // Numbers below the normal ones would make the power overflow.
    return largest < Float.MIN_NORMAL ? 1 : Math.scalb(1f, -1 - Math.getExponent(largest));
  }

  int first() {
    return first;
  }

  int count() {
    return count;
  }

  /** How many numbers a point has that was brought to these columns' unit. */
  int width() {
    return columns.length;
  }

  /** Brings a point, of these or of others, to the unit of the columns. */
  void read(Rows from, int point, float[] target) {
    for (int j = 0; j < from.features(); j++) {
      target[j] = unit * from.value(point, j);
    }
  }

  /** Moves a point to another place, over what is there. */
  void move(int from, int to) {
    for (float[] column : columns) {
      column[to] = column[from];
    }
  }

  /** What {@link #approximate} has to be multiplied by for a lower bound. */
  double factor() {
    double slack = 1 - FLOAT_STEP * (rows.features() + 8);
    return slack / ((double) unit * unit);
  }

  /** Writes about the squared distances of a point to the first so many of these. */
  void approximate(float[] point, int some, float[] result) {
    Arrays.fill(result, 0, some, 0);
    for (int j = 0; j < columns.length; j += AT_ONCE) {
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
          some);
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
      float[] sums,
      int count) {
    for (int i = 0; i < count; i++) {
      float d0 = a0 - x0[i];
      float d1 = a1 - x1[i];
      float d2 = a2 - x2[i];
      float d3 = a3 - x3[i];
      sums[i] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }
}
