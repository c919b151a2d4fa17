package io.latent4j.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a model makes of a batch. */
@FunctionalInterface
public interface BatchPrediction {

  /**
   * Predicts.
   *
   * @param tf the operations of the engine
   * @param batch the batch
   * @return as many rows as the batch has, of any shape
   */
  Operand<TFloat32> apply(Ops tf, Batch batch);
}
