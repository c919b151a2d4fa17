package io.latent4j.manifold;

import java.util.Arrays;

/**
 * Which samples are neighbours, taken both ways.
 *
 * @param starts where the neighbours of each sample start, and behind the last one their end
 * @param ends the neighbours
 * @param lengths how far each is
 */
record NeighborGraph(int[] starts, int[] ends, double[] lengths) {

  static NeighborGraph of(Neighbors neighbors, RowMetric metric) {
    int count = neighbors.count();
    int[] starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      starts[i + 1] += neighbors.each();
    }
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < neighbors.each(); k++) {
        int j = neighbors.index(i, k);
        if (!neighbors.has(j, i)) {
          starts[j + 1]++;
        }
      }
    }
    for (int i = 0; i < count; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = Arrays.copyOf(starts, count);
    int[] ends = new int[starts[count]];
    double[] lengths = new double[starts[count]];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < neighbors.each(); k++) {
        int j = neighbors.index(i, k);
        double length = metric.distance(neighbors.squaredDistance(i, k));
        ends[next[i]] = j;
        lengths[next[i]++] = length;
        if (!neighbors.has(j, i)) {
          ends[next[j]] = i;
          lengths[next[j]++] = length;
        }
      }
    }
    return new NeighborGraph(starts, ends, lengths);
  }

  int count() {
    return starts.length - 1;
  }

  /** The part of each sample: parts have no connection to each other, and numbers from 0 up. */
  int[] parts() {
    boolean[] seen = new boolean[count()];
    int[] part = new int[count()];
    int parts = 0;
    for (int i = 0; i < count(); i++) {
      if (!seen[i]) {
        for (int member : breadthFirst(i, seen)) {
          part[member] = parts;
        }
        parts++;
      }
    }
    return part;
  }

  /** The graph with some more connections, taken both ways. */
  NeighborGraph with(Bridges bridges, Rows rows, RowMetric metric) {
    int count = count();
    int[] more = new int[count + 1];
    for (int k = 0; k < bridges.froms().length; k++) {
      more[bridges.froms()[k] + 1]++;
      more[bridges.tos()[k] + 1]++;
    }
    int[] newStarts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      newStarts[i + 1] = newStarts[i] + starts[i + 1] - starts[i] + more[i + 1];
    }
    int[] newEnds = new int[newStarts[count]];
    double[] newLengths = new double[newEnds.length];
    int[] next = new int[count];
    for (int i = 0; i < count; i++) {
      int degree = starts[i + 1] - starts[i];
      System.arraycopy(ends, starts[i], newEnds, newStarts[i], degree);
      System.arraycopy(lengths, starts[i], newLengths, newStarts[i], degree);
      next[i] = newStarts[i] + degree;
    }
    for (int k = 0; k < bridges.froms().length; k++) {
      int from = bridges.froms()[k];
      int to = bridges.tos()[k];
      double length =
          metric.distance(metric.squared(rows, from, rows, to, Double.POSITIVE_INFINITY));
      newEnds[next[from]] = to;
      newLengths[next[from]++] = length;
      newEnds[next[to]] = from;
      newLengths[next[to]++] = length;
    }
    return new NeighborGraph(newStarts, newEnds, newLengths);
  }

  /** All samples that can be reached, nearest by number of steps first, few neighbours first. */
  int[] breadthFirst(int from, boolean[] seen) {
    int[] queue = new int[count()];
    int end = 0;
    queue[end++] = from;
    seen[from] = true;
    for (int head = 0; head < end; head++) {
      int first = end;
      for (int k = starts[queue[head]]; k < starts[queue[head] + 1]; k++) {
        if (!seen[ends[k]]) {
          seen[ends[k]] = true;
          queue[end++] = ends[k];
        }
      }
      sortByDegree(queue, first, end);
    }
    return Arrays.copyOf(queue, end);
  }

  private void sortByDegree(int[] queue, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int moved = queue[i];
      int place = i;
      while (place > from && degree(queue[place - 1]) > degree(moved)) {
        queue[place] = queue[place - 1];
        place--;
      }
      queue[place] = moved;
    }
  }

  private int degree(int sample) {
    return starts[sample + 1] - starts[sample];
  }
}
