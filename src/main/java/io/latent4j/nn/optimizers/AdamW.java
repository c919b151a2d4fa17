package io.latent4j.nn.optimizers;

import java.util.List;
import java.util.Map;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * {@link Adam} with weights that shrink apart from their gradients (Loshchilov and Hutter 2017),
 * with Keras's form and defaults; {@link #withWeightDecay} sets how fast, and of which weights.
 */
public final class AdamW extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.001f;

  /** Keras's default weight decay. */
  public static final float DEFAULT_WEIGHT_DECAY = 0.004f;

  private final AdamOptions options;

  private AdamW(OptimizerSettings settings, AdamOptions options) {
    super(settings);
    this.options = options;
  }

  /**
   * AdamW with Keras's defaults: learning rate 0.001, weight decay 0.004, betas 0.9 and 0.999,
   * epsilon 1e-7.
   *
   * @return the optimizer
   */
  public static AdamW of() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /**
   * AdamW with a learning rate and Keras's other defaults.
   *
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public static AdamW of(float learningRate) {
    return new AdamW(
        OptimizerSettings.of(learningRate)
            .withDecay(new WeightDecay(DEFAULT_WEIGHT_DECAY, List.of())),
        AdamOptions.DEFAULTS);
  }

  /**
   * This optimizer, unused, with other decays of the running means.
   *
   * @param beta1 of the gradients, at least 0 and below 1
   * @param beta2 of their squares, at least 0 and below 1
   * @return a new optimizer
   * @throws IllegalArgumentException if one is outside its range
   */
  public AdamW withBetas(float beta1, float beta2) {
    return new AdamW(settings(), options.withBetas(beta1, beta2));
  }

  /**
   * This optimizer, unused, with another number that is added to the root.
   *
   * @param epsilon the number, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public AdamW withEpsilon(float epsilon) {
    return new AdamW(settings(), options.withEpsilon(epsilon));
  }

  /**
   * This optimizer, unused, dividing by the root of the largest mean of squares so far, or not
   * (Reddi et al. 2018).
   *
   * @param amsgrad whether to take the largest
   * @return a new optimizer
   */
  public AdamW withAmsgrad(boolean amsgrad) {
    return new AdamW(settings(), options.withAmsgrad(amsgrad));
  }

  @Override
  AdamW with(OptimizerSettings changed) {
    return new AdamW(changed, options);
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
