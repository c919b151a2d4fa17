package io.latent4j.training.listeners;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** What {@link ReduceLearningRateOnPlateau} remembers from epoch to epoch, in the engine. */
final class PlateauState implements Trackable {
  private final ModelVariable<TFloat64> best;
  private final ModelVariable<TInt64> wait;
  private final ModelVariable<TInt64> cooldown;

  /**
   * What is remembered.
   *
   * @param best the best value of the metric
   * @param waited for how many epochs it has not improved
   * @param cooldown for how many epochs to come nothing is counted
   */
  record Counts(double best, int waited, int cooldown) {}

  PlateauState(Engine engine, double worst) {
    best =
        engine.variable(
            "best", TFloat64.class, Shape.scalar(), false, (tf, s, seed) -> tf.constant(worst));
    wait = zero(engine, "wait");
    cooldown = zero(engine, "cooldown");
  }

  private static ModelVariable<TInt64> zero(Engine engine, String name) {
    return engine.variable(
        name, TInt64.class, Shape.scalar(), false, (tf, s, seed) -> tf.constant(0L));
  }

  Counts read() {
    try (TFloat64 bestValue = best.value();
        TInt64 waitValue = wait.value();
        TInt64 cooldownValue = cooldown.value()) {
      return new Counts(
          bestValue.getDouble(), (int) waitValue.getLong(), (int) cooldownValue.getLong());
    }
  }

  void write(Counts counts) {
    try (TFloat64 bestValue = TFloat64.scalarOf(counts.best());
        TInt64 waitValue = TInt64.scalarOf(counts.waited());
        TInt64 cooldownValue = TInt64.scalarOf(counts.cooldown())) {
      Engine.assignAll(Map.of(best, bestValue, wait, waitValue, cooldown, cooldownValue));
    }
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("best", best);
    children.put("wait", wait);
    children.put("cooldown", cooldown);
    return children;
  }
}
