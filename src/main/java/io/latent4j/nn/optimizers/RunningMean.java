package io.latent4j.nn.optimizers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Means over the steps so far that forget older steps. */
final class RunningMean {
  private RunningMean() {}

  /**
   * Takes a value in: {@code mean = decay mean + (1 - decay) value}.
   *
   * @return the new mean
   */
  static Operand<TFloat32> update(
      Ops tf, Operand<? extends TType> mean, float decay, Operand<TFloat32> value) {
    Operand<TFloat32> updated =
        tf.math.add(
            tf.math.mul(tf.constant(decay), tf.readVariableOp(mean, TFloat32.class)),
            tf.math.mul(tf.constant(1 - decay), value));
    tf.assignVariableOp(mean, updated);
    return updated;
  }
}
