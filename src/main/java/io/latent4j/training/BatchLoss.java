package io.latent4j.training;

import io.latent4j.nn.Mode;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss as a function of a batch. */
@FunctionalInterface
public interface BatchLoss {

  /**
   * Computes the loss.
   *
   * @param tf the operations of the engine
   * @param batch the batch
   * @param mode whether layers behave as in training or as in use
   * @return a scalar, the mean over the batch
   */
  Operand<TFloat32> apply(Ops tf, Batch batch, Mode mode);
}
