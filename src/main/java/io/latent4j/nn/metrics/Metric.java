package io.latent4j.nn.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * What is reported beside a loss; see {@link Metrics}.
 *
 * @param <T> the type of the truth: {@link TFloat32} for numbers, {@link
 *     org.tensorflow.types.TInt32} for the labels of classes
 */
@FunctionalInterface
public interface Metric<T extends TType> {

  /**
   * Measures each vector of numbers, or each number.
   *
   * @param tf the operations of the engine
   * @param truth what should come out: numbers, or the true classes, from 0
   * @param prediction what comes out
   * @return as many values for each sample
   * @throws IllegalArgumentException if numbers have not the shape of the prediction, labels not
   *     that shape without its last axis, or there is no axis
   */
  Operand<TFloat32> values(Ops tf, Operand<T> truth, Operand<TFloat32> prediction);

  /**
   * Measures a batch. Every sample has as many values, so means over batches, weighed by the sizes
   * of the batches as the trainer does, are the mean over all samples.
   *
   * @param tf the operations of the engine
   * @param truth what should come out: numbers, or the true classes, from 0
   * @param prediction what comes out
   * @return a scalar, the mean of the {@link #values}
   * @throws IllegalArgumentException if the shapes do not fit, as for {@link #values}
   */
  default Operand<TFloat32> apply(Ops tf, Operand<T> truth, Operand<TFloat32> prediction) {
    return Metrics.mean(tf, values(tf, truth, prediction));
  }
}
