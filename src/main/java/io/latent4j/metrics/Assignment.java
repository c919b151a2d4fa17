package io.latent4j.metrics;

import java.util.Arrays;

/**
 * The assignment problem: each row gets a column of its own so that the sum of the entries chosen
 * is as small, or as large, as can be. Solved by shortest augmenting paths (the Hungarian method)
 * in O(n&sup2;m) for n rows and m columns, n the smaller.
 *
 * <pre>{@code
 * int[] columns = Assignment.minimizing(new double[][] {{4, 1}, {2, 3}}).columns(); // {1, 0}
 * }</pre>
 */
public final class Assignment {

  /** Stands for a row without a column. */
  public static final int NONE = -1;

  private final int[] columns;

  private Assignment(int[] columns) {
    this.columns = columns;
  }

  /**
   * Finds the assignment of the smallest sum.
   *
   * @param costs rows of one length, finite; neither needs to be as many as the other
   * @return the assignment
   * @throws IllegalArgumentException if there are no entries, the rows differ in length, or one is
   *     not finite
   */
  public static Assignment minimizing(double[][] costs) {
    check(costs);
    return new Assignment(solve(costs, 1));
  }

  /**
   * Finds the assignment of the largest sum.
   *
   * @param gains rows of one length, finite; neither needs to be as many as the other
   * @return the assignment
   * @throws IllegalArgumentException if there are no entries, the rows differ in length, or one is
   *     not finite
   */
  public static Assignment maximizing(double[][] gains) {
    check(gains);
    return new Assignment(solve(gains, -1));
  }

  private static void check(double[][] entries) {
    if (entries.length == 0 || entries[0].length == 0) {
      throw new IllegalArgumentException("entries must be at least one row and one column");
    }
    for (int i = 0; i < entries.length; i++) {
      if (entries[i].length != entries[0].length) {
        throw new IllegalArgumentException(
            "rows must be of one length, %d, but row %d has %d"
                .formatted(entries[0].length, i, entries[i].length));
      }
      for (int j = 0; j < entries[i].length; j++) {
        if (!Double.isFinite(entries[i][j])) {
          throw new IllegalArgumentException(
              "entries must be finite, but row %d, column %d is %s".formatted(i, j, entries[i][j]));
        }
      }
    }
  }

  private static int[] solve(double[][] entries, int sign) {
    int rows = entries.length;
    int width = entries[0].length;
    if (rows <= width) {
      return new Search(entries, sign, false).columnOfRow();
    }
    int[] rowOfColumn = new Search(entries, sign, true).columnOfRow();
    int[] result = new int[rows];
    Arrays.fill(result, NONE);
    for (int column = 0; column < width; column++) {
      result[rowOfColumn[column]] = column;
    }
    return result;
  }

  /**
   * Returns the column of each row.
   *
   * @return a copy; {@link #NONE} for rows that are left over
   */
  public int[] columns() {
    return columns.clone();
  }

  /**
   * Adds up the chosen entries.
   *
   * @param entries a matrix of the shape that was solved
   * @return their sum
   * @throws IllegalArgumentException if there are not as many rows
   */
  public double sum(double[][] entries) {
    if (entries.length != columns.length) {
      throw new IllegalArgumentException(
          "entries must have %d rows, but have %d".formatted(columns.length, entries.length));
    }
    double sum = 0;
    for (int row = 0; row < columns.length; row++) {
      sum += columns[row] == NONE ? 0 : entries[row][columns[row]];
    }
    return sum;
  }

  /** The search on a matrix that is no higher than wide; the last column stands for "none yet". */
  private static final class Search {
    private final double[][] entries;
    private final int sign;
    private final boolean transposed;
    private final int rows;
    private final int columns;
    private final double[] rowPrice;
    private final double[] columnPrice;
    private final int[] rowOf;

    Search(double[][] entries, int sign, boolean transposed) {
      this.entries = entries;
      this.sign = sign;
      this.transposed = transposed;
      this.rows = transposed ? entries[0].length : entries.length;
      this.columns = transposed ? entries.length : entries[0].length;
      this.rowPrice = new double[rows];
      this.columnPrice = new double[columns + 1];
      this.rowOf = new int[columns + 1];
      Arrays.fill(rowOf, NONE);
      for (int row = 0; row < rows; row++) {
        augment(row);
      }
    }

    private double cost(int row, int column) {
      return sign * (transposed ? entries[column][row] : entries[row][column]);
    }

    private void augment(int row) {
      double[] slack = new double[columns];
      Arrays.fill(slack, Double.POSITIVE_INFINITY);
      int[] cameFrom = new int[columns];
      boolean[] visited = new boolean[columns + 1];
      int column = columns;
      rowOf[column] = row;
      while (rowOf[column] != NONE) {
        visited[column] = true;
        int next = NONE;
        for (int j = 0; j < columns; j++) {
          if (visited[j]) {
            continue;
          }
          double reduced = cost(rowOf[column], j) - rowPrice[rowOf[column]] - columnPrice[j];
          if (reduced < slack[j]) {
            slack[j] = reduced;
            cameFrom[j] = column;
          }
          if (next == NONE || slack[j] < slack[next]) {
            next = j;
          }
        }
        changePrices(slack[next], slack, visited);
        column = next;
      }
      while (column != columns) {
        rowOf[column] = rowOf[cameFrom[column]];
        column = cameFrom[column];
      }
    }

    private void changePrices(double step, double[] slack, boolean[] visited) {
      for (int j = 0; j <= columns; j++) {
        if (visited[j]) {
          rowPrice[rowOf[j]] += step;
          columnPrice[j] -= step;
        } else {
          slack[j] -= step;
        }
      }
    }

    int[] columnOfRow() {
      int[] result = new int[rows];
      for (int j = 0; j < columns; j++) {
        if (rowOf[j] != NONE) {
          result[rowOf[j]] = j;
        }
      }
      return result;
    }
  }
}
