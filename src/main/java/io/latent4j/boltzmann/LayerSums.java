package io.latent4j.boltzmann;

/** Sums up what a layer keeps of samples. */
final class LayerSums {
  /** Probabilities are kept this far from 0 and 1. */
  private static final double LEAST = 1e-7;

  private final int units;
  private final boolean isGaussian;
  private double squares;
  private double nats;
  private double activity;
  private long values;
  private long rows;

  LayerSums(int units, boolean isGaussian) {
    this.units = units;
    this.isGaussian = isGaussian;
  }

  /**
   * Adds some samples.
   *
   * @param samples (n, features), flat
   * @param made what came down, alike
   * @param means the means of the layer's units over these samples
   * @param count how many samples there are
   */
  void add(float[] samples, float[] made, float[] means, int count) {
    for (int i = 0; i < samples.length; i++) {
      double difference = (double) samples[i] - made[i];
      squares += difference * difference;
      nats += divergence(samples[i], made[i]) + divergence(1.0 - samples[i], 1.0 - made[i]);
    }
    for (float mean : means) {
      activity += (double) mean * count;
    }
    values += samples.length;
    rows += count;
  }

  private static double divergence(double truth, double made) {
    return truth <= 0 ? 0 : truth * Math.log(truth / Math.max(made, LEAST));
  }

  DbnLayer layer() {
    return new DbnLayer(
        units,
        activity / ((double) rows * units),
        squares / values,
        isGaussian ? Double.NaN : nats / rows / Math.log(2));
  }
}
