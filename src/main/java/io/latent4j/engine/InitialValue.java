package io.latent4j.engine;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * Computes what a variable starts from.
 *
 * @param <T> the type of the variable
 */
@FunctionalInterface
public interface InitialValue<T extends TType> {

  /**
   * Computes the value.
   *
   * @param tf the operations of the engine
   * @param shape the shape of the variable
   * @param seed a seed of the variable's own, derived from the engine's
   * @return an operand of that shape
   */
  Operand<T> apply(Ops tf, Shape shape, long seed);
}
