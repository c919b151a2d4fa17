package io.latent4j.nn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How far a prediction is from the truth, as one number; see {@link Losses}. */
@FunctionalInterface
public interface Loss {

  /**
   * Computes the loss.
   *
   * @param tf the operations of the engine
   * @param truth what should come out
   * @param prediction what comes out, of the same shape
   * @return a scalar, the mean over the batch
   * @throws IllegalArgumentException if the shapes differ
   */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction);
}
