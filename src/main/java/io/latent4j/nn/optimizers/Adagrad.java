package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Steps along the gradients over the root of the sum of all their squares so far (Duchi et al.
 * 2011), with Keras's form and defaults.
 */
public final class Adagrad extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.001f;

  private final float initialAccumulator;
  private final float epsilon;

  private Adagrad(OptimizerSettings settings, float initialAccumulator, float epsilon) {
    super(settings);
    Arguments.checkNotNegative("initialAccumulator", initialAccumulator);
    Arguments.checkPositive("epsilon", epsilon);
    this.initialAccumulator = initialAccumulator;
    this.epsilon = epsilon;
  }

  /**
   * Adagrad with Keras's defaults: learning rate 0.001, sums from 0.1, epsilon 1e-7.
   *
   * @return the optimizer
   */
  public static Adagrad of() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /**
   * Adagrad with a learning rate and Keras's other defaults.
   *
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public static Adagrad of(float learningRate) {
    return new Adagrad(OptimizerSettings.of(learningRate), 0.1f, 1e-7f);
  }

  /**
   * This optimizer, unused, with sums that start from another number.
   *
   * @param initialAccumulator the number, at least 0
   * @return a new optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adagrad withInitialAccumulator(float initialAccumulator) {
    return new Adagrad(settings(), initialAccumulator, epsilon);
  }

  /**
   * This optimizer, unused, with another number that is added under the root.
   *
   * @param epsilon the number, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Adagrad withEpsilon(float epsilon) {
    return new Adagrad(settings(), initialAccumulator, epsilon);
  }

  @Override
  Adagrad with(OptimizerSettings changed) {
    return new Adagrad(changed, initialAccumulator, epsilon);
  }

  @Override
  List<List<Slot>> slotGroups() {
    return List.of(List.of(new Slot("accumulator", "_accumulators", initialAccumulator)));
  }

  @Override
  <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers) {
    // TensorFlow's own operation adds epsilon to the root, Keras under it.
    return (after, variable, slots, gradient) -> {
      after.assignAddVariableOp(slots.get(0), after.math.square(gradient));
      Operand<T> sum = numbers.type().read(after, slots.get(0));
      after.assignSubVariableOp(
          variable,
          after.math.div(
              after.math.mul(numbers.rate(), gradient),
              after.math.sqrt(after.math.add(sum, numbers.constant(after, epsilon)))));
    };
  }

  @Override
  Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("initial_accumulator_value", initialAccumulator);
    map.put("epsilon", epsilon);
    return map;
  }
}
