package io.latent4j.manifold;

/**
 * Random numbers by SplitMix64 (Steele, Lea, Flood 2014): any number of independent streams, each
 * known by the number it starts from.
 */
final class Mixer {

  /** What is added to a stream's state for each number drawn. */
  static final long STEP = 0x9E3779B97F4A7C15L;

  private Mixer() {}

  /** The number that belongs to a state. */
  static long mix(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Makes a random number one from 0 up and below a bound. */
  static int below(int bound, long random) {
    return (int) (((random >>> 32) * bound) >>> 32);
  }
}
