package io.latent4j.boltzmann;

import java.util.Locale;

/** What the visible units of a Boltzmann machine are, given the hidden ones. */
public enum VisibleUnits {
  /** On or off, with a probability. A sample's values are these probabilities, from 0 to 1. */
  BINARY,
  /** Numbers around a mean, with a variance for each feature. */
  GAUSSIAN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
