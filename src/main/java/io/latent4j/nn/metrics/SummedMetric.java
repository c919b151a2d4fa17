package io.latent4j.nn.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A metric that is no mean over samples but a function of sums over all of them, such as precision;
 * see {@link SummedMetrics}. Batches give their sums, which are added up, so that the figure is
 * exact over all samples, whatever the batches.
 *
 * @param <T> the type of the truth: {@link TFloat32} for numbers, {@link
 *     org.tensorflow.types.TInt32} for the labels of classes
 */
public interface SummedMetric<T extends TType> {

  /**
   * Sums over a batch.
   *
   * @param tf the operations of the engine
   * @param truth what should come out: numbers, or the true classes, from 0
   * @param prediction what comes out
   * @param weights what each sample counts, or each value of the first axes of the prediction; null
   *     if all count 1
   * @return a vector, of the same size for each batch
   * @throws IllegalArgumentException if the truth does not fit the prediction, as for {@link
   *     Metric#values}
   */
  Operand<TFloat32> sums(
      Ops tf, Operand<T> truth, Operand<TFloat32> prediction, Operand<TFloat32> weights);

  /**
   * What the sums say.
   *
   * @param sums the sums over all batches
   * @return the figure
   */
  double result(double... sums);
}
