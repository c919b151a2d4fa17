package io.latent4j.manifold;

/** Keeps the nearest neighbours of one row, nearest first, of equally near ones the first. */
final class Nearby {
  private final int[] indices;
  private final double[] squared;
  private int size;

  /** Makes room for so many neighbours. */
  Nearby(int each) {
    indices = new int[each];
    squared = new double[each];
  }

  void clear() {
    size = 0;
  }

  /** Whatever is farther need not be offered. */
  double bound() {
    return size < squared.length ? Double.POSITIVE_INFINITY : squared[size - 1];
  }

  void offer(int index, double distance) {
    if (size == indices.length && !isBefore(index, distance, size - 1)) {
      return;
    }
    int place = size < indices.length ? size++ : size - 1;
    while (place > 0 && isBefore(index, distance, place - 1)) {
      indices[place] = indices[place - 1];
      squared[place] = squared[place - 1];
      place--;
    }
    indices[place] = index;
    squared[place] = distance;
  }

  private boolean isBefore(int index, double distance, int place) {
    return distance < squared[place] || distance == squared[place] && index < indices[place];
  }

  /** Writes what was kept from a place on; there must be as many as there is room for. */
  void write(int[] allIndices, double[] allSquared, int at) {
    System.arraycopy(indices, 0, allIndices, at, size);
    System.arraycopy(squared, 0, allSquared, at, size);
  }
}
