package io.latent4j.boltzmann;

/** The partition function of a machine with few hidden units, summed over all their states. */
final class ExactPartition {
  static final int MOST_UNITS = 20;

  private ExactPartition() {}

  /**
   * Sums over all states of the hidden units; for each, the visible ones are independent.
   *
   * @param machine at most 20 hidden units
   * @return the log of the partition function; of Gaussian units, of the integral
   */
  static double log(RbmWeights machine) {
    int visible = machine.weights().rowCount();
    int hidden = machine.weights().columns();
    float[] weights = machine.weights().values();
    double[] logs = new double[1 << hidden];
    double[] input = new double[visible];
    double largest = Double.NEGATIVE_INFINITY;
    for (int state = 0; state < logs.length; state++) {
      double log = 0;
      for (int i = 0; i < visible; i++) {
        input[i] = machine.visibleBias().values()[i];
      }
      for (int j = 0; j < hidden; j++) {
        if ((state >> j & 1) == 1) {
          log += machine.hiddenBias().values()[j];
          for (int i = 0; i < visible; i++) {
            input[i] += weights[i * hidden + j];
          }
        }
      }
      for (int i = 0; i < visible; i++) {
        log += ofVisible(machine, i, input[i]);
      }
      logs[state] = log;
      largest = Math.max(largest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum);
  }

  /** The log of the sum, or integral, over a visible unit that gets some input. */
  private static double ofVisible(RbmWeights machine, int unit, double input) {
    if (machine.logVariance().isEmpty()) {
      return Math.log1p(Math.exp(-Math.abs(input))) + Math.max(0, input);
    }
    double logVariance = machine.logVariance().get().values()[unit];
    double bias = machine.visibleBias().values()[unit];
    return 0.5 * (Math.log(2 * Math.PI) + logVariance)
        + (input * input - bias * bias) / (2 * Math.exp(logVariance));
  }
}
