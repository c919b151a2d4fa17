package io.latent4j.reinforcement;

/** What every environment refuses. */
final class Episodes {
  private Episodes() {}

  static void checkBegun(Environment environment, boolean begun) {
    if (!begun) {
      throw new IllegalStateException(
          environment.name() + " must be reset before it can be looked at or stepped");
    }
  }

  static void check(Environment environment, int action, boolean begun, boolean ended) {
    checkBegun(environment, begun);
    if (ended) {
      throw new IllegalStateException(
          "episode of " + environment.name() + " has ended; reset it before the next step");
    }
    int actions = environment.actions().size();
    if (action < 0 || action >= actions) {
      throw new IllegalArgumentException(
          "action must be from 0 to %d, but is %d".formatted(actions - 1, action));
    }
  }
}
