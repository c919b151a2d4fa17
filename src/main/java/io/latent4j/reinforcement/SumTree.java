package io.latent4j.reinforcement;

/**
 * Weights from which places are drawn in proportion: a binary tree of sums, in which a change and a
 * draw take as many steps as it has levels.
 */
final class SumTree {
  private final int leaves;
  private final double[] sums;

  SumTree(int capacity) {
    int size = 1;
    while (size < capacity) {
      size *= 2;
    }
    leaves = size;
    sums = new double[2 * size];
  }

  double total() {
    return sums[1];
  }

  double get(int place) {
    return sums[leaves + place];
  }

  void set(int place, double weight) {
    int node = leaves + place;
    sums[node] = weight;
    for (node /= 2; node >= 1; node /= 2) {
      sums[node] = sums[2 * node] + sums[2 * node + 1];
    }
  }

  /** The place at which the sum of the weights before and with it first is above a number. */
  int find(double target) {
    double left = target;
    int node = 1;
    while (node < leaves) {
      node *= 2;
      // What rounding leaves over must not lead to a place of no weight.
      if (left >= sums[node] && sums[node + 1] > 0) {
        left -= sums[node];
        node++;
      }
    }
    return node - leaves;
  }
}
