package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** One rate up to and at each boundary, another after the last. */
record PiecewiseConstantDecay(List<Long> boundaries, List<Float> values) implements Schedule {

  PiecewiseConstantDecay {
    boundaries = List.copyOf(boundaries);
    values = List.copyOf(values);
    if (boundaries.isEmpty() || values.size() != boundaries.size() + 1) {
      throw new IllegalArgumentException(
          "values must be one more than boundaries, of which there is at least one, but are %s for %s"
              .formatted(values, boundaries));
    }
    for (int i = 1; i < boundaries.size(); i++) {
      if (boundaries.get(i) <= boundaries.get(i - 1)) {
        throw new IllegalArgumentException("boundaries must increase, but are " + boundaries);
      }
    }
    values.forEach(value -> Arguments.checkPositive("values", value));
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TInt64> iterations) {
    Operand<TFloat32> rate = tf.constant(values.get(values.size() - 1));
    for (int i = boundaries.size() - 1; i >= 0; i--) {
      rate =
          tf.select(
              tf.math.lessEqual(iterations, tf.constant(boundaries.get(i))),
              tf.constant(values.get(i)),
              rate);
    }
    return rate;
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", "PiecewiseConstantDecay");
    config.put("boundaries", boundaries);
    config.put("values", values);
    return config;
  }
}
