package io.latent4j.manifold;

import io.latent4j.model.InvalidOptionException;
import java.util.Arrays;

/**
 * Which samples are neighbours, taken both ways.
 *
 * @param starts where the neighbours of each sample start, and behind the last one their end
 * @param ends the neighbours
 * @param lengths how far each is
 */
record NeighborGraph(int[] starts, int[] ends, double[] lengths) {

  static NeighborGraph of(Neighbors neighbors) {
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
        double length = Math.sqrt(neighbors.squaredDistance(i, k));
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

  /** Refuses a graph that falls into parts. */
  void requireConnected(int neighbors) {
    int parts = parts();
    if (parts > 1) {
      throw new InvalidOptionException(
          "neighbors",
          "must be enough to connect all samples, but with %d they fall into %d parts"
              .formatted(neighbors, parts));
    }
  }

  /** How many parts have no connection to each other. */
  int parts() {
    boolean[] seen = new boolean[count()];
    int parts = 0;
    for (int i = 0; i < count(); i++) {
      if (!seen[i]) {
        breadthFirst(i, seen);
        parts++;
      }
    }
    return parts;
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
