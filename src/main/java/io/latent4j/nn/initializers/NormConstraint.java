package io.latent4j.nn.initializers;

import io.latent4j.nn.Arguments;
import io.latent4j.nn.Constraint;
import io.latent4j.nn.Shapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * Vectors are scaled: those above a norm down to it, or all to the norm one.
 *
 * @param maxValue the largest norm; null for the norm one
 * @param axes the axes along which a vector lies
 */
record NormConstraint(Float maxValue, List<Integer> axes) implements Constraint {
  /** Keras's, so that the norm zero divides nothing by zero. */
  private static final float EPSILON = 1e-7f;

  NormConstraint {
    if (maxValue != null) {
      Arguments.checkPositive("maxValue", maxValue);
    }
    if (axes.stream().anyMatch(axis -> axis < 0)
        || axes.stream().distinct().count() < axes.size()) {
      throw new IllegalArgumentException(
          "axes must be at least 0 and each be there once, but are " + axes);
    }
  }

  static NormConstraint max(float maxValue, int... axes) {
    return new NormConstraint(maxValue, list(axes));
  }

  static NormConstraint unit(int... axes) {
    return new NormConstraint(null, list(axes));
  }

  private static List<Integer> list(int... axes) {
    return axes.length == 0 ? List.of(0) : IntStream.of(axes).boxed().toList();
  }

  @Override
  public void check(Shape shape) {
    if (axes.stream().anyMatch(axis -> axis >= shape.numDimensions())) {
      throw new IllegalArgumentException(
          "axes of the norm must be below %d, the rank of the weight %s, but are %s"
              .formatted(shape.numDimensions(), Shapes.text(shape), axes));
    }
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> weight) {
    int[] along = axes.stream().mapToInt(Integer::intValue).toArray();
    Operand<TFloat32> norms =
        tf.math.sqrt(
            tf.reduceSum(tf.math.square(weight), tf.constant(along), ReduceSum.keepDims(true)));
    Operand<TFloat32> divisor = tf.math.add(norms, tf.constant(EPSILON));
    if (maxValue == null) {
      return tf.math.div(weight, divisor);
    }
    Operand<TFloat32> wanted = tf.math.minimum(norms, tf.constant(maxValue));
    return tf.math.mul(weight, tf.math.div(wanted, divisor));
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", maxValue == null ? "UnitNorm" : "MaxNorm");
    if (maxValue != null) {
      config.put("max_value", maxValue);
    }
    config.put("axis", axes.size() == 1 ? axes.get(0) : axes);
    return config;
  }
}
