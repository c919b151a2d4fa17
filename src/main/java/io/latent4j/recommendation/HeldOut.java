package io.latent4j.recommendation;

/**
 * Ratings in two parts. Users and items have numbers of their own in each: they are the same by id.
 *
 * @param training what to learn from
 * @param held what to predict; its users are all in training, its items may not be
 */
public record HeldOut(Ratings training, Ratings held) {}
