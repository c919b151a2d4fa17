package io.latent4j.training.listeners;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.training.VariableCopies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** The best weights so far, in the engine, and the value and epoch that made them the best. */
final class BestWeights implements Trackable {
  private final VariableCopies best;
  private final ModelVariable<TFloat64> value;
  private final ModelVariable<TInt64> epoch;

  BestWeights(Engine engine, List<ModelVariable<?>> weights) {
    best = VariableCopies.of(engine, "best", weights);
    value = zeros(engine, "best_value", TFloat64.class, Shape.scalar());
    epoch = zeros(engine, "best_epoch", TInt64.class, Shape.scalar());
  }

  private static <T extends TType> ModelVariable<T> zeros(
      Engine engine, String name, Class<T> type, Shape shape) {
    return engine.variable(
        name, type, shape, false, (tf, size, seed) -> tf.zeros(tf.constant(size), type));
  }

  void keep(double newValue, int newEpoch) {
    best.keep();
    try (TFloat64 valueTensor = TFloat64.scalarOf(newValue);
        TInt64 epochTensor = TInt64.scalarOf(newEpoch)) {
      Engine.assignAll(Map.of(value, valueTensor, epoch, epochTensor));
    }
  }

  void restore() {
    best.restore();
  }

  double value() {
    try (TFloat64 tensor = value.value()) {
      return tensor.getDouble();
    }
  }

  /** The number of the best epoch, from 1; 0 if there was none yet. */
  int epoch() {
    try (TInt64 tensor = epoch.value()) {
      return (int) tensor.getLong();
    }
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("best", best);
    children.put("best_value", value);
    children.put("best_epoch", epoch);
    return children;
  }
}
