package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Steps along the gradients, scaled by the root of a running mean of the squares of former steps
 * over that of the gradients' (Zeiler 2012), with Keras's form and defaults. The paper has a
 * learning rate of 1.
 */
public final class Adadelta extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.001f;

  private final float rho;
  private final float epsilon;

  private Adadelta(OptimizerSettings settings, float rho, float epsilon) {
    super(settings);
    Arguments.checkDecay("rho", rho);
    Arguments.checkPositive("epsilon", epsilon);
    this.rho = rho;
    this.epsilon = epsilon;
  }

  /**
   * Adadelta with Keras's defaults: learning rate 0.001, rho 0.95, epsilon 1e-7.
   *
   * @return the optimizer
   */
  public static Adadelta of() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /**
   * Adadelta with a learning rate and Keras's other defaults.
   *
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public static Adadelta of(float learningRate) {
    return new Adadelta(OptimizerSettings.of(learningRate), 0.95f, 1e-7f);
  }

  /**
   * This optimizer, unused, with another decay of the running means.
   *
   * @param rho the decay, at least 0 and below 1
   * @return a new optimizer
   * @throws IllegalArgumentException if it is outside its range
   */
  public Adadelta withRho(float rho) {
    return new Adadelta(settings(), rho, epsilon);
  }

  /**
   * This optimizer, unused, with another number that is added under the roots.
   *
   * @param epsilon the number, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Adadelta withEpsilon(float epsilon) {
    return new Adadelta(settings(), rho, epsilon);
  }

  @Override
  Adadelta with(OptimizerSettings changed) {
    return new Adadelta(changed, rho, epsilon);
  }

  @Override
  List<List<Slot>> slotGroups() {
    return List.of(
        List.of(
            new Slot("accumulated_grad", "_accumulated_grads"),
            new Slot("accumulated_delta_var", "_accumulated_delta_vars")));
  }

  @Override
  <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers) {
    Operand<T> decay = numbers.constant(tf, rho);
    Operand<T> added = numbers.constant(tf, epsilon);
    return (after, variable, slots, gradient) ->
        after.train.resourceApplyAdadelta(
            variable, slots.get(0), slots.get(1), numbers.rate(), decay, added, gradient);
  }

  @Override
  Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rho", rho);
    map.put("epsilon", epsilon);
    return map;
  }
}
