package io.latent4j.cluster;

import io.latent4j.model.Fit;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Stage;

/**
 * Expectation and maximization from one start.
 *
 * <p>All sums are taken part by part in an order that depends on nothing but the number of threads.
 */
final class MixtureRun {
  /** As scikit-learn has it, so that no component is divided by nothing. */
  private static final double SMALLEST_SHARE = 10 * Math.ulp(1.0);

  /** Responsibilities below this change no sum of doubles, but would cost as much as others. */
  private static final double NEGLIGIBLE = 1e-18;

  private static final int ROWS_AT_ONCE = 128;

  private final GaussianMixture options;
  private final MixtureRows rows;
  private final int components;
  private final double[] responsibilities;
  private Gaussians gaussians;
  private double logLikelihood;
  private int iterations;
  private boolean converged;

  private MixtureRun(GaussianMixture options, MixtureRows rows, int components) {
    this.options = options;
    this.rows = rows;
    this.components = components;
    this.responsibilities = new double[Math.multiplyExact(rows.count(), components)];
  }

  static MixtureRun from(
      GaussianMixture options,
      MixtureRows rows,
      int[] labels,
      int components,
      Fit fit,
      Stage stage) {
    MixtureRun run = new MixtureRun(options, rows, components);
    for (int row = 0; row < labels.length; row++) {
      run.responsibilities[row * components + labels[row]] = 1;
    }
    run.maximize();
    double before = Double.NEGATIVE_INFINITY;
    while (!run.converged
        && run.iterations < options.maxIterations()
        && (run.iterations == 0 || fit.goesOn())) {
      run.iterations++;
      double now = run.expect();
      run.maximize();
      run.converged = Math.abs(now - before) < options.tolerance();
      before = now;
      stage.part((double) run.iterations / (options.maxIterations() + 1));
    }
    run.logLikelihood = run.expect();
    return run;
  }

  Gaussians gaussians() {
    return gaussians;
  }

  /** The mean over the samples. */
  double logLikelihood() {
    return logLikelihood;
  }

  int iterations() {
    return iterations;
  }

  boolean converged() {
    return converged;
  }

  double bic() {
    return -2 * logLikelihood * rows.count() + gaussians.parameters() * Math.log(rows.count());
  }

  double aic() {
    return -2 * logLikelihood * rows.count() + 2.0 * gaussians.parameters();
  }

  /** Finds how far each component is responsible for each sample; returns the mean likelihood. */
  private double expect() {
    return expect(gaussians, rows, responsibilities) / rows.count();
  }

  /**
   * The probabilities of the components for each sample.
   *
   * @param probabilities rows times components, row-major: the result
   * @return the sum of the log-likelihoods
   */
  static double expect(Gaussians gaussians, MixtureRows rows, double[] probabilities) {
    double[] sums = new double[rows.workers().parts(rows.count())];
    rows.workers()
        .divide(
            rows.count(),
            (part, from, to) -> {
              for (double one : expect(gaussians, rows, from, to, probabilities)) {
                sums[part] += one;
              }
            });
    double all = 0;
    for (double sum : sums) {
      all += sum;
    }
    return all;
  }

  /** The log-likelihood of each of some samples; their probabilities are filled in. */
  static double[] expect(
      Gaussians gaussians, MixtureRows rows, int first, int end, double[] probabilities) {
    int components = gaussians.components();
    double[] work = new double[ROWS_AT_ONCE * rows.features()];
    double[] logs = new double[ROWS_AT_ONCE * components];
    double[] likelihoods = new double[end - first];
    for (int from = first; from < end; from += ROWS_AT_ONCE) {
      int count = Math.min(ROWS_AT_ONCE, end - from);
      gaussians.logDensities(rows.values(), from, count, work, logs);
      for (int i = 0; i < count; i++) {
        likelihoods[from - first + i] =
            normalize(logs, i * components, probabilities, (from + i) * components, components);
      }
    }
    return likelihoods;
  }

  private static double normalize(
      double[] logs, int at, double[] probabilities, int to, int components) {
    double largest = logs[at];
    for (int k = 1; k < components; k++) {
      largest = Math.max(largest, logs[at + k]);
    }
    double sum = 0;
    for (int k = 0; k < components; k++) {
      double share = Math.exp(logs[at + k] - largest);
      probabilities[to + k] = share;
      sum += share;
    }
    for (int k = 0; k < components; k++) {
      probabilities[to + k] /= sum;
    }
    return largest + Math.log(sum);
  }

