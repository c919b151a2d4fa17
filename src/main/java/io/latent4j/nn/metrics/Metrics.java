package io.latent4j.nn.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * What is reported of a batch in training and evaluation, with Keras's names and numbers.
 *
 * <pre>{@code
 * Map.of(
 *     "loss", loss.apply(tf, labels, logits),
 *     "accuracy", Metrics.sparseCategoricalAccuracy().apply(tf, labels, logits))
 * }</pre>
 */
public final class Metrics {
  private Metrics() {}

  /**
   * The mean of any values, as many for each sample.
   *
   * @param tf the operations of the engine
   * @param values the values
   * @return a scalar
   */
  public static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(tf.reshape(values, tf.constant(new long[] {-1})), tf.constant(0));
  }

  /**
   * The share of yes-or-no variables that are predicted right, with yes above a half.
   *
   * @return the metric; its truth is 0 or 1
   */
  public static Metric<TFloat32> binaryAccuracy() {
    return binaryAccuracy(0.5f);
  }

  /**
   * The share of yes-or-no variables that are predicted right.
   *
   * @param threshold the prediction above which it is yes, such as 0 for logits
   * @return the metric; its truth is 0 or 1
   * @throws IllegalArgumentException if the threshold is not finite
   */
  public static Metric<TFloat32> binaryAccuracy(float threshold) {
    if (!Float.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold must be finite, but is " + threshold);
    }
    return (tf, truth, prediction) -> {
      Truth.checkSameShape(truth, prediction);
      Operand<TBool> yes = tf.math.greater(prediction, tf.constant(threshold));
      return share(tf, tf.math.equal(truth, tf.dtypes.cast(yes, TFloat32.class)));
    };
  }

  /**
   * The share of vectors whose largest number is where the truth's is.
   *
   * @return the metric; its truth are one-hot vectors
   */
  public static Metric<TFloat32> categoricalAccuracy() {
    return (tf, truth, prediction) -> {
      Truth.checkSameShape(truth, prediction);
      return share(tf, tf.math.equal(largest(tf, truth), largest(tf, prediction)));
    };
  }

  /**
   * The share of vectors whose largest number is that of the true class.
   *
   * @return the metric
   */
  public static Metric<TInt32> sparseCategoricalAccuracy() {
    return (tf, labels, prediction) -> {
      Truth.checkLabels(labels, prediction);
      Operand<TInt64> wide = tf.dtypes.cast(labels, TInt64.class);
      return share(tf, tf.math.equal(wide, largest(tf, prediction)));
    };
  }

  /**
   * The share of vectors in which the true class is among the {@code k} largest numbers.
   *
   * @param k how many, at least 1
   * @return the metric; its truth are one-hot vectors
   * @throws IllegalArgumentException if it is less than 1
   */
  public static Metric<TFloat32> topKCategoricalAccuracy(int k) {
    Metric<TInt32> ofLabels = sparseTopKCategoricalAccuracy(k);
    return (tf, truth, prediction) -> {
      Truth.checkSameShape(truth, prediction);
      Operand<TInt32> labels = tf.math.argMax(truth, tf.constant(-1), TInt32.class);
      return ofLabels.values(tf, labels, prediction);
    };
  }

  /**
   * The share of vectors in which the true class is among the {@code k} largest numbers. All that
   * equal the smallest of these are among them; a vector with NaN or infinity never counts.
   *
   * @param k how many, at least 1
   * @return the metric
   * @throws IllegalArgumentException if it is less than 1
   */
  public static Metric<TInt32> sparseTopKCategoricalAccuracy(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, but is " + k);
    }
    return (tf, labels, prediction) -> {
      Truth.checkLabels(labels, prediction);
      long classes = Truth.classes(prediction);
      Operand<TFloat32> rows = tf.reshape(prediction, tf.constant(new long[] {-1, classes}));
      Operand<TInt32> flat = tf.reshape(labels, tf.constant(new long[] {-1}));
      Operand<TFloat32> found = share(tf, tf.nn.inTopK(rows, flat, tf.constant(k)));
      return tf.reshape(found, tf.shape(labels));
    };
  }

  private static Operand<TInt64> largest(Ops tf, Operand<TFloat32> vectors) {
    return tf.math.argMax(vectors, tf.constant(-1));
  }

  private static Operand<TFloat32> share(Ops tf, Operand<TBool> right) {
    return tf.dtypes.cast(right, TFloat32.class);
  }
}
