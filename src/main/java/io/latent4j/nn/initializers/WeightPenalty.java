package io.latent4j.nn.initializers;

import io.latent4j.nn.Arguments;
import io.latent4j.nn.Regularizer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adds multiples of the absolute values and the squares.
 *
 * @param className Keras's name: L1, L2 or L1L2
 * @param l1 by what the sum of the absolute values is multiplied
 * @param l2 by what the sum of the squares is multiplied
 */
record WeightPenalty(String className, float l1, float l2) implements Regularizer {

  WeightPenalty {
    Arguments.checkNotNegative("l1", l1);
    Arguments.checkNotNegative("l2", l2);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> weight) {
    Operand<TFloat32> flat = tf.reshape(weight, tf.constant(new int[] {-1}));
    Operand<TFloat32> absolute = l1 == 0 ? null : sum(tf, tf.math.abs(flat), l1);
    Operand<TFloat32> squares = l2 == 0 ? null : sum(tf, tf.math.square(flat), l2);
    if (absolute == null) {
      return squares == null ? tf.constant(0f) : squares;
    }
    return squares == null ? absolute : tf.math.add(absolute, squares);
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values, float factor) {
    return tf.math.mul(tf.constant(factor), tf.reduceSum(values, tf.constant(0)));
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", className);
    if (!className.equals("L2")) {
      config.put("l1", l1);
    }
    if (!className.equals("L1")) {
      config.put("l2", l2);
    }
    return config;
  }
}
