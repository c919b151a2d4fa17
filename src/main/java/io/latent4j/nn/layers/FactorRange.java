package io.latent4j.nn.layers;

/**
 * The numbers among which a random layer draws, all of them as likely.
 *
 * @param low the lowest
 * @param high the highest, at least the lowest
 */
public record FactorRange(float low, float high) {

  /**
   * Checks the range.
   *
   * @param low the lowest, finite
   * @param high the highest, finite
   * @throws IllegalArgumentException if they are in the wrong order or not finite
   */
  public FactorRange {
    if (!(low <= high) || Float.isInfinite(low) || Float.isInfinite(high)) {
      throw new IllegalArgumentException(
          "factor must be finite and from low to high, but is from " + low + " to " + high);
    }
  }

  /**
   * From {@code -factor} to {@code factor}.
   *
   * @param factor at least 0
   * @return the range
   * @throws IllegalArgumentException if the factor is negative or not finite
   */
  public static FactorRange of(float factor) {
    if (!(factor >= 0)) {
      throw new IllegalArgumentException("factor must be at least 0, but is " + factor);
    }
    return new FactorRange(-factor, factor);
  }

  /** Whether there is nothing but zero. */
  boolean isZero() {
    return low == 0 && high == 0;
  }
}
