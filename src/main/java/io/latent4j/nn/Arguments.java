package io.latent4j.nn;

/** The rules that arguments of optimizers, schedules and losses keep. */
final class Arguments {
  private Arguments() {}

  static void checkPositive(String name, float value) {
    if (!(value > 0 && Float.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be positive and finite, but is " + value);
    }
  }

  static void checkNotNegative(String name, float value) {
    if (!(value >= 0 && Float.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be at least 0 and finite, but is " + value);
    }
  }

  /** Of a running mean: 1 would never take anything in. */
  static void checkDecay(String name, float value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and below 1, but is " + value);
    }
  }

  static void checkShare(String name, float value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1, but is " + value);
    }
  }

  static void checkSteps(String name, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + steps);
    }
  }
}
