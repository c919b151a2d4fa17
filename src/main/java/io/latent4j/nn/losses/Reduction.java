package io.latent4j.nn.losses;

import io.latent4j.nn.Shapes;
import io.latent4j.nn.metrics.Metrics;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One number from many. */
final class Reduction {
  private Reduction() {}

  static Operand<TFloat32> meanOfLastAxis(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(values, tf.constant(-1));
  }

  static Operand<TFloat32> sumOfLastAxis(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, tf.constant(-1));
  }

  /**
   * The sum of the values times their weights over the number of values, not over the sum of the
   * weights: what Keras's {@code sum_over_batch_size} does.
   */
  static Operand<TFloat32> weightedMean(
      Ops tf, Operand<TFloat32> values, Operand<TFloat32> weights) {
    Shape all = values.shape();
    Shape own = weights.shape();
    int rank = own.numDimensions();
    if (rank < 1 || rank > all.numDimensions() || !own.isCompatibleWith(all.subShape(0, rank))) {
      throw new IllegalArgumentException(
          "weights must have the first axes of the losses, %s, at least one, but have %s"
              .formatted(Shapes.text(all), Shapes.text(own)));
    }
    Operand<TFloat32> factors = weights;
    for (int axis = rank; axis < all.numDimensions(); axis++) {
      factors = tf.expandDims(factors, tf.constant(-1));
    }
    return Metrics.mean(tf, tf.math.mul(values, factors));
  }
}
