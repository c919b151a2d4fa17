package io.latent4j.cluster;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * What is to be clustered, and with what.
 *
 * @param points the samples
 * @param weights how much each counts
 * @param distances to centers
 * @param workers who compute
 */
record Problem(Points points, float[] weights, Distances distances, Workers workers) {

  int count() {
    return points.count();
  }

  int[] allRows() {
    int[] rows = new int[count()];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  /** Takes the distances of one sample, which stand in an array from {@code at} on. */
  interface Reader {
    void row(int row, double[] squared, int at);
  }

  /** Computes the distances of all samples; each is read by one of the workers. */
  void eachRow(double[][] points, Reader reader) {
    try (Distances.Targets targets = distances.to(points)) {
      eachRow(targets, reader);
    }
  }

  private void eachRow(Distances.Targets targets, Reader reader) {
    int[] rows = allRows();
    int atOnce = Distances.rowsAtOnce(targets.count());
    workers.divide(
        count(),
        (part, first, end) -> {
          double[] squared = new double[atOnce * targets.count()];
          for (int from = first; from < end; from += atOnce) {
            int to = Math.min(end, from + atOnce);
            targets.squared(rows, from, to, squared);
            for (int i = from; i < to; i++) {
              reader.row(i, squared, (i - from) * targets.count());
            }
          }
        });
  }

  /** The nearest center of each sample, of equally near ones the first. */
  int[] nearest(double[][] centers) {
    int[] labels = new int[count()];
    try (Distances.Targets targets = distances.to(centers)) {
      eachRow(targets, (row, squared, at) -> labels[row] = targets.nearest(row, squared, at));
    }
    return labels;
  }

  /** The weighted sum of squared distances to the own center, without a loss of digits. */
  double inertia(double[][] centers, int[] labels) {
    double[] sums = new double[workers.parts(count())];
    workers.divide(
        count(),
        (part, first, end) -> {
          Points.RowReader reader = points.reader();
          double sum = 0;
          for (int row = first; row < end; row++) {
            sum +=
                weights[row] * reader.squaredDistance(row, centers[labels[row]], points.factor());
          }
          sums[part] = sum;
        });
    return Arrays.stream(sums).sum();
  }
}
