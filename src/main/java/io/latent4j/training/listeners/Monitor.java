package io.latent4j.training.listeners;

import io.latent4j.training.Epoch;
import java.util.Objects;

/**
 * A metric that training is to improve.
 *
 * @param metric its name
 * @param rising whether it is better when higher
 */
record Monitor(String metric, boolean rising) {

  Monitor {
    Objects.requireNonNull(metric, "metric");
  }

  /** What every number improves on. */
  double worst() {
    return rising ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  double of(Epoch epoch) {
    return epoch.metric(metric);
  }

  /** Whether a value improves on the best by more than a difference; never true of NaN. */
  boolean improves(double value, double best, double minimumDelta) {
    return rising ? value > best + minimumDelta : value < best - minimumDelta;
  }
}
