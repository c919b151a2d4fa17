package io.latent4j.training;

import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.types.family.TType;

/** A training set as variables of an engine, so that a step is fed nothing but indices. */
final class ResidentSet {
  private final TrainingSet set;
  private final Map<String, ModelVariable<?>> arrays = new LinkedHashMap<>();

  ResidentSet(Engine engine, TrainingSet set) {
    this.set = set;
    set.arrays().forEach((name, values) -> arrays.put(name, resident(engine, name, values)));
  }

  private static <T extends TType> ModelVariable<T> resident(Engine engine, String name, T values) {
    @SuppressWarnings("unchecked") // the class of a T
    Class<T> type = (Class<T>) values.type();
    return engine.variable(name, type, values);
  }

  int count() {
    return set.count();
  }

  /** How an array is scaled, or null if it is not. */
  Scaling scalingOf(String array) {
    return set.scalingOf(array);
  }

  ModelVariable<?> array(String name) {
    ModelVariable<?> array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "array must be one of " + arrays.keySet() + ", but is '" + name + "'");
    }
    return array;
  }
}
