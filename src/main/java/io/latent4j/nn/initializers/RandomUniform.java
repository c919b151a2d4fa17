package io.latent4j.nn.initializers;

import io.latent4j.nn.Initializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Starts a weight from uniform random values. */
record RandomUniform(float minimum, float maximum) implements Initializer {

  RandomUniform {
    if (!(Float.isFinite(minimum) && Float.isFinite(maximum) && minimum < maximum)) {
      throw new IllegalArgumentException(
          "minimum must be finite and below maximum, but they are %s and %s"
              .formatted(minimum, maximum));
    }
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Shape shape, long seed) {
    Operand<TFloat32> unit =
        tf.random.statelessRandomUniform(
            tf.constant(shape.asArray()), tf.constant(new long[] {seed, 0}));
    return tf.math.add(tf.math.mul(unit, tf.constant(maximum - minimum)), tf.constant(minimum));
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", "RandomUniform");
    config.put("minval", minimum);
    config.put("maxval", maximum);
    return config;
  }
}
