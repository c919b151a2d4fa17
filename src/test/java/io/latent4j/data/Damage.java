package io.latent4j.data;

import java.util.Arrays;
import java.util.Random;

/** What can happen to a file: bytes flipped, cut off, grown, or made extreme where sizes stand. */
final class Damage {

  private static final byte[] EXTREMES = {0, (byte) 0xff, 0x7f, (byte) 0x80, '9', '-'};
  private static final int MOST_GROWTH = 100_000;

  private Damage() {}

  /** Returns a damaged copy. */
  static byte[] to(byte[] content, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(content, random.nextInt(content.length));
      case 1 -> grown(content, random);
      case 2 -> extreme(content, random);
      default -> flipped(content, random);
    };
  }

  private static byte[] grown(byte[] content, Random random) {
    byte[] more = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? MOST_GROWTH : 32)];
    if (random.nextBoolean()) {
      random.nextBytes(more);
    }
    int at = random.nextBoolean() ? content.length : random.nextInt(content.length);
    return Fixtures.concat(
        Fixtures.concat(Arrays.copyOf(content, at), more),
        Arrays.copyOfRange(content, at, content.length));
  }

  private static byte[] extreme(byte[] content, Random random) {
    byte[] damaged = content.clone();
    int from = random.nextInt(Math.min(damaged.length, 256));
    int to = Math.min(damaged.length, from + 1 + random.nextInt(8));
    Arrays.fill(damaged, from, to, EXTREMES[random.nextInt(EXTREMES.length)]);
    return damaged;
  }

  private static byte[] flipped(byte[] content, Random random) {
    byte[] damaged = content.clone();
    for (int flips = random.nextInt(4); flips >= 0; flips--) {
      int index = random.nextInt(damaged.length);
      int other =
          random.nextBoolean() ? damaged[index] ^ 1 << random.nextInt(8) : random.nextInt(256);
      damaged[index] = (byte) other;
    }
    return damaged;
  }
}
