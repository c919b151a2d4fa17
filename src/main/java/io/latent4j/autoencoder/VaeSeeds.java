package io.latent4j.autoencoder;

/** Seeds of what is drawn from Java memory, and of the calls of functions that take one. */
final class VaeSeeds {
  private VaeSeeds() {}

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014) over both numbers. */
  static long mix(long seed, long salt) {
    long z = seed + 0x9E3779B97F4A7C15L * (salt + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A seed as functions take it: int32, as that is what Python's numbers become. */
  static int of(long seed, long... salts) {
    long mixed = seed;
    for (long salt : salts) {
      mixed = mix(mixed, salt);
    }
    return (int) mixed;
  }
}
