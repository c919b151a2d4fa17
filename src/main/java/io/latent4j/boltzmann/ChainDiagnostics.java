package io.latent4j.boltzmann;

/**
 * How well chains mix.
 *
 * @param rHat the split potential scale reduction: how much wider all chains together are than each
 *     half of one by itself (Gelman et al., <i>Bayesian Data Analysis</i>, 3rd edition, section
 *     11.4); near 1 if they have mixed, 1.1 and more if not
 * @param autocorrelation how alike a chain is to itself after 0, 1, 2, … steps, the mean over
 *     chains; 1 at first
 * @param autocorrelationTime how many steps count as one independent draw: 1 and twice the sum of
 *     the autocorrelations up to the first that is not above 0
 * @param effectiveSamples how many independent draws all steps of all chains are worth
 */
public record ChainDiagnostics(
    double rHat, double[] autocorrelation, double autocorrelationTime, double effectiveSamples) {

  static final int LEAST_STEPS = 4;

  /**
   * Computes the diagnostics of a number that each chain gave at each step.
   *
   * @param chains (chains, steps), at least one chain of at least 4 steps, all of one length
   * @return the diagnostics; where no chain ever changes, {@code rHat} is 1 if all are alike and
   *     infinite if not, and each chain counts as one draw
   * @throws IllegalArgumentException if there are too few, or lengths differ
   */
  public static ChainDiagnostics of(double[][] chains) {
    check(chains);
    int steps = chains[0].length;
    double[] correlation = autocorrelation(chains, steps / 2);
    double time = 1;
    for (int lag = 1; lag < correlation.length && correlation[lag] > 0; lag++) {
      time += 2 * correlation[lag];
    }
    return new ChainDiagnostics(
        rHat(chains), correlation, time, (double) chains.length * steps / time);
  }

  private static void check(double[][] chains) {
    if (chains.length == 0 || chains[0].length < LEAST_STEPS) {
      throw new IllegalArgumentException(
          "chains must be at least one of at least %d steps, but are %d of %d"
              .formatted(LEAST_STEPS, chains.length, chains.length == 0 ? 0 : chains[0].length));
    }
    for (double[] chain : chains) {
      if (chain.length != chains[0].length) {
        throw new IllegalArgumentException(
            "chains must be of one length, but are of %d and %d"
                .formatted(chains[0].length, chain.length));
      }
    }
  }

  private static double rHat(double[][] chains) {
    int half = chains[0].length / 2;
    int parts = 2 * chains.length;
    double[] means = new double[parts];
    double within = 0;
    for (int part = 0; part < parts; part++) {
      double[] chain = chains[part / 2];
      int from = part % 2 == 0 ? 0 : chain.length - half;
      means[part] = mean(chain, from, half);
      within += variance(chain, from, half, means[part]) * half / (half - 1) / parts;
    }
    double all = mean(means, 0, parts);
    double between = variance(means, 0, parts, all) * parts / (parts - 1);
    if (within == 0) {
      return between == 0 ? 1 : Double.POSITIVE_INFINITY;
    }
    return Math.sqrt(((half - 1.0) / half * within + between) / within);
  }

  private static double[] autocorrelation(double[][] chains, int lags) {
    double[] sums = new double[lags + 1];
    for (double[] chain : chains) {
      double mean = mean(chain, 0, chain.length);
      for (int lag = 0; lag <= lags; lag++) {
        for (int i = 0; i + lag < chain.length; i++) {
          sums[lag] += (chain[i] - mean) * (chain[i + lag] - mean);
        }
      }
    }
    double all = sums[0];
    for (int lag = 0; lag <= lags; lag++) {
      sums[lag] = all == 0 ? 1 : sums[lag] / all;
    }
    return sums;
  }

  private static double mean(double[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum / count;
  }

  private static double variance(double[] values, int from, int count, double mean) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum / count;
  }
}
