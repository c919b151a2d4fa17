package io.latent4j.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Steps along running means of the gradients over the root of running means of their squares
 * (Kingma and Ba 2014), with Keras's form and defaults.
 */
public final class Adam extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.001f;

  private final Options options;

  private record Options(float beta1, float beta2, float epsilon, boolean amsgrad) {
    Options {
      checkDecay("beta1", beta1);
      checkDecay("beta2", beta2);
      if (!(epsilon > 0 && Float.isFinite(epsilon))) {
        throw new IllegalArgumentException(
            "epsilon must be positive and finite, but is " + epsilon);
      }
    }

    private static void checkDecay(String name, float value) {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException(
            name + " must be at least 0 and below 1, but is " + value);
      }
    }
  }

  private Adam(float learningRate, Options options) {
    super(learningRate);
    this.options = options;
  }

  /**
   * Adam with Keras's defaults: learning rate 0.001, betas 0.9 and 0.999, epsilon 1e-7.
   *
   * @return the optimizer
   */
  public static Adam withDefaults() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /**
   * Adam with a learning rate and Keras's other defaults.
   *
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public static Adam of(float learningRate) {
    return new Adam(learningRate, new Options(0.9f, 0.999f, 1e-7f, false));
  }

  /**
   * This optimizer, unused, with other decays of the running means.
   *
   * @param beta1 of the gradients, at least 0 and below 1
   * @param beta2 of their squares, at least 0 and below 1
   * @return a new optimizer
   * @throws IllegalArgumentException if one is outside its range
   */
  public Adam withBetas(float beta1, float beta2) {
    return with(new Options(beta1, beta2, options.epsilon, options.amsgrad));
  }

  /**
   * This optimizer, unused, with another number that is added to the root.
   *
   * @param epsilon the number, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Adam withEpsilon(float epsilon) {
    return with(new Options(options.beta1, options.beta2, epsilon, options.amsgrad));
  }

  /**
   * This optimizer, unused, dividing by the root of the largest mean of squares so far, or not
   * (Reddi et al. 2018).
   *
   * @param amsgrad whether to take the largest
   * @return a new optimizer
   */
  public Adam withAmsgrad(boolean amsgrad) {
    return with(new Options(options.beta1, options.beta2, options.epsilon, amsgrad));
  }

  private Adam with(Options changed) {
    return new Adam(initialLearningRate(), changed);
  }

  @Override
  List<List<Slot>> slotGroups() {
    List<Slot> means =
        List.of(new Slot("momentum", "_momentums"), new Slot("velocity", "_velocities"));
    return options.amsgrad
        ? List.of(means, List.of(new Slot("velocity_hat", "_velocity_hats")))
        : List.of(means);
  }

  @Override
  Update update(Ops tf, Operand<TFloat32> rate, Operand<TFloat32> step) {
    Operand<TFloat32> beta1 = tf.constant(options.beta1);
    Operand<TFloat32> beta2 = tf.constant(options.beta2);
    Operand<TFloat32> epsilon = tf.constant(options.epsilon);
    Operand<TFloat32> power1 = tf.math.pow(beta1, step);
    Operand<TFloat32> power2 = tf.math.pow(beta2, step);
    if (options.amsgrad) {
      return (after, variable, slots, gradient) ->
          after.train.resourceApplyAdamWithAmsgrad(
              variable,
              slots.get(0),
              slots.get(1),
              slots.get(2),
              power1,
              power2,
              rate,
              beta1,
              beta2,
              epsilon,
              gradient);
    }
    return (after, variable, slots, gradient) ->
        after.train.resourceApplyAdam(
            variable,
            slots.get(0),
            slots.get(1),
            power1,
            power2,
            rate,
            beta1,
            beta2,
            epsilon,
            gradient);
  }

  @Override
  Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("beta_1", options.beta1);
    map.put("beta_2", options.beta2);
    map.put("epsilon", options.epsilon);
    map.put("amsgrad", options.amsgrad);
    return map;
  }
}
