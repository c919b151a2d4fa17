package io.latent4j.nn.initializers;

import io.latent4j.nn.Initializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Starts a weight from one value throughout. */
record ConstantValue(float value) implements Initializer {

  @Override
  public Operand<TFloat32> apply(Ops tf, Shape shape, long seed) {
    return tf.fill(tf.constant(shape.asArray()), tf.constant(value));
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", "Constant");
    config.put("value", value);
    return config;
  }
}
