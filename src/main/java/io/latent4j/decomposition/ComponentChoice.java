package io.latent4j.decomposition;

import io.latent4j.model.Options;

/** How many components are kept. */
public sealed interface ComponentChoice {

  /**
   * The choice as a number: a whole number is a count, a fraction below 1 a share.
   *
   * @return an {@code Integer} or a {@code Double}
   */
  Number value();

  /**
   * So many.
   *
   * @param components at least 1
   */
  record Count(int components) implements ComponentChoice {
    /**
     * Checks the number.
     *
     * @param components at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public Count {
      Options.requireAtLeast(1, "components", components);
    }

    @Override
    public Number value() {
      return components;
    }

    @Override
    public String toString() {
      return String.valueOf(components);
    }
  }

  /**
   * As few as together explain more than a share of the variance.
   *
   * @param share above 0 and below 1
   */
  record Share(double share) implements ComponentChoice {
    /**
     * Checks the share.
     *
     * @param share above 0 and below 1
     * @throws IllegalArgumentException if it is not
     */
    public Share {
      Options.require(
          share > 0 && share < 1,
          "components",
          "above 0 and below 1 as a share of variance",
          share);
    }

    @Override
    public Number value() {
      return share;
    }

    @Override
    public String toString() {
      return String.valueOf(share);
    }
  }
}
