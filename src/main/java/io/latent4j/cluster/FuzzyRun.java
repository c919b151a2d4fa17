package io.latent4j.cluster;

import io.latent4j.model.Fit;
import io.latent4j.model.Stage;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** The iteration of fuzzy c-means: memberships from centers, centers from memberships. */
final class FuzzyRun {
  private final Problem problem;
  private final double fuzzifier;
  private final double[][] centers;
  private final float[][] memberships;
  private double objective;
  private double partitionCoefficient;
  private int iterations;

  private FuzzyRun(Problem problem, FuzzyCMeans options, double[][] start) {
    this.problem = problem;
    this.fuzzifier = options.fuzzifier();
    this.centers = Vectors.copy(start);
    this.memberships = new float[problem.count()][start.length];
  }

  static FuzzyRun from(Problem problem, FuzzyCMeans options, double[][] start, Fit fit) {
    Stage stage = fit.stage("clustering", "iteration", options.maxIterations());
    FuzzyRun run = new FuzzyRun(problem, options, start);
    double change = Double.POSITIVE_INFINITY;
    while (fit.goesOn()
        && change > options.tolerance()
        && run.iterations < options.maxIterations()) {
      run.iterations++;
      Pass pass = run.pass(true);
      change = pass.change;
      run.update(pass);
      stage.advance(Map.of("objective", pass.objective));
    }
    stage.end();
    Pass last = run.pass(false);
    run.objective = last.objective;
    run.partitionCoefficient = last.squares / problem.count();
    return run;
  }

  /** What a part of the samples, and then all together, found in a pass. */
  private static final class Pass {
    private final double[][] sums;
    private final double[] weights;
    private double objective;
    private double squares;
    private double change;

    Pass(int clusters, int features) {
      sums = new double[clusters][features];
      weights = new double[clusters];
    }

    void add(Pass other) {
      for (int k = 0; k < sums.length; k++) {
        Vectors.add(sums[k], other.sums[k]);
      }
      Vectors.add(weights, other.weights);
      objective += other.objective;
      squares += other.squares;
      change = Math.max(change, other.change);
    }
  }

  private Pass pass(boolean summing) {
    int features = problem.points().features();
    int[] rows = problem.allRows();
    Pass[] parts =
        IntStream.range(0, problem.workers().parts(rows.length))
            .mapToObj(i -> new Pass(centers.length, features))
            .toArray(Pass[]::new);
    try (Distances.Targets targets = problem.distances().to(centers)) {
      problem
          .workers()
          .divide(
              rows.length,
              (number, first, end) -> part(targets, rows, first, end, parts[number], summing));
    }
    for (int i = 1; i < parts.length; i++) {
      parts[0].add(parts[i]);
    }
    return parts[0];
  }

  private void part(
      Distances.Targets targets, int[] rows, int first, int end, Pass pass, boolean summing) {
    int clusters = centers.length;
    double exponent = 1 / (fuzzifier - 1);
    int atOnce = Distances.rowsAtOnce(clusters);
    double[] squared = new double[atOnce * clusters];
    double[] shares = new double[clusters];
    double[] point = new double[problem.points().features()];
    Points.RowReader reader = problem.points().reader();
    for (int from = first; from < end; from += atOnce) {
      int to = Math.min(end, from + atOnce);
      targets.squared(rows, from, to, squared);
      for (int row = from; row < to; row++) {
        int at = (row - from) * clusters;
        Memberships.fuzzy(squared, at, exponent, shares);
        if (summing) {
          widen(reader.shifted(row), point);
        }
        for (int k = 0; k < clusters; k++) {
          double weight = fuzzifier == 2 ? shares[k] * shares[k] : Math.pow(shares[k], fuzzifier);
          pass.objective += weight * squared[at + k];
          pass.squares += shares[k] * shares[k];
          pass.change = Math.max(pass.change, Math.abs(shares[k] - memberships[row][k]));
          memberships[row][k] = (float) shares[k];
          if (summing) {
            addTo(pass.sums[k], weight, point);
            pass.weights[k] += weight;
          }
        }
      }
    }
  }

  private static void widen(float[] values, double[] point) {
    for (int j = 0; j < point.length; j++) {
      point[j] = values[j];
    }
  }

  private static void addTo(double[] sum, double weight, double[] point) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += weight * point[j];
    }
  }

  /** Returns the sum of the squared movements of the centers. */
  private double update(Pass pass) {
    float[] factor = problem.points().factor();
    double shift = 0;
    for (int k = 0; k < centers.length; k++) {
      double[] before = centers[k].clone();
      // A center that shares all its samples with nearer ones stays where it is.
      for (int j = 0; pass.weights[k] > 0 && j < factor.length; j++) {
        centers[k][j] = pass.sums[k][j] / pass.weights[k] * factor[j];
      }
      shift += Vectors.squaredDistance(before, centers[k]);
    }
    return shift;
  }

  double[][] centers() {
    return centers;
  }

  float[][] memberships() {
    return memberships;
  }

  double objective() {
    return objective;
  }

  double partitionCoefficient() {
    return partitionCoefficient;
  }

  int iterations() {
    return iterations;
  }

  /** The cluster that each sample belongs to most. */
  int[] labels() {
    return Arrays.stream(memberships).mapToInt(FuzzyRun::largest).toArray();
  }

  static int largest(float[] shares) {
    int largest = 0;
    for (int k = 1; k < shares.length; k++) {
      if (shares[k] > shares[largest]) {
        largest = k;
      }
    }
    return largest;
  }
}
