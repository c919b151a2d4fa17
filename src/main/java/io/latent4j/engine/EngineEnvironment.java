package io.latent4j.engine;

import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.OpScope;
import org.tensorflow.op.Scope;
import org.tensorflow.types.family.TType;

/** What the operations of an engine are built in: TensorFlow's own environment, watched. */
abstract class EngineEnvironment implements VariableEnvironment {
  private final Engine engine;
  private final ExecutionEnvironment delegate;
  private final OpScope baseScope;

  EngineEnvironment(Engine engine, ExecutionEnvironment delegate) {
    this.engine = engine;
    this.delegate = delegate;
    this.baseScope = new OpScope(this);
  }

  /**
   * Refuses an input that native code would take for its own although it is not, or no more.
   *
   * @throws IllegalArgumentException if another engine made the input
   * @throws IllegalStateException if the input was released
   */
  void checkInput(String type, Output<?> input) {
    if (input.op().env() != delegate) {
      throw new IllegalArgumentException(
          "inputs of " + type + " must be of the engine that runs it, but one is of another");
    }
    if (input.isClosed()) {
      throw new IllegalStateException("an input of " + type + " " + ReleasedHandle.MESSAGE);
    }
  }

  /** Called for each operation before it is built. */
  abstract void beforeBuild(WatchedOperationBuilder builder);

  /** Called for each operation after it was built. */
  abstract void afterBuild(WatchedOperationBuilder builder, Operation operation);

  /** Whether somebody wants to be told what is built. */
  boolean isRecording() {
    return engine.isRecording();
  }

  Engine engine() {
    return engine;
  }

  @Override
  public OperationBuilder opBuilder(String type, String name, Scope scope) {
    engine.checkOpen();
    return new WatchedOperationBuilder(
        this, type, delegate.opBuilder(type, name, scope), isRecording());
  }

  @Override
  public Operand<? extends TType> handleOf(ModelVariable<?> variable) {
    if (variable.engine() != engine) {
      throw new IllegalArgumentException(
          "variable '" + variable.name() + "' lives in another engine than the operations");
    }
    return ownHandle(variable);
  }

  abstract Operand<? extends TType> ownHandle(ModelVariable<?> variable);

  @Override
  public void attachFunction(ConcreteFunction function) {
    delegate.attachFunction(function);
  }

  @Override
  public boolean isOpEnabled(String opType) {
    return delegate.isOpEnabled(opType);
  }

  @Override
  public void checkInput(Operation input) {
    delegate.checkInput(input);
  }

  @Override
  public Types environmentType() {
    return delegate.environmentType();
  }

  @Override
  public Scope baseScope() {
    return baseScope;
  }

  @Override
  public boolean isInitializer(Operation operation) {
    return delegate.isInitializer(operation);
  }
}
