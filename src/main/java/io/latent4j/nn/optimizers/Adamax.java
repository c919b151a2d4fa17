package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * {@link Adam} that divides by the largest of the gradients so far, each of which fades from step
 * to step (Kingma and Ba 2014, section 7.1), with Keras's form and defaults.
 */
public final class Adamax extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.001f;

  private final float beta1;
  private final float beta2;
  private final float epsilon;

  private Adamax(OptimizerSettings settings, float beta1, float beta2, float epsilon) {
    super(settings);
    Arguments.checkDecay("beta1", beta1);
    Arguments.checkDecay("beta2", beta2);
    Arguments.checkPositive("epsilon", epsilon);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /**
   * Adamax with Keras's defaults: learning rate 0.001, betas 0.9 and 0.999, epsilon 1e-7.
   *
   * @return the optimizer
   */
  public static Adamax of() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /**
   * Adamax with a learning rate and Keras's other defaults.
   *
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public static Adamax of(float learningRate) {
    return new Adamax(OptimizerSettings.of(learningRate), 0.9f, 0.999f, 1e-7f);
  }

  /**
   * This optimizer, unused, with other decays.
   *
   * @param beta1 of the running mean of the gradients, at least 0 and below 1
   * @param beta2 of the largest of them, at least 0 and below 1
   * @return a new optimizer
   * @throws IllegalArgumentException if one is outside its range
   */
  public Adamax withBetas(float beta1, float beta2) {
    return new Adamax(settings(), beta1, beta2, epsilon);
  }

  /**
   * This optimizer, unused, with another number that is added to the largest gradient.
   *
   * @param epsilon the number, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Adamax withEpsilon(float epsilon) {
    return new Adamax(settings(), beta1, beta2, epsilon);
  }

  @Override
  Adamax with(OptimizerSettings changed) {
    return new Adamax(changed, beta1, beta2, epsilon);
  }

  @Override
  List<List<Slot>> slotGroups() {
    return List.of(List.of(new Slot("momentum", "_m"), new Slot("norm", "_u")));
  }

  @Override
  <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers) {
    StepType<T> type = numbers.type();
    Operand<T> power = tf.math.pow(numbers.rounded(tf, beta1), numbers.step());
    Operand<T> present = tf.math.sub(numbers.constant(tf, 1), power);
    return (after, variable, slots, gradient) -> {
      Operand<T> mean = RunningMean.update(after, type, slots.get(0), beta1, gradient);
      Operand<T> faded =
          after.math.mul(numbers.constant(after, beta2), type.read(after, slots.get(1)));
      Operand<T> largest = after.math.maximum(faded, after.math.abs(gradient));
      after.assignVariableOp(slots.get(1), largest);
      after.assignSubVariableOp(
          variable,
          after.math.div(
              after.math.mul(numbers.rate(), mean),
              after.math.mul(present, after.math.add(largest, numbers.constant(after, epsilon)))));
    };
  }

  @Override
  Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("beta_1", beta1);
    map.put("beta_2", beta2);
    map.put("epsilon", epsilon);
    return map;
  }
}
