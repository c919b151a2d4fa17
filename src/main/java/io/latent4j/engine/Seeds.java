package io.latent4j.engine;

/** Derives seeds from seeds, so that neighbouring ones have nothing in common. */
final class Seeds {
  private Seeds() {}

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014) over both numbers. */
  static long mix(long seed, long salt) {
    long z = seed + 0x9E3779B97F4A7C15L * (salt + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  static long hash(byte[] bytes) {
    long hash = bytes.length;
    for (byte b : bytes) {
      hash = mix(hash, b);
    }
    return hash;
  }
}
