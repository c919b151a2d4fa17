package io.latent4j.adversarial;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.Engine;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The penalty of Gulrajani et al. 2017: how far the norm of a critic's gradient by its input is
 * from 1, at points between real and generated samples. A tape that is open differentiates it
 * again.
 */
final class GradientPenalty {
  /** Keeps the slope of the root finite where the gradient is zero. */
  private static final float EPSILON = 1e-12f;

  private GradientPenalty() {}

  /**
   * The mean of {@code (|gradient| - 1)²}.
   *
   * @param critic a number for each sample
   * @param real real samples
   * @param generated as many generated ones
   * @param mixing how much of the real sample there is in each point, of shape (samples, 1, …)
   * @return a scalar
   */
  static Operand<TFloat32> of(
      Engine engine,
      Ops tf,
      UnaryOperator<Operand<TFloat32>> critic,
      Operand<TFloat32> real,
      Operand<TFloat32> generated,
      Operand<TFloat32> mixing) {
    Operand<TFloat32> between =
        tf.math.add(generated, tf.math.mul(mixing, tf.math.sub(real, generated)));
    Operand<TFloat32> gradient;
    try (GradientTape tape = GradientTape.on(engine)) {
      tape.watch(between);
      gradient = tape.gradient(critic.apply(between), between);
    }
    int[] axes = IntStream.range(1, real.shape().numDimensions()).toArray();
    Operand<TFloat32> squares = tf.reduceSum(tf.math.square(gradient), tf.constant(axes));
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.add(squares, tf.constant(EPSILON)));
    return tf.math.mean(tf.math.square(tf.math.sub(norm, tf.constant(1f))), tf.constant(0));
  }
}
