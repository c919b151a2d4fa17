package io.latent4j.som;

import java.util.Locale;

/** How the neurons of a map lie beside each other. */
public enum Topology {
  /** In rows and columns at distance 1; 8 neurons are adjacent to one, the diagonal ones too. */
  RECTANGULAR,
  /**
   * In a honeycomb: rows with odd numbers (from 0) are shifted half a neuron to the right, and 6
   * neurons are adjacent to one, all at distance 1.
   */
  HEXAGONAL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
