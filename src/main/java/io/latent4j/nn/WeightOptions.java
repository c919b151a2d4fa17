package io.latent4j.nn;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a weight of a layer is described.
 *
 * <pre>{@code
 * WeightOptions.of(Initializers.glorotUniform()).withRegularizer(Regularizers.l2(0.01f))
 * }</pre>
 *
 * @param initializer what it starts from
 * @param regularizer what is added to the loss for it whenever the layer is called, which the loss
 *     gets from {@link Penalties}
 * @param constraint what it must keep to after each step of an optimizer
 */
public record WeightOptions(
    Initializer initializer, Optional<Regularizer> regularizer, Optional<Constraint> constraint) {

  /**
   * Describes a weight.
   *
   * @param initializer what it starts from
   * @param regularizer what is added to the loss for it
   * @param constraint what it must keep to
   */
  public WeightOptions {
    Objects.requireNonNull(initializer, "initializer");
    Objects.requireNonNull(regularizer, "regularizer");
    Objects.requireNonNull(constraint, "constraint");
  }

  /**
   * A weight that starts from something, adds nothing to the loss and is free.
   *
   * @param initializer what it starts from
   * @return the description
   */
  public static WeightOptions of(Initializer initializer) {
    return new WeightOptions(initializer, Optional.empty(), Optional.empty());
  }

  /**
   * These options with another start.
   *
   * @param initializer what the weight starts from
   * @return new options
   */
  public WeightOptions withInitializer(Initializer initializer) {
    return new WeightOptions(initializer, regularizer, constraint);
  }

  /**
   * These options with something added to the loss.
   *
   * @param regularizer what is added
   * @return new options
   */
  public WeightOptions withRegularizer(Regularizer regularizer) {
    Objects.requireNonNull(regularizer, "regularizer");
    return new WeightOptions(initializer, Optional.of(regularizer), constraint);
  }

  /**
   * These options with something to keep to.
   *
   * @param constraint what the weight must keep to
   * @return new options
   */
  public WeightOptions withConstraint(Constraint constraint) {
    Objects.requireNonNull(constraint, "constraint");
    return new WeightOptions(initializer, regularizer, Optional.of(constraint));
  }

  /**
   * Adds the description under Keras's names, such as {@code kernel_initializer}; for the options
   * of a layer.
   *
   * @param weight the name of the weight, such as {@code kernel}
   * @param map where to add it; what is not asked for is left out
   */
  public void describe(String weight, Map<String, Object> map) {
    map.put(weight + "_initializer", initializer.config());
    describeRules(weight, map);
  }

  /**
   * Adds the description without what the weight starts from.
   *
   * @param weight the name of the weight, such as {@code bias}
   * @param map where to add it; what is not asked for is left out
   */
  public void describeRules(String weight, Map<String, Object> map) {
    regularizer.ifPresent(rule -> map.put(weight + "_regularizer", rule.config()));
    constraint.ifPresent(rule -> map.put(weight + "_constraint", rule.config()));
  }
}
