package io.latent4j.engine;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TType;

/** The scope where there is nothing to release. */
enum NoMemoryScope implements MemoryScope {
  INSTANCE;

  @Override
  public <T extends TType> Operand<T> keep(Operand<T> operand) {
    return operand;
  }

  @Override
  public void close() {}
}
