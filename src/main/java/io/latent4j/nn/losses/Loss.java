package io.latent4j.nn.losses;

import io.latent4j.nn.metrics.Metric;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * How far a prediction is from the truth; see {@link Losses}. A loss may also be reported beside
 * another, as a metric.
 *
 * @param <T> the type of the truth: {@link TFloat32} for numbers, {@link
 *     org.tensorflow.types.TInt32} for the labels of classes
 */
@FunctionalInterface
public interface Loss<T extends TType> extends Metric<T> {

  /**
   * Computes the loss of each vector of numbers: of each sample, or of each pixel of each image.
   *
   * @param tf the operations of the engine
   * @param truth what should come out: numbers, or the true classes, from 0; a class outside the
   *     prediction's fails the step
   * @param prediction what comes out: of the shape of the numbers, or with a number for each class
   *     on its last axis
   * @return the shape of the prediction without its last axis
   * @throws IllegalArgumentException if numbers have not the shape of the prediction, labels not
   *     that shape without its last axis, or there is no axis
   */
  @Override
  Operand<TFloat32> values(Ops tf, Operand<T> truth, Operand<TFloat32> prediction);

  /**
   * Computes the loss of a batch in which some samples count more than others. As in Keras, the sum
   * is divided by the number of values, not by the sum of the weights: doubled weights double the
   * loss.
   *
   * @param tf the operations of the engine
   * @param truth what should come out
   * @param prediction what comes out
   * @param weights a weight for each sample, or for each of the {@link #values}; see {@link
   *     ClassWeights}
   * @return a scalar
   * @throws IllegalArgumentException if the shapes do not fit
   */
  default Operand<TFloat32> apply(
      Ops tf, Operand<T> truth, Operand<TFloat32> prediction, Operand<TFloat32> weights) {
    return Reduction.weightedMean(tf, values(tf, truth, prediction), weights);
  }
}
