package io.latent4j.training;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The order in which an epoch goes through the samples. */
final class Order {
  private Order() {}

  static int[] natural(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** A function of the seed and the epoch's number alone. */
  static int[] shuffled(int count, long seed, int epoch) {
    int[] order = natural(count);
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + epoch);
    for (int i = count - 1; i > 0; i--) { // Fisher and Yates
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}
