package io.latent4j.nn.optimizers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * The type in which an optimizer computes the step of a variable, and keeps what it remembers of
 * it: the variable's own, and float32 for variables of 16 bits, in which the squares of gradients
 * vanish and small steps round to none.
 *
 * @param <T> the type
 * @param type its class
 */
record StepType<T extends TNumber>(Class<T> type) {
  /** The type of learning rates, and of what is kept for all variables together. */
  static final StepType<TFloat32> FLOAT32 = new StepType<>(TFloat32.class);

  static final StepType<TFloat64> FLOAT64 = new StepType<>(TFloat64.class);
  private static final List<Class<? extends TType>> OF_16_BITS =
      List.of(TFloat16.class, TBfloat16.class);

  /** Whether a variable can have a gradient. */
  static boolean has(ModelVariable<?> variable) {
    return variable.type() == TFloat32.class
        || variable.type() == TFloat64.class
        || isOf16Bits(variable);
  }

  static boolean isOf16Bits(ModelVariable<?> variable) {
    return OF_16_BITS.contains(variable.type());
  }

  /** The type for a variable that can have a gradient. */
  static StepType<?> of(ModelVariable<?> variable) {
    return variable.type() == TFloat64.class ? FLOAT64 : FLOAT32;
  }

  /** An option: in float64 the number that its digits say, as it is in Python. */
  Operand<T> constant(Ops tf, float value) {
    return typed(isDouble() ? tf.constant(decimal(value)) : tf.constant(value));
  }

  /** What is missing to 1. */
  Operand<T> complement(Ops tf, float value) {
    return typed(isDouble() ? tf.constant(1 - decimal(value)) : tf.constant(1 - value));
  }

  /** An option that Keras rounds to float32 on its way to the type of the variable. */
  Operand<T> rounded(Ops tf, float value) {
    return typed(isDouble() ? tf.constant((double) value) : tf.constant(value));
  }

  /** What is missing to 1 of such an option. */
  Operand<T> roundedComplement(Ops tf, float value) {
    return typed(isDouble() ? tf.constant(1 - (double) value) : tf.constant(1 - value));
  }

  private boolean isDouble() {
    return type == (Class<?>) TFloat64.class;
  }

  private static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  /** A number in this type. */
  Operand<T> cast(Ops tf, Operand<? extends TType> value) {
    return value.type() == type ? typed(value) : tf.dtypes.cast(value, type);
  }

  Operand<T> read(Ops tf, Operand<? extends TType> handle) {
    return tf.readVariableOp(handle, type);
  }

  /** A variable for what an optimizer remembers; Keras rounds its start to float32. */
  ModelVariable<T> slot(Engine engine, String name, Shape shape, float start) {
    return engine.variable(
        name,
        type,
        shape,
        false,
        (tf, size, seed) -> tf.fill(tf.constant(size.asArray()), rounded(tf, start)));
  }

  @SuppressWarnings("unchecked") // the caller knows, or just compared
  private Operand<T> typed(Operand<? extends TType> value) {
    return (Operand<T>) value;
  }
}
