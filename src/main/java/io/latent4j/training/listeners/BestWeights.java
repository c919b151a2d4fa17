package io.latent4j.training.listeners;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** The best weights so far, in the engine, and the value and epoch that made them the best. */
final class BestWeights implements Trackable {
  private final List<ModelVariable<?>> best = new ArrayList<>();
  private final ModelVariable<TFloat64> value;
  private final ModelVariable<TInt64> epoch;
  private final CompiledFunction keep;
  private final CompiledFunction restore;

  BestWeights(Engine engine, List<ModelVariable<?>> weights) {
    weights.forEach(
        weight -> best.add(zeros(engine, weight.name(), weight.type(), weight.shape())));
    value = zeros(engine, "best_value", TFloat64.class, Shape.scalar());
    epoch = zeros(engine, "best_epoch", TInt64.class, Shape.scalar());
    keep = copying(engine, "keep_best", weights, best);
    restore = copying(engine, "restore_best", best, weights);
  }

  private static <T extends TType> ModelVariable<T> zeros(
      Engine engine, String name, Class<T> type, Shape shape) {
    return engine.variable(
        name, type, shape, false, (tf, size, seed) -> tf.zeros(tf.constant(size), type));
  }

  private static CompiledFunction copying(
      Engine engine, String name, List<ModelVariable<?>> from, List<ModelVariable<?>> to) {
    return engine.function(
        name,
        List.of(),
        (tf, in) -> {
          for (int i = 0; i < from.size(); i++) {
            copy(tf, from.get(i), to.get(i));
          }
          return Map.of();
        });
  }

  @SuppressWarnings("unchecked") // each copy was made with the type of its weight
  private static <T extends TType> void copy(Ops tf, ModelVariable<T> from, ModelVariable<?> to) {
    ((ModelVariable<T>) to).assign(tf, from.read(tf));
  }

  void keep(double newValue, int newEpoch) {
    keep.call().close();
    try (TFloat64 valueTensor = TFloat64.scalarOf(newValue);
        TInt64 epochTensor = TInt64.scalarOf(newEpoch)) {
      Engine.assignAll(Map.of(value, valueTensor, epoch, epochTensor));
    }
  }

  void restore() {
    restore.call().close();
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
    children.put("best", TrackableList.of(best));
    children.put("best_value", value);
    children.put("best_epoch", epoch);
    return children;
  }
}
