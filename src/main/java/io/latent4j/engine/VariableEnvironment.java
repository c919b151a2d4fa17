package io.latent4j.engine;

import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TType;

/** An environment in which model variables have handles. */
interface VariableEnvironment extends ExecutionEnvironment {

  /**
   * The operand that stands for a variable here.
   *
   * @param variable a variable
   * @return its resource handle in this environment
   * @throws IllegalArgumentException if the variable has none here
   */
  Operand<? extends TType> handleOf(ModelVariable<?> variable);
}
