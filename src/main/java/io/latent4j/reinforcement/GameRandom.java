package io.latent4j.reinforcement;

/**
 * Random numbers for environments: 32 bits of state, so that a page in JavaScript can draw the same
 * ones. A Weyl sequence through a mixing function with the constants that Steele, Lea and Flood's
 * <i>SplitMix</i> (2014) has for 32 bits.
 */
public final class GameRandom {
  private static final int GAMMA = 0x9E3779B9;
  private static final double UNIT = 0x1p-24;

  private int state;

  /**
   * Begins a sequence.
   *
   * @param seed any number; of numbers from 0 to 2^31 - 1 the sequence is that of the page
   */
  public GameRandom(long seed) {
    state = (int) seed ^ mix((int) (seed >> 32));
  }

  /**
   * A seed that has nothing in common with another but depends on it.
   *
   * @param seed the other
   * @param salt which one of those that depend on it
   * @return the seed
   */
  static long derived(long seed, long salt) {
    long z = seed + 0x9E3779B97F4A7C15L * (salt + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static int mix(int bits) {
    int z = bits;
    z = (z ^ (z >>> 16)) * 0x85EBCA6B;
    z = (z ^ (z >>> 13)) * 0xC2B2AE35;
    return z ^ (z >>> 16);
  }

  int state() {
    return state;
  }

  void restore(int earlier) {
    state = earlier;
  }

  /**
   * The next number.
   *
   * @return at least 0 and less than 1, a multiple of 2^-24
   */
  public double uniform() {
    state += GAMMA;
    return (mix(state) >>> 8) * UNIT;
  }

  /**
   * The next whole number.
   *
   * @param bound at least 1
   * @return at least 0 and less than the bound, each as likely as the other up to 2^-24
   */
  public int below(int bound) {
    return (int) (uniform() * bound);
  }
}
