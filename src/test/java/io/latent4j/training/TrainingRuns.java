package io.latent4j.training;

import io.latent4j.engine.Engine;
import io.latent4j.engine.Trackable;
import java.util.Map;

/** Makes what listeners get, without training, for tests that tell them what happens. */
public final class TrainingRuns {
  private TrainingRuns() {}

  public static TrainingRun of(
      Engine engine, Map<String, Trackable> state, TrainingOptions options) {
    return new TrainingRun(engine, state, options, 1);
  }
}
