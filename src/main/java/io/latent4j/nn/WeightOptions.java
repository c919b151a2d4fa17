package io.latent4j.nn;

import java.util.Map;
import java.util.Objects;

/**
 * How a weight is described.
 *
 * @param initializer what it starts from
 * @param regularizer what is added to the loss for it, or null
 * @param constraint what it must keep to, or null
 */
record WeightOptions(Initializer initializer, Regularizer regularizer, Constraint constraint) {

  WeightOptions {
    Objects.requireNonNull(initializer, "initializer");
  }

  static WeightOptions of(Initializer initializer) {
    return new WeightOptions(initializer, null, null);
  }

  WeightOptions withInitializer(Initializer changed) {
    return new WeightOptions(changed, regularizer, constraint);
  }

  WeightOptions withRegularizer(Regularizer changed) {
    return new WeightOptions(
        initializer, Objects.requireNonNull(changed, "regularizer"), constraint);
  }

  WeightOptions withConstraint(Constraint changed) {
    return new WeightOptions(
        initializer, regularizer, Objects.requireNonNull(changed, "constraint"));
  }

  /** Adds the description under Keras's names, such as {@code kernel_initializer}. */
  void describe(String weight, Map<String, Object> map) {
    map.put(weight + "_initializer", initializer.config());
    describeRules(weight, map);
  }

  /** Adds it without what the weight starts from. */
  void describeRules(String weight, Map<String, Object> map) {
    if (regularizer != null) {
      map.put(weight + "_regularizer", regularizer.config());
    }
    if (constraint != null) {
      map.put(weight + "_constraint", constraint.config());
    }
  }
}
