package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyKerasMomentum;
import org.tensorflow.types.family.TNumber;

/**
 * Gradient descent, with or without momentum: {@code m = momentum m - rate gradient; w += m}, or
 * Nesterov's form, {@code w += momentum m - rate gradient}.
 */
public final class Sgd extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.01f;

  private final float momentum;
  private final boolean nesterov;

  private Sgd(OptimizerSettings settings, float momentum, boolean nesterov) {
    super(settings);
    Arguments.checkShare("momentum", momentum);
    this.momentum = momentum;
    this.nesterov = nesterov;
  }

  /**
   * Descent without momentum and with Keras's default learning rate, 0.01.
   *
   * @return the optimizer
   */
  public static Sgd of() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /**
   * Descent without momentum.
   *
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public static Sgd of(float learningRate) {
    return new Sgd(OptimizerSettings.of(learningRate), 0, false);
  }

  /**
   * This optimizer, unused, with momentum.
   *
   * @param momentum the share of the last step that is made again, from 0 to 1
   * @return a new optimizer
   * @throws IllegalArgumentException if it is outside its range
   */
  public Sgd withMomentum(float momentum) {
    return new Sgd(settings(), momentum, nesterov);
  }

  /**
   * This optimizer, unused, with Nesterov's form of momentum or the plain one. Without momentum
   * both are the same.
   *
   * @param nesterov whether to use Nesterov's
   * @return a new optimizer
   */
  public Sgd withNesterov(boolean nesterov) {
    return new Sgd(settings(), momentum, nesterov);
  }

  @Override
  Sgd with(OptimizerSettings changed) {
    return new Sgd(changed, momentum, nesterov);
  }

  @Override
  List<List<Slot>> slotGroups() {
    return momentum == 0 ? List.of() : List.of(List.of(new Slot("momentum", "momentums")));
  }

  @Override
  <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers) {
    if (momentum == 0) {
      return (after, variable, slots, gradient) ->
          after.train.resourceApplyGradientDescent(variable, numbers.rate(), gradient);
    }
    Operand<T> share = numbers.rounded(tf, momentum);
    return (after, variable, slots, gradient) ->
        after.train.resourceApplyKerasMomentum(
            variable,
            slots.get(0),
            numbers.rate(),
            gradient,
            share,
            ResourceApplyKerasMomentum.useNesterov(nesterov));
  }

  @Override
  Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("momentum", momentum);
    map.put("nesterov", nesterov);
    return map;
  }
}
