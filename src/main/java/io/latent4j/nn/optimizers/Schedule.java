package io.latent4j.nn.optimizers;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** A learning rate that depends on the number of steps made; see {@link Schedules}. */
public interface Schedule {

  /**
   * Computes the learning rate of a step.
   *
   * @param tf the operations of the engine
   * @param iterations how many steps were made before, a scalar
   * @return a scalar
   */
  Operand<TFloat32> apply(Ops tf, Operand<TInt64> iterations);

  /**
   * What is needed to make it again.
   *
   * @return {@code class_name}, then the options by Keras's names, as values that JSON knows
   */
  Map<String, Object> config();
}
