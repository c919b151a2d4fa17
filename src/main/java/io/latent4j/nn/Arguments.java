package io.latent4j.nn;

/**
 * The rules that numbers keep which describe layers, losses, optimizers and schedules. A rule that
 * is not kept is told with the name of the argument and the value that it has: {@code delta must be
 * positive and finite, but is -1.0}.
 */
public final class Arguments {
  private Arguments() {}

  /**
   * Refuses what is not a positive, finite number.
   *
   * @param name the name of the argument
   * @param value its value
   * @throws IllegalArgumentException if it is 0, negative, infinite or NaN
   */
  public static void checkPositive(String name, float value) {
    if (!(value > 0 && Float.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be positive and finite, but is " + value);
    }
  }

  /**
   * Refuses what is not a finite number of at least 0.
   *
   * @param name the name of the argument
   * @param value its value
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  public static void checkNotNegative(String name, float value) {
    if (!(value >= 0 && Float.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be at least 0 and finite, but is " + value);
    }
  }

  /**
   * Refuses what is no decay of a running mean: 1 would never take anything in.
   *
   * @param name the name of the argument
   * @param value its value
   * @throws IllegalArgumentException if it is negative, 1 or more, or NaN
   */
  public static void checkDecay(String name, float value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and below 1, but is " + value);
    }
  }

  /**
   * Refuses what is no share of a whole.
   *
   * @param name the name of the argument
   * @param value its value
   * @throws IllegalArgumentException if it is negative, above 1, or NaN
   */
  public static void checkShare(String name, float value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1, but is " + value);
    }
  }

  /**
   * Refuses a number of steps that is not positive.
   *
   * @param name the name of the argument
   * @param steps its value
   * @throws IllegalArgumentException if it is below 1
   */
  public static void checkSteps(String name, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + steps);
    }
  }
}
