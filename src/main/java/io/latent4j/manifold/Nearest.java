package io.latent4j.manifold;

import java.util.Arrays;

/** Selects the nearest of all rows to one after the other of some queries. */
final class Nearest {
  private final Rows rows;
  private final int each;
  private final float[] heap;
  private int[] candidates;
  private double[] measured;
  private int[] order;
  private int[] spare;
  private int found;

  Nearest(Rows rows, int each) {
    this.rows = rows;
    this.each = each;
    heap = new float[each];
    candidates = new int[2 * each];
    measured = new double[2 * each];
    order = new int[2 * each];
    spare = new int[2 * each];
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
          order = new int[2 * found];
          spare = new int[2 * found];
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
    for (int c = 0; c < found; c++) {
      measured[c] = queries.squaredDistance(query, rows, candidates[c]);
    }
    sort();
    for (int place = 0; place < each; place++) {
      indices[at + place] = candidates[order[place]];
      distances[at + place] = measured[order[place]];
    }
  }

  /** Orders what was measured, by merging: rows were noted in order, and equal ones stay in it. */
  private void sort() {
    for (int c = 0; c < found; c++) {
      order[c] = c;
    }
    for (int width = 1; width < found; width *= 2) {
      for (int from = 0; from < found; from += 2 * width) {
        merge(from, Math.min(found, from + width), Math.min(found, from + 2 * width));
      }
      int[] merged = spare;
      spare = order;
      order = merged;
    }
  }

  private void merge(int from, int middle, int end) {
    int left = from;
    int right = middle;
    for (int place = from; place < end; place++) {
      boolean takeLeft =
          right == end || left < middle && measured[order[left]] <= measured[order[right]];
      spare[place] = takeLeft ? order[left++] : order[right++];
    }
  }
}
