package io.latent4j.decomposition;

/** How many components are kept. */
public sealed interface ComponentChoice {

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
      if (components < 1) {
        throw new IllegalArgumentException("components must be at least 1, but is " + components);
      }
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
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException(
            "share of variance must be above 0 and below 1, but is " + share);
      }
    }

    @Override
    public String toString() {
      return String.valueOf(share);
    }
  }
}
