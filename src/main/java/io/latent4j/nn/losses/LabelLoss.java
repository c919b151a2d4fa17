package io.latent4j.nn.losses;

import io.latent4j.nn.metrics.Metrics;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** How far a prediction is from the true class; see {@link Losses}. */
@FunctionalInterface
public interface LabelLoss {

  /**
   * Computes the loss of each vector of numbers: of each sample, or of each pixel of each image.
   *
   * @param tf the operations of the engine
   * @param labels the true classes, from 0; one outside the prediction's fails the step
   * @param prediction what comes out: a number for each class on its last axis
   * @return the shape of the labels
   * @throws IllegalArgumentException if the labels have not the shape of the prediction without its
   *     last axis
   */
  Operand<TFloat32> values(Ops tf, Operand<TInt32> labels, Operand<TFloat32> prediction);

  /**
   * Computes the loss of a batch.
   *
   * @param tf the operations of the engine
   * @param labels the true classes, from 0
   * @param prediction what comes out: a number for each class on its last axis
   * @return a scalar, the mean of the {@link #values}
   * @throws IllegalArgumentException if the shapes do not fit
   */
  default Operand<TFloat32> apply(Ops tf, Operand<TInt32> labels, Operand<TFloat32> prediction) {
    return Metrics.mean(tf, values(tf, labels, prediction));
  }

  /**
   * Computes the loss of a batch in which some samples count more than others; weighed as {@link
   * Loss#apply(Ops, Operand, Operand, Operand)} does.
   *
   * @param tf the operations of the engine
   * @param labels the true classes, from 0
   * @param prediction what comes out: a number for each class on its last axis
   * @param weights a weight for each sample, or for each of the {@link #values}; see {@link
   *     ClassWeights}
   * @return a scalar
   * @throws IllegalArgumentException if the shapes do not fit
   */
  default Operand<TFloat32> apply(
      Ops tf, Operand<TInt32> labels, Operand<TFloat32> prediction, Operand<TFloat32> weights) {
    return Reduction.weightedMean(tf, values(tf, labels, prediction), weights);
  }
}
