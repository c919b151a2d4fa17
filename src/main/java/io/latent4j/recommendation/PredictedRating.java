package io.latent4j.recommendation;

/**
 * A rating that was held out, and what was expected instead.
 *
 * @param user the user's id
 * @param item the item's id
 * @param value the rating
 * @param score the rating that was expected
 */
public record PredictedRating(String user, String item, double value, double score) {}
