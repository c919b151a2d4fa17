package io.latent4j.recommendation;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a user thinks of an item.
 *
 * @param user the user's id
 * @param item the item's id
 * @param value the rating, on any scale
 * @param time when it was given, such as in seconds since 1970; larger is later
 */
public record Rating(String user, String item, double value, OptionalDouble time) {

  /**
   * Checks the parts.
   *
   * @param user the user's id, not empty
   * @param item the item's id, not empty
   * @param value the rating, finite
   * @param time when it was given
   * @throws IllegalArgumentException if an id is empty or a number is not finite
   */
  public Rating {
    Objects.requireNonNull(time, "time");
    if (user.isEmpty() || item.isEmpty()) {
      throw new IllegalArgumentException(
          "user and item must have an id, but are '%s' and '%s'".formatted(user, item));
    }
    if (!Double.isFinite(value) || !Double.isFinite(time.orElse(0))) {
      throw new IllegalArgumentException(
          "rating of item '%s' by user '%s' must be finite, but is %s at %s"
              .formatted(item, user, value, time));
    }
  }

  /**
   * A rating whose time nobody knows.
   *
   * @param user the user's id
   * @param item the item's id
   * @param value the rating
   * @return the rating
   * @throws IllegalArgumentException if an id is empty or the rating is not finite
   */
  public static Rating of(String user, String item, double value) {
    return new Rating(user, item, value, OptionalDouble.empty());
  }
}
