package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A function without variables as a layer.
 *
 * <pre>{@code
 * Lambda.of((tf, x) -> tf.math.square(x))
 * }</pre>
 *
 * <p>The function itself is code, so {@link #config} can't tell it.
 */
public final class Lambda extends Layer {

  /** What the layer computes. */
  @FunctionalInterface
  public interface Function {

    /**
     * Computes the output.
     *
     * @param tf the operations of the engine
     * @param x the input
     * @return the output
     */
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x);
  }

  private final Function function;
  private final UnaryOperator<Shape> outputShape;

  private Lambda(Function function, UnaryOperator<Shape> outputShape) {
    this.function = Objects.requireNonNull(function, "function");
    this.outputShape = Objects.requireNonNull(outputShape, "outputShape");
  }

  private Lambda(String name, Function function, UnaryOperator<Shape> outputShape) {
    super(name);
    this.function = function;
    this.outputShape = outputShape;
  }

  /**
   * Describes a layer whose output has the shape of its input.
   *
   * @param function what it computes
   * @return the layer
   */
  public static Lambda of(Function function) {
    return new Lambda(function, shape -> shape);
  }

  /**
   * This layer, not built, with an output of another shape than its input.
   *
   * @param outputShape gives the shape of the output for that of the input, the batch axis, which
   *     may be unknown, included; throws IllegalArgumentException for an input that won't do
   * @return a new layer
   */
  public Lambda withOutputShape(UnaryOperator<Shape> outputShape) {
    Objects.requireNonNull(outputShape, "outputShape");
    return isNamedByUser()
        ? new Lambda(name(), function, outputShape)
        : new Lambda(function, outputShape);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Lambda withName(String name) {
    return new Lambda(name, function, outputShape);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return outputShape.apply(inputShape);
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    return function.apply(tf, input);
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of();
  }
}
