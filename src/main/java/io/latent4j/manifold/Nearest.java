package io.latent4j.manifold;

import java.util.Arrays;

/** Selects the nearest of all rows to one after the other of some queries. */
final class Nearest {
  private final Rows rows;
  private final int each;
  private final float[] heap;
  private int[] candidates;
  private double[] measured;
  private int found;

  Nearest(Rows rows, int each) {
    this.rows = rows;
    this.each = each;
    heap = new float[each];
    candidates = new int[2 * each];
    measured = new double[2 * each];
  }

  /**
   * Notes all rows that may be among the nearest.
   *
   * @param approximate squared distances to all rows, from a place on
   * @param at the place
   * @param self a row to leave out, or -1
   * @param error by how much they may be wrong
   */
  void select(float[] approximate, int at, int self, double error) {
    double bound = largestOfNearest(approximate, at, self) + 2 * error;
    found = 0;
    for (int j = 0; j < rows.count(); j++) {
      if (approximate[at + j] <= bound && j != self) {
        if (found == candidates.length) {
          candidates = Arrays.copyOf(candidates, 2 * found);
          measured = new double[2 * found];
        }
        candidates[found++] = j;
      }
    }
  }

  /** The largest of the smallest so many, by a heap with the largest on top. */
  private float largestOfNearest(float[] approximate, int at, int self) {
    int size = 0;
    for (int j = 0; j < rows.count(); j++) {
      float value = approximate[at + j];
      if (j == self) {
        continue;
      }
      if (size < each) {
        int place = size++;
        while (place > 0 && heap[(place - 1) / 2] < value) {
          heap[place] = heap[(place - 1) / 2];
          place = (place - 1) / 2;
        }
        heap[place] = value;
      } else if (value < heap[0]) {
        replaceLargest(value);
      }
    }
    return heap[0];
  }

  private void replaceLargest(float value) {
    int place = 0;
    while (true) {
      int child = 2 * place + 1;
      if (child >= each) {
        break;
      }
      if (child + 1 < each && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[child] <= value) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = value;
  }

  /** Measures the noted rows and writes the nearest, in order. */
  void measure(Rows queries, int query, int[] indices, double[] distances, int at) {
    int kept = 0;
    for (int c = 0; c < found; c++) {
      int row = candidates[c];
      double distance = queries.squaredDistance(query, rows, row);
      if (kept == each && distance >= measured[kept - 1]) {
        continue;
      }
      // Rows come in ascending order, so equally near ones stay in it.
      int place = kept < each ? kept++ : kept - 1;
      while (place > 0 && measured[place - 1] > distance) {
        measured[place] = measured[place - 1];
        indices[at + place] = indices[at + place - 1];
        place--;
      }
      measured[place] = distance;
      indices[at + place] = row;
    }
    System.arraycopy(measured, 0, distances, at, each);
  }
}
