package io.latent4j.reinforcement;

import io.latent4j.model.InvalidOptionException;
import java.util.List;

/** What options must be. */
final class Rules {
  private Rules() {}

  static void steps(int steps) {
    atLeast(1, "steps", steps);
  }

  static void atLeast(int minimum, String option, int value) {
    require(value >= minimum, option, "at least " + minimum, value);
  }

  static void discount(double discount) {
    require(discount >= 0 && discount < 1, "discount", "from 0 to below 1", discount);
  }

  static void share(String option, double value) {
    require(value >= 0 && value <= 1, option, "from 0 to 1", value);
  }

  static List<Integer> layers(List<Integer> units) {
    List<Integer> copy = List.copyOf(units);
    copy.forEach(layer -> atLeast(1, "layers", layer));
    return copy;
  }

  static void require(boolean holds, String option, String rule, Object value) {
    if (!holds) {
      throw new InvalidOptionException(option, rule, value);
    }
  }
}
