package io.latent4j.training;

import java.util.OptionalLong;

/**
 * How a set is gone through once.
 *
 * @param epoch the number of the epoch, from 1; always 1 in an evaluation
 * @param batchSize how many samples a batch has, but for the last, which has what is left
 * @param seed what the order derives from, together with the epoch; if empty, samples come in their
 *     own order
 */
public record Pass(int epoch, int batchSize, OptionalLong seed) {

  /** In their own order. */
  static Pass natural(int batchSize) {
    return new Pass(1, batchSize, OptionalLong.empty());
  }

  /**
   * The order for a source that can reach any of its samples. It takes four bytes a sample, and is
   * the one in which samples in memory are gone through.
   *
   * @param count how many samples there are
   * @return the numbers from 0 to {@code count - 1}
   */
  public int[] order(int count) {
    return seed.isPresent() ? Order.shuffled(count, seed.getAsLong(), epoch) : Order.natural(count);
  }
}
