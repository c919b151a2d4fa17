package io.latent4j.recommendation;

/**
 * The ratings that may be given.
 *
 * @param least the lowest
 * @param most the highest
 */
public record RatingRange(double least, double most) {

  /**
   * Checks the numbers.
   *
   * @param least the lowest, or negative infinity
   * @param most the highest, or infinity
   * @throws IllegalArgumentException if the lowest is not below the highest
   */
  public RatingRange {
    if (!(least < most)) {
      throw new IllegalArgumentException(
          "range of ratings must have its lowest below its highest, but has %s and %s"
              .formatted(least, most));
    }
  }

  /**
   * Any numbers.
   *
   * @return the range
   */
  public static RatingRange any() {
    return new RatingRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * Understands a range as users write it.
   *
   * @param text such as {@code 1..5}
   * @return the range
   * @throws IllegalArgumentException if it is no range
   */
  public static RatingRange parse(String text) {
    String[] ends = text.split("\\.\\.", -1);
    try {
      if (ends.length == 2) {
        return new RatingRange(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IllegalArgumentException("must be a range such as 1..5, but is '" + text + "'");
  }

  /**
   * Whether a rating may be given.
   *
   * @param rating the rating
   * @return true if so
   */
  public boolean contains(double rating) {
    return rating >= least && rating <= most;
  }

  @Override
  public String toString() {
    return least + " to " + most;
  }
}
