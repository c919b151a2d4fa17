package io.latent4j.nn.losses;

import io.latent4j.nn.metrics.Truth;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The cross-entropy of one variable with several classes, on the last axis. */
final class CategoricalCrossentropy {
  private CategoricalCrossentropy() {}

  static Operand<TFloat32> ofProbabilities(
      Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    Operand<TFloat32> sums =
        tf.expandDims(Reduction.sumOfLastAxis(tf, prediction), tf.constant(-1));
    Operand<TFloat32> probabilities = Losses.awayFromZeroAndOne(tf, tf.math.div(prediction, sums));
    return negativeSum(tf, tf.math.mul(truth, tf.math.log(probabilities)));
  }

  static Operand<TFloat32> ofLogits(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    return negativeSum(tf, tf.math.mul(truth, tf.nn.logSoftmax(prediction)));
  }

  private static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> vectors) {
    return tf.reshape(vectors, tf.constant(new long[] {-1, Truth.classes(vectors)}));
  }

  private static Operand<TFloat32> negativeSum(Ops tf, Operand<TFloat32> values) {
    return tf.math.neg(Reduction.sumOfLastAxis(tf, values));
  }

  /** The truth, with a share of it spread over all classes. */
  static Operand<TFloat32> smooth(Ops tf, Operand<TFloat32> truth, float smoothing) {
    if (smoothing == 0) {
      return truth;
    }
    Operand<TFloat32> each = tf.constant(smoothing / Truth.classes(truth));
    return tf.math.add(tf.math.mul(truth, tf.constant(1 - smoothing)), each);
  }

  static Operand<TFloat32> ofLabelProbabilities(
      Ops tf, Operand<TInt32> labels, Operand<TFloat32> prediction) {
    return ofLabelLogits(tf, labels, tf.math.log(Losses.awayFromZeroAndOne(tf, prediction)));
  }

  /** TensorFlow's operation takes one vector for each sample. */
  static Operand<TFloat32> ofLabelLogits(
      Ops tf, Operand<TInt32> labels, Operand<TFloat32> prediction) {
    Operand<TInt32> flat = tf.reshape(labels, tf.constant(new long[] {-1}));
    Operand<TFloat32> losses =
        tf.nn.sparseSoftmaxCrossEntropyWithLogits(rows(tf, prediction), flat).loss();
    return tf.reshape(losses, tf.shape(labels));
  }
}
