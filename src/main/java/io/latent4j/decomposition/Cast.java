package io.latent4j.decomposition;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/** Changes the precision of operands that have another. */
final class Cast {
  private Cast() {}

  static <T extends TFloating> Operand<T> to(
      Class<T> type, Ops tf, Operand<? extends TNumber> values) {
    return values.type() == type ? values.asOutput().expect(type) : tf.dtypes.cast(values, type);
  }
}
