package io.latent4j.manifold;

/**
 * The nearest neighbours of some rows, each row's nearest first, of equally near ones the first.
 *
 * @param count how many rows there are
 * @param each how many neighbours each has
 * @param indices (count, each)
 * @param squaredDistances (count, each)
 */
record Neighbors(int count, int each, int[] indices, double[] squaredDistances) {

  int index(int row, int place) {
    return indices[row * each + place];
  }

  double squaredDistance(int row, int place) {
    return squaredDistances[row * each + place];
  }

  /** Whether another row is among the neighbours of a row. */
  boolean has(int row, int other) {
    for (int place = 0; place < each; place++) {
      if (index(row, place) == other) {
        return true;
      }
    }
    return false;
  }
}