  /** Finds the parameters that suit the responsibilities best. */
  private void maximize() {
    int features = rows.features();
    double[] shares = new double[components];
    double[][] means = new double[components][features];
    sum((row, at, part) -> addTo(part, row, at), shares, means);
    double all = 0;
    for (int k = 0; k < components; k++) {
      shares[k] += SMALLEST_SHARE;
      all += shares[k];
      for (int j = 0; j < features; j++) {
        means[k][j] /= shares[k];
      }
    }
    double[][] covariances = covariances(shares, means, all);
    double[] weights = new double[components];
    for (int k = 0; k < components; k++) {
      weights[k] = shares[k] / all;
    }
    gaussians = new Gaussians(options.covariance(), weights, means, covariances);
  }

  /** Adds one row to the sums of one thread. */
  private interface RowSum {
    void add(int row, int at, Sums part);
  }

  private record Sums(double[] shares, double[][] values) {}

  private void sum(RowSum summing, double[] shares, double[][] values) {
    Sums[] parts = new Sums[rows.workers().parts(rows.count())];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new Sums(new double[shares.length], new double[values.length][values[0].length]);
    }
    rows.workers()
        .divide(
            rows.count(),
            (part, from, to) -> {
              for (int row = from; row < to; row++) {
                summing.add(row, row * rows.features(), parts[part]);
              }
            });
    for (Sums part : parts) {
      Vectors.add(shares, part.shares);
      for (int k = 0; k < values.length; k++) {
        Vectors.add(values[k], part.values[k]);
      }
    }
  }

  private void addTo(Sums part, int row, int at) {
    for (int k = 0; k < components; k++) {
      double responsibility = responsibilities[row * components + k];
      if (responsibility > NEGLIGIBLE) {
        part.shares[k] += responsibility;
        double[] sum = part.values[k];
        for (int j = 0; j < sum.length; j++) {
          sum[j] += responsibility * rows.values()[at + j];
        }
      }
    }
  }

  private double[][] covariances(double[] shares, double[][] means, double all) {
    int features = rows.features();
    CovarianceType type = options.covariance();
    boolean isMatrix = type == CovarianceType.FULL || type == CovarianceType.TIED;
    int matrices = type == CovarianceType.TIED ? 1 : components;
    double[][] sums = new double[matrices][isMatrix ? features * features : features];
    sum(
        (row, at, part) -> {
          double[] difference = new double[features];
          for (int k = 0; k < components; k++) {
            double responsibility = responsibilities[row * components + k];
            if (responsibility > NEGLIGIBLE) {
              for (int j = 0; j < features; j++) {
                difference[j] = rows.values()[at + j] - means[k][j];
              }
              double[] target = part.values[matrices == 1 ? 0 : k];
              if (isMatrix) {
                addProducts(target, responsibility, difference);
              } else {
                addSquares(target, responsibility, difference);
              }
            }
          }
        },
        new double[components],
        sums);
    for (int k = 0; k < matrices; k++) {
      double share = type == CovarianceType.TIED ? all : shares[k];
      sums[k] = isMatrix ? matrix(sums[k], share) : variances(sums[k], share);
    }
    return sums;
  }

  private static void addProducts(double[] target, double factor, double[] values) {
    int size = values.length;
    for (int i = 0; i < size; i++) {
      double scaled = factor * values[i];
      int start = i * size;
      for (int j = 0; j <= i; j++) {
        target[start + j] += scaled * values[j];
      }
    }
  }

  private static void addSquares(double[] target, double factor, double[] values) {
    for (int j = 0; j < values.length; j++) {
      target[j] += factor * values[j] * values[j];
    }
  }

  private double[] matrix(double[] sums, double share) {
    int size = rows.features();
    double[] matrix = new double[sums.length];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double value = sums[i * size + j] / share;
        matrix[i * size + j] = value;
        matrix[j * size + i] = value;
      }
      matrix[i * size + i] += options.regularization();
    }
    return matrix;
  }

  private double[] variances(double[] sums, double share) {
    double[] variances = new double[sums.length];
    double mean = 0;
    for (int j = 0; j < sums.length; j++) {
      variances[j] = sums[j] / share + options.regularization();
      mean += variances[j] / sums.length;
    }
    if (!(mean > 0)) {
      throw new InvalidOptionException(
          "regularization", "must be above 0 for samples that do not vary");
    }
    return options.covariance() == CovarianceType.SPHERICAL ? new double[] {mean} : variances;
  }
}
