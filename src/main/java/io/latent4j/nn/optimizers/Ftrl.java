package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Follows the regularized leader (McMahan et al. 2013): each weight is the one that would have been
 * best for all gradients so far, with penalties that can hold it at exactly 0. With Keras's form
 * and defaults. For shallow models of many weights, of which few are wanted.
 *
 * <p>What a weight starts from is forgotten: the first step goes on from 0, but for a share that
 * depends on the accumulator's start.
 */
public final class Ftrl extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.001f;

  private final Options options;

  private record Options(
      float learningRatePower,
      float initialAccumulator,
      float l1,
      float l2,
      float l2Shrinkage,
      float beta) {
    Options {
      if (!(learningRatePower <= 0 && Float.isFinite(learningRatePower))) {
        throw new IllegalArgumentException(
            "learningRatePower must be at most 0, but is " + learningRatePower);
      }
      Arguments.checkNotNegative("initialAccumulator", initialAccumulator);
      Arguments.checkNotNegative("l1", l1);
      Arguments.checkNotNegative("l2", l2);
      Arguments.checkNotNegative("l2Shrinkage", l2Shrinkage);
      Arguments.checkNotNegative("beta", beta);
    }
  }

  private Ftrl(OptimizerSettings settings, Options options) {
    super(settings);
    this.options = options;
  }

  /**
   * Ftrl with Keras's defaults: learning rate 0.001, its power -0.5, accumulators from 0.1, no
   * penalties, beta 0.
   *
   * @return the optimizer
   */
  public static Ftrl of() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /**
   * Ftrl with a learning rate and Keras's other defaults.
   *
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public static Ftrl of(float learningRate) {
    return new Ftrl(OptimizerSettings.of(learningRate), new Options(-0.5f, 0.1f, 0, 0, 0, 0));
  }

  /**
   * This optimizer, unused, with a learning rate of each weight that falls otherwise with the sum
   * of its squared gradients.
   *
   * @param power the power of the sum, at most 0; with 0 the rate stays
   * @return a new optimizer
   * @throws IllegalArgumentException if it is positive or not finite
   */
  public Ftrl withLearningRatePower(float power) {
    return new Ftrl(
        settings(),
        new Options(
            power,
            options.initialAccumulator,
            options.l1,
            options.l2,
            options.l2Shrinkage,
            options.beta));
  }

  /**
   * This optimizer, unused, with sums of squared gradients that start from another number.
   *
   * @param initialAccumulator the number, at least 0
   * @return a new optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withInitialAccumulator(float initialAccumulator) {
    return new Ftrl(
        settings(),
        new Options(
            options.learningRatePower,
            initialAccumulator,
            options.l1,
            options.l2,
            options.l2Shrinkage,
            options.beta));
  }

  /**
   * This optimizer, unused, with penalties.
   *
   * @param l1 the strength of the penalty of absolute values, at least 0: what the gradients do not
   *     move beyond it is exactly 0
   * @param l2 the strength of the penalty of squares, at least 0
   * @return a new optimizer
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public Ftrl withPenalties(float l1, float l2) {
    return new Ftrl(
        settings(),
        new Options(
            options.learningRatePower,
            options.initialAccumulator,
            l1,
            l2,
            options.l2Shrinkage,
            options.beta));
  }

  /**
   * This optimizer, unused, with gradients to which {@code 2 l2Shrinkage} times the weight is
   * added, but not in the sum of their squares.
   *
   * @param l2Shrinkage the strength, at least 0
   * @return a new optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withL2Shrinkage(float l2Shrinkage) {
    return new Ftrl(
        settings(),
        new Options(
            options.learningRatePower,
            options.initialAccumulator,
            options.l1,
            options.l2,
            l2Shrinkage,
            options.beta));
  }

  /**
   * This optimizer, unused, with the paper's beta: {@code beta / (2 rate)} is added to the strength
   * of the penalty of squares.
   *
   * @param beta the number, at least 0
   * @return a new optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withBeta(float beta) {
    return new Ftrl(
        settings(),
        new Options(
            options.learningRatePower,
            options.initialAccumulator,
            options.l1,
            options.l2,
            options.l2Shrinkage,
            beta));
  }

  @Override
  Ftrl with(OptimizerSettings changed) {
    return new Ftrl(changed, options);
  }

  @Override
  List<List<Slot>> slotGroups() {
    return List.of(
        List.of(
            new Slot("accumulator", "_accumulators", options.initialAccumulator),
            new Slot("linear", "_linears")));
  }

  @Override
  <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers) {
    StepType<T> type = numbers.type();
    Operand<T> power = numbers.constant(tf, -options.learningRatePower);
    Operand<T> ofBeta =
        tf.math.div(
            numbers.constant(tf, options.beta),
            tf.math.mul(numbers.constant(tf, 2), numbers.rate()));
    Operand<T> twiceL2 =
        tf.math.mul(numbers.constant(tf, 2), tf.math.add(numbers.constant(tf, options.l2), ofBeta));
    Operand<T> twiceShrinkage = numbers.constant(tf, 2 * options.l2Shrinkage);
    return (after, variable, slots, gradient) -> {
      Operand<T> weight = type.read(after, variable);
      Operand<T> sum = type.read(after, slots.get(0));
      Operand<T> newSum = after.math.add(sum, after.math.square(gradient));
      Operand<T> scale = after.math.pow(newSum, power);
      Operand<T> grown =
          after.math.div(after.math.sub(scale, after.math.pow(sum, power)), numbers.rate());
      Operand<T> shrunk = after.math.add(gradient, after.math.mul(twiceShrinkage, weight));
      Operand<T> linear =
          after.math.add(
              type.read(after, slots.get(1)),
              after.math.sub(shrunk, after.math.mul(grown, weight)));
      after.assignVariableOp(slots.get(1), linear);
      Operand<T> limit = numbers.constant(after, options.l1);
      Operand<T> held = after.clipByValue(linear, after.math.neg(limit), limit);
      Operand<T> quadratic = after.math.add(after.math.div(scale, numbers.rate()), twiceL2);
      after.assignVariableOp(variable, after.math.div(after.math.sub(held, linear), quadratic));
      after.assignVariableOp(slots.get(0), newSum);
    };
  }

  @Override
  Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("learning_rate_power", options.learningRatePower);
    map.put("initial_accumulator_value", options.initialAccumulator);
    map.put("l1_regularization_strength", options.l1);
    map.put("l2_regularization_strength", options.l2);
    map.put("l2_shrinkage_regularization_strength", options.l2Shrinkage);
    map.put("beta", options.beta);
    return map;
  }
}
