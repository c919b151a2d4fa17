package io.latent4j.decomposition;

import io.latent4j.model.InvalidOptionException;

/** Checks that there is something to decompose. */
final class Variation {
  private Variation() {}

  /**
   * Returns the total of the squares of all centred values, if it is a positive number.
   *
   * @throws IllegalArgumentException if it is not
   */
  static double require(double total) {
    if (total == 0) {
      throw new InvalidOptionException(
          "samples", "must vary, but after centring all their values are 0");
    }
    if (!(total <= Float.MAX_VALUE)) {
      throw new InvalidOptionException(
          "samples",
          "must have squares, when centred, that add up to a float32 number, but add up to "
              + total
              + "; scale the samples");
    }
    return total;
  }
}
