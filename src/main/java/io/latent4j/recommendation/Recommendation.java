package io.latent4j.recommendation;

import java.util.Optional;

/**
 * An item for a user.
 *
 * @param user the user's id
 * @param item the item's id
 * @param name what the item is called
 * @param score the rating that is expected of the user
 * @param because what the item is called that the user liked (rated not below the mean of their
 *     ratings) and that raised the score most; empty if no item that the user rated is known
 */
public record Recommendation(
    String user, String item, String name, double score, Optional<String> because) {

  @Override
  public String toString() {
    return "%s for %s: %.3g%s"
        .formatted(name, user, score, because.map(liked -> ", because of " + liked).orElse(""));
  }
}
