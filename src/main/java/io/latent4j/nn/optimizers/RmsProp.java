package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Steps along the gradients over the root of a running mean of their squares (Hinton 2012), with
 * Keras's form and defaults; perhaps over their running deviation, and with momentum.
 */
public final class RmsProp extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.001f;

  private final Options options;

  private record Options(
      float rho, float momentum, float epsilon, boolean centered, float initialMeanSquare) {
    Options {
      Arguments.checkDecay("rho", rho);
      Arguments.checkShare("momentum", momentum);
      Arguments.checkPositive("epsilon", epsilon);
      Arguments.checkNotNegative("initialMeanSquare", initialMeanSquare);
    }
  }

  private RmsProp(OptimizerSettings settings, Options options) {
    super(settings);
    this.options = options;
  }

  /**
   * RMSprop with Keras's defaults: learning rate 0.001, rho 0.9, no momentum, epsilon 1e-7, not
   * centered.
   *
   * @return the optimizer
   */
  public static RmsProp of() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /**
   * RMSprop with a learning rate and Keras's other defaults.
   *
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public static RmsProp of(float learningRate) {
    return new RmsProp(OptimizerSettings.of(learningRate), new Options(0.9f, 0, 1e-7f, false, 0));
  }

  /**
   * This optimizer, unused, with another decay of the running means.
   *
   * @param rho the decay, at least 0 and below 1
   * @return a new optimizer
   * @throws IllegalArgumentException if it is outside its range
   */
  public RmsProp withRho(float rho) {
    return new RmsProp(
        settings(),
        new Options(
            rho, options.momentum, options.epsilon, options.centered, options.initialMeanSquare));
  }

  /**
   * This optimizer, unused, with momentum.
   *
   * @param momentum the share of the last step that is made again, from 0 to 1
   * @return a new optimizer
   * @throws IllegalArgumentException if it is outside its range
   */
  public RmsProp withMomentum(float momentum) {
    return new RmsProp(
        settings(),
        new Options(
            options.rho, momentum, options.epsilon, options.centered, options.initialMeanSquare));
  }

  /**
   * This optimizer, unused, with another number that is added under the root.
   *
   * @param epsilon the number, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public RmsProp withEpsilon(float epsilon) {
    return new RmsProp(
        settings(),
        new Options(
            options.rho, options.momentum, epsilon, options.centered, options.initialMeanSquare));
  }

  /**
   * This optimizer, unused, dividing by the deviation of the gradients from their running mean, or
   * by the root of their squares.
   *
   * @param centered whether to subtract the square of the mean
   * @return a new optimizer
   */
  public RmsProp withCentered(boolean centered) {
    return new RmsProp(
        settings(),
        new Options(
            options.rho, options.momentum, options.epsilon, centered, options.initialMeanSquare));
  }

  /**
   * This optimizer, unused, with running means of squares that start from another number than 0: 1,
   * as TensorFlow 1 had it, makes the first steps small.
   *
   * @param initialMeanSquare the number, at least 0
   * @return a new optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public RmsProp withInitialMeanSquare(float initialMeanSquare) {
    return new RmsProp(
        settings(),
        new Options(
            options.rho, options.momentum, options.epsilon, options.centered, initialMeanSquare));
  }

  @Override
  RmsProp with(OptimizerSettings changed) {
    return new RmsProp(changed, options);
  }

  @Override
  List<List<Slot>> slotGroups() {
    List<List<Slot>> groups = new ArrayList<>();
    groups.add(List.of(new Slot("velocity", "_velocities", options.initialMeanSquare)));
    if (options.momentum > 0) {
      groups.add(List.of(new Slot("momentum", "_momentums")));
    }
    if (options.centered) {
      groups.add(List.of(new Slot("average_gradient", "_average_gradients")));
    }
    return groups;
  }

  @Override
  <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers) {
    StepType<T> type = numbers.type();
    return (after, variable, slots, gradient) -> {
      Operand<T> spread =
          RunningMean.update(after, type, slots.get(0), options.rho, after.math.square(gradient));
      if (options.centered) {
        Operand<T> mean =
            RunningMean.update(after, type, slots.get(slots.size() - 1), options.rho, gradient);
        spread = after.math.sub(spread, after.math.square(mean));
      }
      Operand<T> root =
          after.math.sqrt(after.math.add(spread, type.constant(after, options.epsilon)));
      Operand<T> change = after.math.div(after.math.mul(numbers.rate(), gradient), root);
      if (options.momentum > 0) {
        change = withMomentum(after, type, slots.get(1), change);
      }
      after.assignSubVariableOp(variable, change);
    };
  }

  private <T extends TNumber> Operand<T> withMomentum(
      Ops tf, StepType<T> type, Operand<? extends TType> momentum, Operand<T> change) {
    Operand<T> last = type.read(tf, momentum);
    Operand<T> next = tf.math.add(tf.math.mul(type.constant(tf, options.momentum), last), change);
    tf.assignVariableOp(momentum, next);
    return next;
  }

  @Override
  Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rho", options.rho);
    map.put("momentum", options.momentum);
    map.put("epsilon", options.epsilon);
    map.put("centered", options.centered);
    if (options.initialMeanSquare > 0) {
      map.put("initial_mean_square", options.initialMeanSquare);
    }
    return map;
  }
}
