package io.latent4j.engine;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TType;

/**
 * A stretch of eager work whose intermediate tensors are released together when it ends.
 *
 * <p>In a {@link GraphEngine} there is nothing to release, and a scope does nothing.
 *
 * <pre>{@code
 * try (MemoryScope scope = engine.memoryScope()) {
 *   Operand<TFloat32> y = model.call(engine.ops(), x, Mode.INFERENCE);
 *   ...
 * } // y is released here
 * }</pre>
 */
public interface MemoryScope extends AutoCloseable {

  /**
   * Takes an operand out of this scope: it lives until the enclosing scope closes or, if there is
   * none, until the engine does.
   *
   * @param <T> the type of the operand
   * @param operand what to keep
   * @return the operand
   */
  <T extends TType> Operand<T> keep(Operand<T> operand);

  /** Releases what was made since the scope was opened, but for what was kept. */
  @Override
  void close();
}
