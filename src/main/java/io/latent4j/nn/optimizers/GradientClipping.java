package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

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

  List<Operand<? extends TNumber>> apply(Ops tf, List<Operand<? extends TNumber>> gradients) {
    if (kind == Kind.GLOBAL_NORM) {
      return byGlobalNorm(tf, gradients);
    }
    List<Operand<? extends TNumber>> clipped = new ArrayList<>();
    for (Operand<? extends TNumber> gradient : gradients) {
      clipped.add(apply(tf, gradient));
    }
    return clipped;
  }

  private <T extends TNumber> Operand<T> apply(Ops tf, Operand<T> gradient) {
    StepType<T> type = new StepType<>(gradient.type());
    return kind == Kind.VALUE ? byValue(tf, type, gradient) : byNorm(tf, type, gradient);
  }

  private <T extends TNumber> Operand<T> byValue(Ops tf, StepType<T> type, Operand<T> gradient) {
    return tf.clipByValue(gradient, type.constant(tf, -limit), type.constant(tf, limit));
  }

  /** The divisor is never 0, so a gradient of zeros stays one. */
  private <T extends TNumber> Operand<T> byNorm(Ops tf, StepType<T> type, Operand<T> gradient) {
    Operand<T> most = type.constant(tf, limit);
    Operand<T> norm = tf.math.sqrt(sumOfSquares(tf, gradient));
    return tf.math.div(tf.math.mul(gradient, most), tf.math.maximum(norm, most));
  }

  private List<Operand<? extends TNumber>> byGlobalNorm(
      Ops tf, List<Operand<? extends TNumber>> gradients) {
    boolean wide = gradients.stream().anyMatch(gradient -> gradient.type() == TFloat64.class);
    Operand<? extends TNumber> factor =
        wide
            ? globalFactor(tf, StepType.FLOAT64, gradients)
            : globalFactor(tf, StepType.FLOAT32, gradients);
    List<Operand<? extends TNumber>> clipped = new ArrayList<>();
    for (Operand<? extends TNumber> gradient : gradients) {
      clipped.add(times(tf, gradient, factor));
    }
    return clipped;
  }

  private static <T extends TNumber> Operand<T> times(
      Ops tf, Operand<T> gradient, Operand<? extends TNumber> factor) {
    return tf.math.mul(gradient, new StepType<>(gradient.type()).cast(tf, factor));
  }

  private <T extends TNumber> Operand<T> globalFactor(
      Ops tf, StepType<T> type, List<Operand<? extends TNumber>> gradients) {
    Operand<T> sum = type.cast(tf, sumOfSquares(tf, gradients.get(0)));
    for (Operand<? extends TNumber> gradient : gradients.subList(1, gradients.size())) {
      sum = tf.math.add(sum, type.cast(tf, sumOfSquares(tf, gradient)));
    }
    Operand<T> norm = tf.math.sqrt(sum);
    Operand<T> scale =
        tf.math.mul(
            type.constant(tf, limit),
            tf.math.minimum(tf.math.reciprocal(norm), type.constant(tf, 1 / limit)));
    // An infinite norm would make the scale 0 and hide what went wrong; the difference makes it
    // NaN.
    return tf.math.add(scale, tf.math.sub(norm, norm));
  }

  private static <T extends TNumber> Operand<T> sumOfSquares(Ops tf, Operand<T> gradient) {
    Operand<T> flat = tf.reshape(gradient, tf.constant(new long[] {-1}));
    return tf.reduceSum(tf.math.square(flat), tf.constant(0));
  }
}
