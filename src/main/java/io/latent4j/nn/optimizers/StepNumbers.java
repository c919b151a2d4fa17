package io.latent4j.nn.optimizers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What the steps of all variables of one type share.
 *
 * @param <T> the type in which the steps are computed
 * @param type the same as a value
 * @param rate the learning rate
 * @param step the number of this step, from 1
 */
record StepNumbers<T extends TNumber>(StepType<T> type, Operand<T> rate, Operand<T> step) {

  /** An option as a constant. */
  Operand<T> constant(Ops tf, float value) {
    return type.constant(tf, value);
  }

  /** An option that Keras rounds to float32. */
  Operand<T> rounded(Ops tf, float value) {
    return type.rounded(tf, value);
  }
}
