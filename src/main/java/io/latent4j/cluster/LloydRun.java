package io.latent4j.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lloyd's iteration from given centers.
 *
 * <p>A pass looks only at samples whose nearest center can have changed ({@link Bounds}), and
 * changes the sums of the clusters only by the samples that change cluster; both give the same as
 * looking at all. Sums are in double precision, and exact for bytes without weights.
 */
final class LloydRun {
  private final Problem problem;
  private final double[][] centers;
  private final int[] labels;
  private final Bounds bounds;
  private final Sums sums;
  private final Sums[] changes;
  private final double[] moved;
  private boolean firstPass = true;

  private LloydRun(Problem problem, KMeansAlgorithm algorithm, double[][] start) {
    int features = problem.points().features();
    this.problem = problem;
    this.centers = Vectors.copy(start);
    this.labels = new int[problem.count()];
    Arrays.fill(labels, -1);
    this.bounds = Bounds.of(algorithm, labels, start.length);
    this.sums = new Sums(start.length, features);
    this.changes =
        IntStream.range(0, problem.workers().parts(problem.count()))
            .mapToObj(i -> new Sums(start.length, features))
            .toArray(Sums[]::new);
    this.moved = new double[start.length];
  }

  /**
   * Iterates.
   *
   * @param problem the samples
   * @param options how long, and with which bounds
   * @param tolerance the squared movement of all centers at which to stop
   * @param start the first centers
   * @param listener told of each iteration
   */
  static Partition from(
      Problem problem,
      KMeans options,
      double tolerance,
      double[][] start,
      IterationListener listener) {
    LloydRun run = new LloydRun(problem, options.algorithm(), start);
    int iteration = 0;
    boolean settled = false;
    boolean converged = false;
    boolean goOn = true;
    while (!converged && goOn && iteration < options.maxIterations()) {
      iteration++;
      settled = !run.assign();
      double shift = run.update();
      converged = settled || shift <= tolerance;
      goOn = listener.iterationDone(iteration, options.maxIterations(), shift);
    }
    if (!settled) {
      run.assign();
    }
    double inertia = problem.inertia(run.centers, run.labels);
    return new Partition(run.centers, run.labels, inertia, iteration, converged);
  }

  /** Finds the nearest centers; returns whether any changed. */
  private boolean assign() {
    bounds.prepare(moved);
    boolean[] changed = new boolean[changes.length];
    try (Distances.Targets targets = problem.distances().to(centers)) {
      problem
          .workers()
          .divide(
              labels.length,
              (part, first, end) -> changed[part] = assign(targets, changes[part], first, end));
    }
    for (Sums change : changes) {
      sums.drain(change);
    }
    firstPass = false;
    boolean any = false;
    for (boolean one : changed) {
      any |= one;
    }
    return any;
  }

  private boolean assign(Distances.Targets targets, Sums change, int first, int end) {
    int[] undecided = new int[end - first];
    int count = 0;
    for (int row = first; row < end; row++) {
      if (firstPass || bounds.undecided(row, moved)) {
        undecided[count++] = row;
      }
    }
    int clusters = centers.length;
    int atOnce = Distances.rowsAtOnce(clusters);
    double[] squared = new double[Math.min(count, atOnce) * clusters];
    Points.RowReader reader = problem.points().reader();
    boolean any = false;
    for (int from = 0; from < count; from += atOnce) {
      int to = Math.min(count, from + atOnce);
      targets.squared(undecided, from, to, squared);
      for (int i = from; i < to; i++) {
        int row = undecided[i];
        int at = (i - from) * clusters;
        int nearest = targets.nearest(row, squared, at);
        bounds.set(row, nearest, squared, at, clusters, targets.error(row));
        if (nearest != labels[row]) {
          change.move(reader, row, problem.weights()[row], labels[row], nearest);
          labels[row] = nearest;
          any = true;
        }
      }
    }
    return any;
  }

  /** Takes the centers to the means of their samples; returns the sum of the squared movements. */
  private double update() {
    double[][] means = Vectors.copy(sums.sums());
    double[] weights = sums.weights().clone();
    EmptyClusters.fill(problem, centers, labels, means, weights);
    float[] factor = problem.points().factor();
    int largest = Vectors.indexOfLargest(weights);
    for (int k = 0; k < means.length; k++) {
      for (int j = 0; weights[k] > 0 && j < factor.length; j++) {
        means[k][j] = means[k][j] / weights[k] * factor[j];
      }
    }
    double shift = 0;
    for (int k = 0; k < means.length; k++) {
      // A cluster that can't be filled stays with the largest one, as in scikit-learn.
      double[] mean = weights[k] > 0 ? means[k] : means[largest];
      double squared = Vectors.squaredDistance(centers[k], mean);
      System.arraycopy(mean, 0, centers[k], 0, mean.length);
      moved[k] = Math.nextUp(Math.sqrt(squared) * (1 + 1e-12));
      shift += squared;
    }
    return shift;
  }
}
