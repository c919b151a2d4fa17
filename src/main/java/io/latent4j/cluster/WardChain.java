package io.latent4j.cluster;

import java.util.Arrays;

/** Ward's linkage, by the means of the clusters: no matrix of distances is kept. */
final class WardChain extends NeighborChain {
  private final double[][] columns;
  private final double[] sizes;
  private final double[] sums;

  WardChain(Rows rows) {
    super(rows.count());
    columns = new double[rows.features()][rows.count()];
    sizes = new double[rows.count()];
    sums = new double[rows.count()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = 1;
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = rows.value(i, j);
      }
    }
  }

  @Override
  int nearest(int cluster, int preferred) {
    measure(cluster);
    int best = preferred;
    double least = preferred < 0 ? Double.POSITIVE_INFINITY : sums[preferred];
    for (int i = 0; i < count(); i++) {
      if (sums[i] < least && i != cluster) {
        least = sums[i];
        best = i;
      }
    }
    return best;
  }

  /** Writes by how much the squares would grow with each other cluster. */
  private void measure(int cluster) {
    int count = count();
    Arrays.fill(sums, 0, count, 0);
    int j = 0;
    for (; j + 1 < columns.length; j += 2) {
      add(columns[j][cluster], columns[j + 1][cluster], columns[j], columns[j + 1], sums, count);
    }
    if (j < columns.length) {
      double own = columns[j][cluster];
      for (int i = 0; i < count; i++) {
        double difference = own - columns[j][i];
        sums[i] += difference * difference;
      }
    }
    double own = sizes[cluster];
    for (int i = 0; i < count; i++) {
      sums[i] *= own * sizes[i] / (own + sizes[i]);
    }
  }

  private static void add(
      double a0, double a1, double[] x0, double[] x1, double[] sums, int count) {
    for (int i = 0; i < count; i++) {
      double d0 = a0 - x0[i];
      double d1 = a1 - x1[i];
      sums[i] += d0 * d0 + d1 * d1;
    }
  }

  @Override
  double height(int a, int b) {
    double squared = 0;
    for (double[] column : columns) {
      double difference = column[a] - column[b];
      squared += difference * difference;
    }
    return Math.sqrt(2 * squared * sizes[a] * sizes[b] / (sizes[a] + sizes[b]));
  }

  @Override
  void merge(int a, int b) {
    double total = sizes[a] + sizes[b];
    for (double[] column : columns) {
      column[a] = (column[a] * sizes[a] + column[b] * sizes[b]) / total;
    }
    sizes[a] = total;
  }

  @Override
  void renumber(int from, int to) {
    for (double[] column : columns) {
      column[to] = column[from];
    }
    sizes[to] = sizes[from];
  }
}
