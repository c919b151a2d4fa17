package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Steps of one size along the signs of a running mean of the gradients (Chen et al. 2023), with
 * Keras's form and defaults. It wants a smaller learning rate than Adam, and a larger weight decay.
 */
public final class Lion extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.001f;

  private final float beta1;
  private final float beta2;

  private Lion(OptimizerSettings settings, float beta1, float beta2) {
    super(settings);
    Arguments.checkDecay("beta1", beta1);
    Arguments.checkDecay("beta2", beta2);
    this.beta1 = beta1;
    this.beta2 = beta2;
  }

  /**
   * Lion with Keras's defaults: learning rate 0.001, betas 0.9 and 0.99.
   *
   * @return the optimizer
   */
  public static Lion of() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /**
   * Lion with a learning rate and Keras's other defaults.
   *
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public static Lion of(float learningRate) {
    return new Lion(OptimizerSettings.of(learningRate), 0.9f, 0.99f);
  }

  /**
   * This optimizer, unused, with other decays.
   *
   * @param beta1 how much of the mean is in the direction of a step, at least 0 and below 1
   * @param beta2 how much of the mean stays, at least 0 and below 1
   * @return a new optimizer
   * @throws IllegalArgumentException if one is outside its range
   */
  public Lion withBetas(float beta1, float beta2) {
    return new Lion(settings(), beta1, beta2);
  }

  @Override
  Lion with(OptimizerSettings changed) {
    return new Lion(changed, beta1, beta2);
  }

  @Override
  List<List<Slot>> slotGroups() {
    return List.of(List.of(new Slot("momentum", "_momentums")));
  }

  @Override
  <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers) {
    StepType<T> type = numbers.type();
    return (after, variable, slots, gradient) -> {
      Operand<T> mean = type.read(after, slots.get(0));
      Operand<T> direction =
          after.math.add(
              after.math.mul(mean, type.rounded(after, beta1)),
              after.math.mul(gradient, type.roundedComplement(after, beta1)));
      after.assignSubVariableOp(
          variable, after.math.mul(numbers.rate(), after.math.sign(direction)));
      RunningMean.updateRounded(after, type, slots.get(0), beta2, gradient);
    };
  }

  @Override
  Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("beta_1", beta1);
    map.put("beta_2", beta2);
    return map;
  }
}
