package io.latent4j.engine;

/** Is told of every operation built through an engine's {@code Ops} while it is registered. */
@FunctionalInterface
public interface OperationRecorder {

  /**
   * An operation was built (in a graph) or executed (eagerly).
   *
   * @param operation the operation
   */
  void record(RecordedOperation operation);
}
