package io.latent4j.nn;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a weight must keep to; see {@link io.latent4j.nn.initializers.Constraints}. Every {@link
 * io.latent4j.nn.optimizers.Optimizer} brings the weight back there after each of its steps.
 */
public interface Constraint {

  /**
   * Refuses weights that it is not for.
   *
   * @param shape the shape of the weight
   * @throws IllegalArgumentException if it can't be kept by such a weight
   */
  default void check(Shape shape) {}

  /**
   * Computes what a weight is set to.
   *
   * @param tf the operations of the engine
   * @param weight the value after a step
   * @return a value of the same shape that keeps to it
   */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> weight);

  /**
   * What is needed to make it again.
   *
   * @return {@code class_name}, then the options by Keras's names, as values that JSON knows
   */
  Map<String, Object> config();
}
