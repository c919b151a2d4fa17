package io.latent4j.autodiff;

import io.latent4j.engine.Engine;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.OpDef;
import org.tensorflow.types.family.TNumber;

/**
 * What a {@link GradientRule} sees: one operation of the forward pass and what flows back to it.
 */
public final class OperationGradient {
  private final Engine engine;
  private final TapeEntry entry;
  private final Output<?>[] outputGradients;
  private final boolean[] needed;

  OperationGradient(Engine engine, TapeEntry entry, Output<?>[] outputGradients, boolean[] needed) {
    this.engine = engine;
    this.entry = entry;
    this.outputGradients = outputGradients;
    this.needed = needed;
  }

  /**
   * The operations with which to compute the gradient.
   *
   * @return the operations of the engine
   */
  public Ops tf() {
    return engine.ops();
  }

  /**
   * The type of the operation.
   *
   * @return such as {@code MatMul}
   */
  public String type() {
    return entry.operation().type();
  }

  /**
   * How many inputs the operation has, lists spread out.
   *
   * @return the number of inputs
   */
  public int inputs() {
    return entry.inputs().length;
  }

  /**
   * An input, with the value it had in the forward pass.
   *
   * @param index its place, lists of inputs spread out
   * @return the input
   */
  @SuppressWarnings("unchecked") // rules know the types of their operation
  public Operand<TNumber> input(int index) {
    return (Operand<TNumber>) entry.inputs()[index];
  }

  /**
   * An output, with the value it had in the forward pass.
   *
   * @param index its place
   * @return the output
   */
  public Operand<TNumber> output(int index) {
    return entry.operation().operation().output(index);
  }

  /**
   * The gradient of the target with respect to an output.
   *
   * @param index the place of the output
   * @return the gradient, or null if the target does not depend on this output
   */
  @SuppressWarnings("unchecked") // of the type of the output
  public Operand<TNumber> outputGradient(int index) {
    return (Operand<TNumber>) outputGradients[index];
  }

  /**
   * Whether the gradient with respect to an input is asked for.
   *
   * @param index the place of the input
   * @return true if it is
   */
  public boolean needs(int index) {
    return needed[index];
  }

  /**
   * An attribute of the operation.
   *
   * @param name its name
   * @return its value, numbers as Long and Float, texts as String, or null if it was left at its
   *     default
   */
  public Object attribute(String name) {
    return Attributes.plain(entry.operation().attributes().get(name));
  }

  /**
   * Builds an operation by its type, with those attributes of the forward operation that it has
   * too.
   *
   * @param type the type, such as {@code ReluGrad}
   * @param inputs its inputs, none of them a list
   * @return its first output
   */
  public Operand<TNumber> build(String type, Operand<?>... inputs) {
    return buildOperation(type, inputs).output(0);
  }

  Operation buildOperation(String type, Operand<?>... inputs) {
    Scope scope = tf().scope();
    OperationBuilder builder = scope.env().opBuilder(type, scope.makeOpName(type), scope);
    for (Operand<?> input : inputs) {
      builder.addInput(input.asOutput());
    }
    Map<String, Object> attributes = entry.operation().attributes();
    if (!attributes.isEmpty()) {
      for (OpDef.AttrDef attribute : NativeOperations.attributesOf(type)) {
        Object value = attributes.get(attribute.getName());
        if (value != null) {
          Attributes.set(builder, attribute.getName(), value);
        }
      }
    }
    return builder.build();
  }

  /**
   * The gradient that TensorFlow itself knows for the operation.
   *
   * @return a gradient for each input, null where there is none
   * @throws MissingGradientException if TensorFlow knows none
   */
  public List<Operand<?>> nativeGradient() {
    return natives().gradient(entry, outputGradients, needed);
  }

  Engine engine() {
    return engine;
  }

  private NativeGradients natives() {
    return NativeGradients.of(engine);
  }
}
