package io.latent4j.nn;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/** The activation functions, under Keras's names and with Keras's constants. */
public enum ActivationFunction {
  /** {@code x}. */
  LINEAR("linear", (tf, x) -> x),
  /** {@code max(x, 0)}. */
  RELU("relu", (tf, x) -> tf.nn.relu(x)),
  /** {@code x} where positive, else {@code 0.2 x}. */
  LEAKY_RELU("leaky_relu", (tf, x) -> tf.nn.leakyRelu(x, LeakyRelu.alpha(0.2f))),
  /** {@code x} where positive, else {@code exp(x) - 1}. */
  ELU("elu", (tf, x) -> tf.nn.elu(x)),
  /** The self-normalizing {@link #ELU}, with the scale and slope of Klambauer et al. 2017. */
  SELU("selu", (tf, x) -> tf.nn.selu(x)),
  /** {@code log(1 + exp(x))}. */
  SOFTPLUS("softplus", (tf, x) -> tf.math.softplus(x)),
  /** {@code x} times the share of a standard normal distribution below it, exactly. */
  GELU("gelu", ActivationFunction::gelu),
  /** {@code x / (1 + exp(-x))}, also known as swish. */
  SILU("silu", (tf, x) -> tf.math.mul(x, tf.math.sigmoid(x))),
  /** {@code x tanh(log(1 + exp(x)))}. */
  MISH("mish", (tf, x) -> tf.math.mul(x, tf.math.tanh(tf.math.softplus(x)))),
  /** {@code max(x, 0)}, and at most 6. */
  RELU6("relu6", (tf, x) -> tf.nn.relu6(x)),
  /** {@code exp(x)}. */
  EXPONENTIAL("exponential", (tf, x) -> tf.math.exp(x)),
  /** {@code x / 6 + 0.5}, not below 0 and not above 1. */
  HARD_SIGMOID(
      "hard_sigmoid",
      (tf, x) -> tf.math.div(tf.nn.relu6(tf.math.add(x, tf.constant(3f))), tf.constant(6f))),
  /** The hyperbolic tangent. */
  TANH("tanh", (tf, x) -> tf.math.tanh(x)),
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID("sigmoid", (tf, x) -> tf.math.sigmoid(x)),
  /** {@code exp(x)} over its sum along the last axis. */
  SOFTMAX("softmax", (tf, x) -> tf.nn.softmax(x)),
  /** The logarithm of {@link #SOFTMAX}. */
  LOG_SOFTMAX("log_softmax", (tf, x) -> tf.nn.logSoftmax(x));

  private static final String OTHER_NAME_OF_SILU = "swish";

  private interface Formula {
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x);
  }

  private final String label;
  private final Formula formula;

  ActivationFunction(String label, Formula formula) {
    this.label = label;
    this.formula = formula;
  }

  private static Operand<TFloat32> gelu(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> scaled = tf.math.div(x, tf.constant((float) Math.sqrt(2)));
    Operand<TFloat32> twice = tf.math.add(tf.math.erf(scaled), tf.constant(1f));
    return tf.math.mul(tf.math.mul(tf.constant(0.5f), x), twice);
  }

  /**
   * Finds a function by Keras's name.
   *
   * @param label the name, such as {@code leaky_relu}; {@code swish} is {@link #SILU}
   * @return the function
   * @throws IllegalArgumentException if there is none of that name
   */
  public static ActivationFunction of(String label) {
    for (ActivationFunction function : values()) {
      if (function.label.equals(label)) {
        return function;
      }
    }
    if (OTHER_NAME_OF_SILU.equals(label)) {
      return SILU;
    }
    throw new IllegalArgumentException(
        "activation must be one of %s, but is '%s'"
            .formatted(
                Arrays.stream(values())
                    .map(ActivationFunction::toString)
                    .collect(Collectors.joining(", ")),
                label));
  }

  /**
   * Computes the function.
   *
   * @param tf the operations of the engine
   * @param x values of any shape; for {@link #SOFTMAX} and {@link #LOG_SOFTMAX} of rank 1 or more
   * @return values of the same shape
   */
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
    return formula.apply(tf, x);
  }

  /** Keras's name. */
  @Override
  public String toString() {
    return label;
  }
}
