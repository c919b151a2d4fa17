package io.latent4j.cli;

import io.latent4j.data.Samples;
import java.util.function.Function;

/**
 * Results of a model, one row for each sample, in one array.
 *
 * @param values row-major
 * @param columns the length of a row
 */
record Rows(float[] values, int columns) {

  private static final int AT_ONCE = 4096;

  /** Computes results for some samples at a time, so that memory holds little besides them. */
  static Rows of(Samples samples, int columns, Function<Samples, float[][]> function) {
    float[] values = new float[Math.multiplyExact(samples.count(), columns)];
    for (int from = 0; from < samples.count(); from += AT_ONCE) {
      try (Samples some = samples.rows(from, Math.min(samples.count(), from + AT_ONCE))) {
        copy(function.apply(some), values, from, columns);
      }
    }
    return new Rows(values, columns);
  }

  /** The same for functions whose rows have a length that they tell. */
  static Rows of(Samples samples, Function<Samples, Rows> function) {
    float[] values = {};
    int columns = 0;
    for (int from = 0; from < samples.count(); from += AT_ONCE) {
      try (Samples some = samples.rows(from, Math.min(samples.count(), from + AT_ONCE))) {
        Rows rows = function.apply(some);
        if (columns == 0) {
          columns = rows.columns;
          values = new float[Math.multiplyExact(samples.count(), columns)];
        }
        System.arraycopy(rows.values, 0, values, from * columns, rows.values.length);
      }
    }
    return new Rows(values, columns);
  }

  static Rows of(float[][] rows) {
    float[] values = new float[Math.multiplyExact(rows.length, rows[0].length)];
    copy(rows, values, 0, rows[0].length);
    return new Rows(values, rows[0].length);
  }

  private static void copy(float[][] rows, float[] values, int first, int columns) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, (first + i) * columns, columns);
    }
  }

  int count() {
    return values.length / columns;
  }

  /** Whether all rows are the same, as the codes of a network whose units are all dead. */
  boolean isConstant() {
    for (int i = columns; i < values.length; i++) {
      if (values[i] != values[i - columns]) {
        return false;
      }
    }
    return true;
  }

  void addTo(RunResult result, String name) {
    result.array(name, values, count(), columns);
  }
}
