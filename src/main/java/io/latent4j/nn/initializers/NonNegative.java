package io.latent4j.nn.initializers;

import io.latent4j.nn.Constraint;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Negative numbers become zero. */
record NonNegative() implements Constraint {

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> weight) {
    return tf.math.maximum(weight, tf.constant(0f));
  }

  @Override
  public Map<String, Object> config() {
    return Map.of("class_name", "NonNeg");
  }
}
