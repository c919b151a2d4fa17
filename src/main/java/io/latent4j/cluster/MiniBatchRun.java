package io.latent4j.cluster;

import java.util.Arrays;
import java.util.Random;

/**
 * k-means by mini-batches: each sample drawn pulls its center by one share of all that the center
 * has seen. Clusters that hardly any sample joins are begun anew at samples of the batch.
 */
final class MiniBatchRun {
  private static final int MOST_STEPS_WITHOUT_IMPROVEMENT = 10;
  private static final double SMALL = 0.01;

  private final Problem problem;
  private final KMeans options;
  private final Random random;
  private final double[][] centers;
  private final double[] seen;
  private long sinceReassignment;

  private MiniBatchRun(Problem problem, KMeans options, double[][] start, Random random) {
    this.problem = problem;
    this.options = options;
    this.random = random;
    this.centers = Vectors.copy(start);
    this.seen = new double[start.length];
  }

  static Partition from(
      Problem problem,
      KMeans options,
      double tolerance,
      double[][] start,
      Random random,
      IterationListener listener) {
    return new MiniBatchRun(problem, options, start, random).run(tolerance, listener);
  }

  private Partition run(double tolerance, IterationListener listener) {
    int count = problem.count();
    int size = Math.min(options.batch(), count);
    long most = Math.max(1, (long) options.maxIterations() * count / size);
    double smoothing = Math.min(1, 2.0 * size / (count + 1));
    double average = 0;
    double best = Double.POSITIVE_INFINITY;
    int without = 0;
    boolean converged = false;
    long step = 0;
    boolean goOn = true;
    while (!converged && goOn && step < most) {
      step++;
      double[][] before = Vectors.copy(centers);
      double inertia = step(random.ints(size, 0, count).toArray()) / size;
      double shift = 0;
      for (int k = 0; k < centers.length; k++) {
        shift += Vectors.squaredDistance(before[k], centers[k]);
      }
      // The first step says nothing: it begins at the centers as they were drawn.
      if (step > 1) {
        average = step == 2 ? inertia : average * (1 - smoothing) + inertia * smoothing;
        without = average < best ? 0 : without + 1;
        best = Math.min(best, average);
        converged = shift <= tolerance || without >= MOST_STEPS_WITHOUT_IMPROVEMENT;
      }
      goOn = listener.iterationDone(step, most, shift);
    }
    int[] labels = problem.nearest(centers);
    int passes = (int) Math.ceil((double) step * size / count);
    return new Partition(centers, labels, problem.inertia(centers, labels), passes, converged);
  }

  /** Returns the weighted sum of squared distances before the centers move. */
  private double step(int[] batch) {
    int clusters = centers.length;
    int atOnce = Distances.rowsAtOnce(clusters);
    double[] squared = new double[Math.min(batch.length, atOnce) * clusters];
    double inertia = 0;
    Points.RowReader reader = problem.points().reader();
    // Distances are those to the centers before the step, which moves them sample by sample.
    try (Distances.Targets targets = problem.distances().to(Vectors.copy(centers))) {
      for (int from = 0; from < batch.length; from += atOnce) {
        int to = Math.min(batch.length, from + atOnce);
        targets.squared(batch, from, to, squared);
        for (int i = from; i < to; i++) {
          int at = (i - from) * clusters;
          int nearest = targets.nearest(batch[i], squared, at);
          float weight = problem.weights()[batch[i]];
          inertia += weight * squared[at + nearest];
          pull(reader, batch[i], nearest, weight);
        }
      }
    }
    reassignSmall(batch);
    return inertia;
  }

  private void pull(Points.RowReader reader, int row, int cluster, double weight) {
    if (!(weight > 0)) {
      return;
    }
    seen[cluster] += weight;
    double share = weight / seen[cluster];
    float[] values = reader.shifted(row);
    float[] factor = problem.points().factor();
    double[] center = centers[cluster];
    for (int j = 0; j < center.length; j++) {
      center[j] += share * ((double) values[j] * factor[j] - center[j]);
    }
  }

  private void reassignSmall(int... batch) {
    sinceReassignment += batch.length;
    boolean anyEmpty = Arrays.stream(seen).anyMatch(weight -> weight == 0);
    if (!anyEmpty && sinceReassignment < 10L * centers.length) {
      return;
    }
    sinceReassignment = 0;
    double limit = SMALL * Arrays.stream(seen).max().orElseThrow();
    double smallestLarge =
        Arrays.stream(seen).filter(weight -> weight >= limit).min().orElseThrow();
    int left = Math.max(1, batch.length / 2);
    for (int k = 0; k < seen.length && left > 0; k++) {
      if (seen[k] < limit) {
        int row = batch[random.nextInt(batch.length)];
        System.arraycopy(problem.points().coordinates(row), 0, centers[k], 0, centers[k].length);
        seen[k] = smallestLarge;
        left--;
      }
    }
  }
}
