package io.latent4j.report;

import java.lang.reflect.Array;

/** Checks arrays that have a value for each cell of a map. */
final class CellValues {

  private CellValues() {}

  /** Puts the rows one after the other. */
  static double[] flat(String argument, float[][] values, int rows, int columns) {
    requireCells(argument, values, rows, columns);
    double[] flat = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          Check.finite(argument + "[" + row + "]", values[row]), 0, flat, row * columns, columns);
    }
    return flat;
  }

  /** Makes sure that there are rows as many and as long as those of the map. */
  static void requireCells(String argument, Object[] values, int rows, int columns) {
    Check.present(argument, values);
    Check.sameLength(argument, values.length, "rows", rows);
    for (int row = 0; row < rows; row++) {
      String name = argument + "[" + row + "]";
      Check.sameLength(name, Array.getLength(Check.present(name, values[row])), "columns", columns);
    }
  }
}
