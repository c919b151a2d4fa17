package io.latent4j.autoencoder;

import java.util.Arrays;

/**
 * The two parts of a variational autoencoder's loss, in nats, summed over the features or the units
 * of the code and then meaned over samples.
 *
 * @param reconstruction the negative logarithm of the likelihood of a sample, given one drawn code
 * @param divergences the Kullback-Leibler divergence of the code from a standard normal
 *     distribution, by unit; not copied
 * @param variances the variance over samples of each unit's mean; not copied
 */
public record VaeLosses(double reconstruction, double[] divergences, double[] variances) {
  /** The variance of its mean above which a unit is active (Burda and others, 2016). */
  public static final double ACTIVE = 0.01;

  /**
   * The divergence of all units together.
   *
   * @return at least 0, but for rounding
   */
  public double divergence() {
    return Arrays.stream(divergences).sum();
  }

  /**
   * How many units are used: those whose mean differs from sample to sample.
   *
   * @return from 0, where the code has collapsed, to all
   */
  public int activeUnits() {
    return (int) Arrays.stream(variances).filter(variance -> variance > ACTIVE).count();
  }
}
