package io.latent4j.nn.optimizers;

import java.util.List;
import java.util.Map;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Steps along running means of the gradients over the root of running means of their squares
 * (Kingma and Ba 2014), with Keras's form and defaults.
 */
public final class Adam extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.001f;

  private final AdamOptions options;

  private Adam(OptimizerSettings settings, AdamOptions options) {
    super(settings);
    this.options = options;
  }

  /**
   * Adam with Keras's defaults: learning rate 0.001, betas 0.9 and 0.999, epsilon 1e-7.
   *
   * @return the optimizer
   */
  public static Adam of() {
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
    return new Adam(OptimizerSettings.of(learningRate), AdamOptions.DEFAULTS);
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
    return new Adam(settings(), options.withBetas(beta1, beta2));
  }

  /**
   * This optimizer, unused, with another number that is added to the root.
   *
   * @param epsilon the number, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Adam withEpsilon(float epsilon) {
    return new Adam(settings(), options.withEpsilon(epsilon));
  }

  /**
   * This optimizer, unused, dividing by the root of the largest mean of squares so far, or not
   * (Reddi et al. 2018).
   *
   * @param amsgrad whether to take the largest
   * @return a new optimizer
   */
  public Adam withAmsgrad(boolean amsgrad) {
    return new Adam(settings(), options.withAmsgrad(amsgrad));
  }

  @Override
  Adam with(OptimizerSettings changed) {
    return new Adam(changed, options);
  }

  @Override
  List<List<Slot>> slotGroups() {
    return options.slotGroups();
  }

  @Override
  <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers) {
    return options.update(tf, numbers);
  }

  @Override
  Map<String, Object> options() {
    return options.map();
  }
}
