package io.latent4j.metrics;

import java.util.Arrays;

/**
 * The assignment problem where most entries are zero: each row gets at most one column, each column
 * goes to at most one row, and the sum of the entries chosen is as large as can be. Solved by
 * shortest augmenting paths in O(n (m + e log e)) for n rows, m columns and e entries that are not
 * zero, of which only those are kept.
 */
final class SparseMatching {

  private static final int NONE = -1;
  private static final long FAR = Long.MAX_VALUE;

  private final int[] start;
  private final int[] columns;
  private final long[] gains;

  private final long[] rowPrice;
  private final long[] columnPrice;
  private final int[] columnOf;
  private final int[] rowOf;

  private final long[] distance;
  private final int[] cameFrom;
  private final boolean[] settled;
  private final int[] touched;
  private int touchedCount;

  /** Columns at the distance that is looked at, in no order. */
  private final int[] near;

  private int nearCount;

  /** Columns farther away, each behind its distance in one number. */
  private final LongHeap farther = new LongHeap();

  /**
   * Takes the entries that are not zero.
   *
   * @param start where the entries of each row start; one more than rows
   * @param columns the column of each entry
   * @param gains each entry, from 1 to 2,147,483,647
   * @param width the number of columns
   */
  SparseMatching(int[] start, int[] columns, long[] gains, int width) {
    this.start = start;
    this.columns = columns;
    this.gains = gains;
    int rows = start.length - 1;
    this.rowPrice = new long[rows];
    this.columnPrice = new long[width];
    this.columnOf = new int[rows];
    this.rowOf = new int[width];
    this.distance = new long[width];
    this.cameFrom = new int[width];
    this.settled = new boolean[width];
    this.touched = new int[width];
    this.near = new int[width];
    Arrays.fill(columnOf, NONE);
    Arrays.fill(rowOf, NONE);
    Arrays.fill(distance, FAR);
  }

  /** Returns the largest sum. */
  long sum() {
    for (int row = 0; row < rowPrice.length; row++) {
      takeBest(row);
    }
    for (int row = 0; row < rowPrice.length; row++) {
      if (columnOf[row] == NONE) {
        augment(row);
      }
    }
    long sum = 0;
    for (int row = 0; row < rowPrice.length; row++) {
      for (int i = start[row]; i < start[row + 1]; i++) {
        sum += columns[i] == columnOf[row] ? gains[i] : 0;
      }
    }
    return sum;
  }

  /** Gives a row the column of its largest entry, if that is free. */
  private void takeBest(int row) {
    int best = NONE;
    for (int i = start[row]; i < start[row + 1]; i++) {
      if (best == NONE || gains[i] > gains[best]) {
        best = i;
      }
    }
    if (best != NONE) {
      rowPrice[row] = gains[best];
      if (rowOf[columns[best]] == NONE) {
        match(row, columns[best]);
      }
    }
  }

  private void match(int row, int column) {
    columnOf[row] = column;
    rowOf[column] = row;
  }

  /**
   * Finds the cheapest way to give a row a column, while others move; or to leave it, or one of
   * those that would move, without any. Prices keep gain - rowPrice - columnPrice at most 0, and 0
   * where matched; a row without column costs its price.
   */
  private void augment(int row) {
    touchedCount = 0;
    nearCount = 0;
    farther.clear();
    int rowLeft = row;
    long leaving = rowPrice[row];
    long base = 0;
    int free = reach(row, base, leaving);
    while (free == NONE && (nearCount > 0 || !farther.isEmpty())) {
      int column;
      if (nearCount > 0) {
        column = near[--nearCount];
      } else {
        long next = farther.poll();
        column = (int) next;
        if (settled[column]) {
          continue;
        }
        base = next >>> Integer.SIZE;
      }
      if (base >= leaving) {
        break;
      }
      settled[column] = true;
      if (rowOf[column] == NONE) {
        free = column;
        break;
      }
      int moved = rowOf[column];
      if (base + rowPrice[moved] < leaving) {
        leaving = base + rowPrice[moved];
        rowLeft = moved;
      }
      free = reach(moved, base, leaving);
    }
    changePrices(row, free == NONE ? leaving : base);
    if (free == NONE) {
      free = columnOf[rowLeft];
      columnOf[rowLeft] = NONE;
    }
    shift(row, free);
    for (int i = 0; i < touchedCount; i++) {
      distance[touched[i]] = FAR;
      settled[touched[i]] = false;
    }
  }

  /**
   * Notes the columns that can be reached from a row.
   *
   * @param base how far the row is
   * @param limit columns from here on are too far
   * @return a free column at the row's own distance, if there is one
   */
  private int reach(int from, long base, long limit) {
    for (int i = start[from]; i < start[from + 1]; i++) {
      int column = columns[i];
      long to = base + rowPrice[from] + columnPrice[column] - gains[i];
      if (settled[column] || to >= limit || to >= distance[column]) {
        continue;
      }
      if (distance[column] == FAR) {
        touched[touchedCount++] = column;
      }
      distance[column] = to;
      cameFrom[column] = from;
      if (to > base) {
        farther.add(to << Integer.SIZE | column);
      } else if (rowOf[column] == NONE) {
        return column;
      } else {
        near[nearCount++] = column;
      }
    }
    return NONE;
  }

  private void changePrices(int row, long length) {
    rowPrice[row] -= length;
    for (int i = 0; i < touchedCount; i++) {
      int column = touched[i];
      if (settled[column] && distance[column] < length) {
        columnPrice[column] += length - distance[column];
        rowPrice[rowOf[column]] -= length - distance[column];
      }
    }
  }

  /** Moves rows along the path, back from the column that is free now. */
  private void shift(int row, int free) {
    for (int column = free; column != NONE; ) {
      int to = cameFrom[column];
      int next = columnOf[to];
      match(to, column);
      if (to == row) {
        return;
      }
      column = next;
    }
  }
}
