package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Makes large gradients smaller before a step.
 *
 * @param kind what is limited
 * @param limit how large it may be, positive
 */
record GradientClipping(Kind kind, float limit) {

  /** What is limited, with Keras's names. */
  enum Kind {
    /** Each number. */
    VALUE("clipvalue"),
    /** The norm of each gradient. */
    NORM("clipnorm"),
    /** The norm of all gradients together. */
    GLOBAL_NORM("global_clipnorm");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  GradientClipping {
    Arguments.checkPositive(kind.label(), limit);
  }

  List<Operand<TFloat32>> apply(Ops tf, List<Operand<TFloat32>> gradients) {
    return switch (kind) {
      case VALUE -> gradients.stream().map(gradient -> byValue(tf, gradient)).toList();
      case NORM -> gradients.stream().map(gradient -> byNorm(tf, gradient)).toList();
      case GLOBAL_NORM -> byGlobalNorm(tf, gradients);
    };
  }

  private Operand<TFloat32> byValue(Ops tf, Operand<TFloat32> gradient) {
    return tf.clipByValue(gradient, tf.constant(-limit), tf.constant(limit));
  }

  /** The divisor is never 0, so a gradient of zeros stays one. */
  private Operand<TFloat32> byNorm(Ops tf, Operand<TFloat32> gradient) {
    Operand<TFloat32> most = tf.constant(limit);
    Operand<TFloat32> norm = tf.math.sqrt(sumOfSquares(tf, gradient));
    return tf.math.div(tf.math.mul(gradient, most), tf.math.maximum(norm, most));
  }

  private List<Operand<TFloat32>> byGlobalNorm(Ops tf, List<Operand<TFloat32>> gradients) {
    Operand<TFloat32> sum = sumOfSquares(tf, gradients.get(0));
    for (Operand<TFloat32> gradient : gradients.subList(1, gradients.size())) {
      sum = tf.math.add(sum, sumOfSquares(tf, gradient));
    }
    Operand<TFloat32> norm = tf.math.sqrt(sum);
    Operand<TFloat32> scale =
        tf.math.mul(
            tf.constant(limit), tf.math.minimum(tf.math.reciprocal(norm), tf.constant(1 / limit)));
    // An infinite norm would make the scale 0 and hide what went wrong; the difference makes it
    // NaN.
    Operand<TFloat32> checked = tf.math.add(scale, tf.math.sub(norm, norm));
    List<Operand<TFloat32>> clipped = new ArrayList<>();
    gradients.forEach(gradient -> clipped.add(tf.math.mul(gradient, checked)));
    return clipped;
  }

  private static Operand<TFloat32> sumOfSquares(Ops tf, Operand<TFloat32> gradient) {
    Operand<TFloat32> flat = tf.reshape(gradient, tf.constant(new long[] {-1}));
    return tf.reduceSum(tf.math.square(flat), tf.constant(0));
  }
}
