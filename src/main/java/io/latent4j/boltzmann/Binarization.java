package io.latent4j.boltzmann;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How values between 0 and 1 become bits. A likelihood is one of bits only, and values of it differ
 * by several nats between one way and another.
 */
public enum Binarization {
  /** Values stay what they are, and count as probabilities. */
  NONE,
  /** 1 from 0.5 on. */
  THRESHOLD,
  /**
   * 1 with the value as its probability: in training drawn anew at each step, elsewhere once by the
   * seed.
   */
  SAMPLE;

  /** Binarizes values in place, for what is computed once. */
  void apply(float[] values, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      switch (this) {
        case NONE -> {}
        case THRESHOLD -> values[i] = values[i] >= 0.5f ? 1 : 0;
        case SAMPLE -> values[i] = random.nextDouble() < values[i] ? 1 : 0;
        default -> throw new IllegalStateException(toString());
      }
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
