package io.latent4j.nn.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What is reported beside a loss where the truth is a class; see {@link Metrics}. */
@FunctionalInterface
public interface LabelMetric {

  /**
   * Measures each vector of numbers, or each number.
   *
   * @param tf the operations of the engine
   * @param labels the true classes, from 0
   * @param prediction what comes out
   * @return as many values for each sample
   * @throws IllegalArgumentException if the labels have not the shape of the prediction without its
   *     last axis
   */
  Operand<TFloat32> values(Ops tf, Operand<TInt32> labels, Operand<TFloat32> prediction);

  /**
   * Measures a batch. Every sample has as many values, so means over batches, weighed by the sizes
   * of the batches as the trainer does, are the mean over all samples.
   *
   * @param tf the operations of the engine
   * @param labels the true classes, from 0
   * @param prediction what comes out
   * @return a scalar, the mean of the {@link #values}
   * @throws IllegalArgumentException if the labels have not the shape of the prediction without its
   *     last axis
   */
  default Operand<TFloat32> apply(Ops tf, Operand<TInt32> labels, Operand<TFloat32> prediction) {
    return Metrics.mean(tf, values(tf, labels, prediction));
  }
}
