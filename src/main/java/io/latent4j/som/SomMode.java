package io.latent4j.som;

import java.util.Locale;

/** When the neurons move. */
public enum SomMode {
  /** After each sample, in an order that is drawn anew for each pass. */
  ONLINE,
  /**
   * After each pass, to the mean of the samples, each weighted by the neighbourhood of its winner.
   * There is no learning rate. A neuron on which the weights add up to less than 1 goes only that
   * share of the way, so that neurons far from all winners stay as the radius falls to 0.
   */
  BATCH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
