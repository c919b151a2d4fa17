package io.latent4j.autoencoder;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Which distribution a variational autoencoder gives the features of a sample. */
public enum VaeOutput {
  /**
   * Each feature is 1 with a probability that the decoder gives, else 0. What lies between is taken
   * as the probability of a 1, as is usual with grey pixels; the sum of {@code -x log p - (1 - x)
   * log(1 - p)} is the reconstruction loss.
   */
  BERNOULLI("bernoulli"),

  /**
   * Each feature is normally distributed about what the decoder gives, with one variance for all
   * that is learned (as in probabilistic principal components, and in Rybkin and others, <i>Simple
   * and Effective VAE Training with Calibrated Decoders</i>, 2021). It is kept at 1e-6 or above.
   */
  GAUSSIAN("gaussian");

  private static final float LOG_TWO_PI = (float) Math.log(2 * Math.PI);
  private static final float LEAST_LOG_VARIANCE = (float) Math.log(1e-6);

  private final String label;

  VaeOutput(String label) {
    this.label = label;
  }

  /**
   * Finds an output by the name that users write.
   *
   * @param label {@code bernoulli} or {@code gaussian}
   * @return the output
   * @throws IllegalArgumentException if there is none of that name
   */
  public static VaeOutput of(String label) {
    for (VaeOutput output : values()) {
      if (output.label.equals(label)) {
        return output;
      }
    }
    throw new IllegalArgumentException(
        "output must be bernoulli or gaussian, but is '" + label + "'");
  }

  /**
   * The logarithm of the probability (density) of samples.
   *
   * @param x of shape (n, features)
   * @param parameters logits or means, of shape (..., n, features)
   * @param logVariance a scalar; not used by Bernoulli
   * @return of shape (..., n)
   */
  Operand<TFloat32> logLikelihood(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> parameters, Operand<TFloat32> logVariance) {
    if (this == BERNOULLI) {
      return tf.reduceSum(
          tf.math.sub(tf.math.mul(x, parameters), tf.math.softplus(parameters)), tf.constant(-1));
    }
    Operand<TFloat32> kept = tf.math.maximum(logVariance, tf.constant(LEAST_LOG_VARIANCE));
    Operand<TFloat32> squares =
        tf.reduceSum(tf.math.squaredDifference(x, parameters), tf.constant(-1));
    float features = x.shape().get(x.shape().numDimensions() - 1);
    Operand<TFloat32> normalizer =
        tf.math.mul(tf.math.add(kept, tf.constant(LOG_TWO_PI)), tf.constant(features));
    return tf.math.mul(
        tf.math.add(tf.math.mul(squares, tf.math.exp(tf.math.neg(kept))), normalizer),
        tf.constant(-0.5f));
  }

  /** The mean of the distribution: probabilities, or what the decoder gives. */
  Operand<TFloat32> mean(Ops tf, Operand<TFloat32> parameters) {
    return this == BERNOULLI ? tf.math.sigmoid(parameters) : parameters;
  }

  @Override
  public String toString() {
    return label;
  }
}
