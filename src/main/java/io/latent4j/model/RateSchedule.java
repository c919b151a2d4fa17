package io.latent4j.model;

import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Schedules;
import java.util.Locale;

/** How the learning rate changes over the whole of a training. */
public enum RateSchedule {
  /** It stays what it is. */
  CONSTANT,
  /** It falls along half a wave of the cosine to 0 at the last step. */
  COSINE,
  /** It falls by the same factor with each step, to a hundredth at the last. */
  EXPONENTIAL;

  private static final float LAST_SHARE = 0.01f;

  /** The optimizer with this schedule, from its own rate on. */
  Optimizer applyTo(Optimizer optimizer, float rate, long steps) {
    return switch (this) {
      case CONSTANT -> optimizer;
      case COSINE -> optimizer.withSchedule(Schedules.cosineDecay(rate, steps));
      case EXPONENTIAL ->
          optimizer.withSchedule(Schedules.exponentialDecay(rate, steps, LAST_SHARE));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
