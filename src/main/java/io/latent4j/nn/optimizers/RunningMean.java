package io.latent4j.nn.optimizers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Means over the steps so far that forget older steps. */
final class RunningMean {
  private RunningMean() {}

  /**
   * Takes a value in: {@code mean = decay mean + (1 - decay) value}.
   *
   * @return the new mean
   */
  static <T extends TNumber> Operand<T> update(
      Ops tf, StepType<T> type, Operand<? extends TType> mean, float decay, Operand<T> value) {
    return update(tf, type, mean, type.constant(tf, decay), type.complement(tf, decay), value);
  }

  /** The same with a decay that Keras rounds to float32. */
  static <T extends TNumber> Operand<T> updateRounded(
      Ops tf, StepType<T> type, Operand<? extends TType> mean, float decay, Operand<T> value) {
    return update(
        tf, type, mean, type.rounded(tf, decay), type.roundedComplement(tf, decay), value);
  }

  private static <T extends TNumber> Operand<T> update(
      Ops tf,
      StepType<T> type,
      Operand<? extends TType> mean,
      Operand<T> stays,
      Operand<T> comes,
      Operand<T> value) {
    Operand<T> updated =
        tf.math.add(tf.math.mul(stays, type.read(tf, mean)), tf.math.mul(comes, value));
    tf.assignVariableOp(mean, updated);
    return updated;
  }
}
