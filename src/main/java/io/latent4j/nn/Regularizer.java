package io.latent4j.nn;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What is added to the loss for the size of a weight; see {@link
 * io.latent4j.nn.initializers.Regularizers}. {@link Penalties} is where the loss gets it from, once
 * for each weight however often its layer is used.
 */
public interface Regularizer {

  /**
   * Computes what is added.
   *
   * @param tf the operations of the engine
   * @param weight the value of the weight
   * @return a scalar
   */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> weight);

  /**
   * What is needed to make it again.
   *
   * @return {@code class_name}, then the options by Keras's names, as values that JSON knows
   */
  Map<String, Object> config();
}
