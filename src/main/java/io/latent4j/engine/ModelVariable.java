package io.latent4j.engine;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A value that lives in an engine and changes: a weight, a moving average, a counter, a data set.
 * It is a resource variable of TensorFlow.
 *
 * @param <T> the type of its value
 */
public final class ModelVariable<T extends TType> implements Trackable {
  private final Engine engine;
  private final String name;
  private final Class<T> type;
  private final Shape shape;
  private final boolean trainable;

  ModelVariable(Engine engine, String name, Class<T> type, Shape shape, boolean trainable) {
    this.engine = engine;
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.trainable = trainable;
  }

  /**
   * Its own name, such as {@code kernel}; its place in a model is its path.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The type of its value.
   *
   * @return the type
   */
  public Class<T> type() {
    return type;
  }

  /**
   * Its shape, which is fixed.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * Whether training changes it.
   *
   * @return true for weights, false for counters, statistics and data
   */
  public boolean trainable() {
    return trainable;
  }

  /**
   * The engine in which it lives.
   *
   * @return the engine
   */
  public Engine engine() {
    return engine;
  }

  /**
   * The resource handle in the environment of the given operations.
   *
   * @param tf the operations of the engine
   * @return the handle
   * @throws IllegalArgumentException if the operations are not of the variable's engine
   */
  public Operand<? extends TType> handle(Ops tf) {
    if (tf.scope().env() instanceof VariableEnvironment environment) {
      return environment.handleOf(this);
    }
    throw new IllegalArgumentException(
        "tf must be the operations of the engine of variable '" + name + "'");
  }

  /**
   * Reads the value as an operand; a tape that is open watches it.
   *
   * @param tf the operations of the engine
   * @return the value
   */
  public Operand<T> read(Ops tf) {
    return tf.readVariableOp(handle(tf), type);
  }

  /**
   * Changes the value from within a function or an eager step.
   *
   * @param tf the operations of the engine
   * @param value the new value, of the variable's shape
   */
  public void assign(Ops tf, Operand<T> value) {
    tf.assignVariableOp(handle(tf), value);
  }

  /**
   * Copies the value out of the engine.
   *
   * @return a tensor that the caller closes
   */
  public T value() {
    return engine.readValue(this);
  }

  /**
   * Copies a float32 value to Java memory.
   *
   * @return its values, row-major
   * @throws IllegalStateException if the variable is not float32
   */
  public float[] toFloats() {
    try (T value = value()) {
      if (!(value instanceof TFloat32 floats)) {
        throw new IllegalStateException("variable '" + name + "' is " + value.dataType());
      }
      float[] result = new float[Math.toIntExact(floats.size())];
      floats.copyTo(DataBuffers.of(result, false, false));
      return result;
    }
  }

  /**
   * Changes the value from outside. The memory of the tensor is shared, not copied: it may be
   * closed afterwards, but not written to.
   *
   * @param value a tensor of the variable's type and shape
   * @throws IllegalArgumentException if type or shape differ
   */
  public void assign(T value) {
    Engine.assignAll(Map.of(this, value));
  }

  /**
   * Changes a float32 value from outside.
   *
   * @param values the new values, row-major
   * @throws IllegalArgumentException if their number differs, or the variable is not float32
   */
  public void assign(float... values) {
    if (type != TFloat32.class) {
      throw new IllegalArgumentException(
          "variable '" + name + "' must be float32, but is " + type.getSimpleName());
    }
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "values of variable '%s' must be %d in number, but are %d"
              .formatted(name, shape.size(), values.length));
    }
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(values, true, false))) {
      Engine.assignAll(Map.of(this, tensor));
    }
  }

  void checkAssignable(TType value) {
    if (!type.isInstance(value) || !value.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "value of variable '%s' must be %s %s, but is %s %s"
              .formatted(name, type.getSimpleName(), shape, value.dataType(), value.shape()));
    }
  }

  @Override
  public Map<String, Trackable> children() {
    return Map.of();
  }

  @Override
  public String toString() {
    return "%s: %s %s%s"
        .formatted(name, type.getSimpleName(), shape, trainable ? "" : " (not trainable)");
  }
}
