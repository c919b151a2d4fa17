package io.latent4j.nn.losses;

import io.latent4j.nn.metrics.Metrics;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How far a prediction is from the truth; see {@link Losses}. Where the truth is a class, see
 * {@link LabelLoss}.
 */
@FunctionalInterface
public interface Loss {

  /**
   * Computes the loss of each vector of numbers: of each sample, or of each pixel of each image.
   *
   * @param tf the operations of the engine
   * @param truth what should come out
   * @param prediction what comes out, of the same shape, which has at least one axis
   * @return the shape of the prediction without its last axis
   * @throws IllegalArgumentException if the shapes differ, or have no axis
   */
  Operand<TFloat32> values(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction);

  /**
   * Computes the loss of a batch.
   *
   * @param tf the operations of the engine
   * @param truth what should come out
   * @param prediction what comes out, of the same shape
   * @return a scalar, the mean of the {@link #values}
   * @throws IllegalArgumentException if the shapes differ, or have no axis
   */
  default Operand<TFloat32> apply(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    return Metrics.mean(tf, values(tf, truth, prediction));
  }

  /**
   * Computes the loss of a batch in which some samples count more than others. As in Keras, the sum
   * is divided by the number of values, not by the sum of the weights: doubled weights double the
   * loss.
   *
   * @param tf the operations of the engine
   * @param truth what should come out
   * @param prediction what comes out, of the same shape
   * @param weights a weight for each sample, or for each of the {@link #values}; see {@link
   *     ClassWeights}
   * @return a scalar
   * @throws IllegalArgumentException if the shapes do not fit
   */
  default Operand<TFloat32> apply(
      Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction, Operand<TFloat32> weights) {
    return Reduction.weightedMean(tf, values(tf, truth, prediction), weights);
  }
}
