package io.latent4j.training;

import java.util.SplittableRandom;

/** The order of the samples in an epoch: a function of the seed and the epoch's number alone. */
final class Shuffle {
  private Shuffle() {}

  static int[] order(int count, boolean shuffle, long seed, int epoch) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    if (shuffle) {
      SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + epoch);
      for (int i = count - 1; i > 0; i--) { // Fisher and Yates
        int j = random.nextInt(i + 1);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
    }
    return order;
  }
}
