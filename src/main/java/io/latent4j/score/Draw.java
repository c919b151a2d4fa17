package io.latent4j.score;

import java.util.Random;
import java.util.stream.IntStream;

/** Draws rows without replacement. */
final class Draw {
  private Draw() {}

  /** All rows in a random order. */
  static int[] order(int count, Random random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int moved = order[other];
      order[other] = order[last];
      order[last] = moved;
    }
    return order;
  }

  /** Some of the rows, ascending. */
  static int[] rows(int count, int number, Random random) {
    return IntStream.of(order(count, random)).limit(number).sorted().toArray();
  }
}
