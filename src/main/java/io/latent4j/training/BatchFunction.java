package io.latent4j.training;

import io.latent4j.nn.metrics.SummedMetric;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What is done with each batch: a step of training with its update of the weights, or an
 * evaluation.
 */
@FunctionalInterface
public interface BatchFunction {
  /** The name of the metric that every function has. */
  String LOSS = "loss";

  /**
   * Computes on one batch.
   *
   * @param tf the operations of the engine
   * @param batch the batch
   * @return by name: scalars, each a mean over the batch, which are weighed by the sizes of the
   *     batches, {@link #ratio}s, and the sums of {@link #summedMetrics}; {@value #LOSS} must be
   *     among them
   */
  Map<String, Operand<TFloat32>> apply(Ops tf, Batch batch);

  /**
   * Which of the values are vectors of sums over the batch, from whose sums over all batches
   * metrics make a figure.
   *
   * @return the metrics by name; none if not overridden
   */
  default Map<String, SummedMetric<?>> summedMetrics() {
    return Map.of();
  }

  /**
   * A metric that is one sum divided by another, each over all batches: exact also where batches
   * differ in what they weigh.
   *
   * @param tf the operations of the engine
   * @param sum what this batch adds to the first, a scalar
   * @param weight what it adds to the second, a scalar, such as the number of values
   * @return both
   */
  static Operand<TFloat32> ratio(Ops tf, Operand<TFloat32> sum, Operand<TFloat32> weight) {
    return tf.stack(List.of(sum, weight));
  }

  /**
   * The mean of all values of all batches.
   *
   * @param tf the operations of the engine
   * @param values the values of this batch, of any shape and number
   * @return their {@link #ratio}
   */
  static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values) {
    Operand<TFloat32> flat = tf.reshape(values, tf.constant(new int[] {-1}));
    return ratio(
        tf,
        tf.reduceSum(flat, tf.constant(0)),
        tf.dtypes.cast(tf.size(flat, TInt32.class), TFloat32.class));
  }
}
