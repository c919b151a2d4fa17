package io.latent4j.nn.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What is reported beside a loss; see {@link Metrics}. Where the truth is a class, see {@link
 * LabelMetric}.
 */
@FunctionalInterface
public interface Metric {

  /**
   * Measures each vector of numbers, or each number.
   *
   * @param tf the operations of the engine
   * @param truth what should come out
   * @param prediction what comes out
   * @return as many values for each sample
   * @throws IllegalArgumentException if the shapes differ, or have no axis
   */
  Operand<TFloat32> values(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction);

  /**
   * Measures a batch. Every sample has as many values, so means over batches, weighed by the sizes
   * of the batches as the trainer does, are the mean over all samples.
   *
   * @param tf the operations of the engine
   * @param truth what should come out
   * @param prediction what comes out
   * @return a scalar, the mean of the {@link #values}
   * @throws IllegalArgumentException if the shapes differ, or have no axis
   */
  default Operand<TFloat32> apply(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    return Metrics.mean(tf, values(tf, truth, prediction));
  }
}
