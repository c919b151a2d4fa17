package io.latent4j.report;

/** Takes the columns to draw out of the rows of an embedding. */
final class Columns {

  private Columns() {}

  /** The first {@code wanted} columns of row-major rows, each an array. */
  static double[][] first(int wanted, String argument, float[] rows, int columns) {
    Check.atLeast("columns", wanted, columns);
    double[] values = Check.finite(argument, rows);
    Check.notEmpty(argument, values.length);
    if (values.length % columns != 0) {
      throw new IllegalArgumentException(
          "%s must have a multiple of %d values, one for each column, but has %d"
              .formatted(argument, columns, values.length));
    }
    double[][] taken = new double[wanted][values.length / columns];
    for (int row = 0; row < taken[0].length; row++) {
      for (int column = 0; column < wanted; column++) {
        taken[column][row] = values[row * columns + column];
      }
    }
    return taken;
  }

  /** Two arrays, one after the other. */
  static double[] together(double[] first, double[] second) {
    double[] all = new double[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
