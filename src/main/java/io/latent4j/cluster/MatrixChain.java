package io.latent4j.cluster;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/** Average and complete linkage, by the distances of all pairs of clusters. */
final class MatrixChain extends NeighborChain {
  private final boolean complete;

  /** The distances of each cluster to those of a smaller number. */
  private final double[][] distances;

  private final double[] sizes;

  MatrixChain(Rows rows, Linkage linkage, Workers workers) {
    super(rows.count());
    complete = linkage == Linkage.COMPLETE;
    distances = new double[rows.count()][];
    sizes = new double[rows.count()];
    Arrays.fill(sizes, 1);
    workers.divide(
        rows.count(),
        (part, from, to) -> {
          for (int i = from; i < to; i++) {
            distances[i] = new double[i];
            for (int j = 0; j < i; j++) {
              distances[i][j] = rows.distance(rows.squaredDistance(i, rows, j));
            }
          }
        });
  }

  @Override
  int nearest(int cluster, int preferred) {
    int best = preferred;
    double least = preferred < 0 ? Double.POSITIVE_INFINITY : height(cluster, preferred);
    double[] row = distances[cluster];
    for (int i = 0; i < cluster; i++) {
      if (row[i] < least) {
        least = row[i];
        best = i;
      }
    }
    for (int i = cluster + 1; i < count(); i++) {
      if (distances[i][cluster] < least) {
        least = distances[i][cluster];
        best = i;
      }
    }
    return best;
  }

  @Override
  double height(int a, int b) {
    return distances[Math.max(a, b)][Math.min(a, b)];
  }

  @Override
  void merge(int a, int b) {
    double share = sizes[a] / (sizes[a] + sizes[b]);
    for (int i = 0; i < count(); i++) {
      if (i != a && i != b) {
        double first = height(a, i);
        double second = height(b, i);
        double both = complete ? Math.max(first, second) : share * first + (1 - share) * second;
        distances[Math.max(a, i)][Math.min(a, i)] = both;
      }
    }
    sizes[a] += sizes[b];
  }

  @Override
  void renumber(int from, int to) {
    System.arraycopy(distances[from], 0, distances[to], 0, to);
    for (int i = to + 1; i < from; i++) {
      distances[i][to] = distances[from][i];
    }
    distances[from] = null;
    sizes[to] = sizes[from];
  }
}
