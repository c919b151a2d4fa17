package io.latent4j.training;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What is done with each batch: a step of training with its update of the weights, or an
 * evaluation.
 */
@FunctionalInterface
public interface BatchFunction {
  /** The name of the metric that every function has. */
  String LOSS = "loss";

  /**
   * Computes on one batch.
   *
   * @param tf the operations of the engine
   * @param batch the batch
   * @return scalars by name, each a mean over the batch; {@value #LOSS} must be among them
   */
  Map<String, Operand<TFloat32>> apply(Ops tf, Batch batch);
}
