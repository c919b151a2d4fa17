package io.latent4j.score;

import io.latent4j.model.Options;

/**
 * How generated samples are scored.
 *
 * @param neighbors of how many nearest neighbours the farthest bounds the neighbourhood of a
 *     sample, for precision, recall, density and coverage
 * @param limit of more real, or more generated, samples than this, as many are drawn by seed for
 *     the figures that look at all pairs; the nearest real samples are always found among all
 */
public record ScoreOptions(int neighbors, int limit) implements Options {

  private static final int DEFAULT_NEIGHBORS = 5;
  private static final int DEFAULT_LIMIT = 10_000;

  /**
   * Checks the options.
   *
   * @param neighbors at least 1
   * @param limit above the number of neighbours
   * @throws IllegalArgumentException if a number is too small
   */
  public ScoreOptions {
    Options.requireAtLeast(1, "neighbors", neighbors);
    Options.requireAtLeast(neighbors + 1, "limit", limit);
  }

  /**
   * The fifth neighbour, as Naeem and others take it, and 10,000 samples.
   *
   * @return the options
   */
  public static ScoreOptions defaults() {
    return new ScoreOptions(DEFAULT_NEIGHBORS, DEFAULT_LIMIT);
  }

  /**
   * Chooses the neighbours.
   *
   * @param neighbors at least 1
   * @return the changed options
   * @throws IllegalArgumentException if there are none
   */
  public ScoreOptions withNeighbors(int neighbors) {
    return Options.with(this, "neighbors", neighbors);
  }

  /**
   * Chooses how many samples are looked at in pairs.
   *
   * @param limit above the number of neighbours
   * @return the changed options
   * @throws IllegalArgumentException if it is too small
   */
  public ScoreOptions withLimit(int limit) {
    return Options.with(this, "limit", limit);
  }
}
