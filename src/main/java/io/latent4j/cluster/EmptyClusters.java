package io.latent4j.cluster;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Gives clusters that have lost all samples those that are farthest from their centers. */
final class EmptyClusters {
  private EmptyClusters() {}

  /**
   * Changes the sums of the clusters, not the labels: the next pass sees who joins.
   *
   * @param problem the samples
   * @param centers before the update
   * @param labels of the samples
   * @param sums of the clusters, shifted and not yet divided
   * @param weights of the clusters
   */
  static void fill(
      Problem problem, double[][] centers, int[] labels, double[][] sums, double[] weights) {
    int[] empty = IntStream.range(0, weights.length).filter(k -> !(weights[k] > 0)).toArray();
    if (empty.length == 0) {
      return;
    }
    double[] far = new double[labels.length];
    problem
        .workers()
        .divide(
            labels.length,
            (part, first, end) -> {
              Points.RowReader reader = problem.points().reader();
              for (int row = first; row < end; row++) {
                far[row] =
                    reader.squaredDistance(row, centers[labels[row]], problem.points().factor());
              }
            });
    int[] farthest =
        IntStream.range(0, far.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> -far[row]))
            .limit(empty.length)
            .mapToInt(Integer::intValue)
            .toArray();
    Points.RowReader reader = problem.points().reader();
    for (int i = 0; i < farthest.length && far[farthest[0]] > 0; i++) {
      int row = farthest[i];
      int old = labels[row];
      double weight = problem.weights()[row];
      float[] values = reader.shifted(row);
      for (int j = 0; j < values.length; j++) {
        sums[empty[i]][j] = weight * values[j];
        sums[old][j] -= weight * values[j];
      }
      weights[empty[i]] = weight;
      weights[old] -= weight;
    }
  }
}
