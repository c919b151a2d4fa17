package io.latent4j.nn;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A layer that makes one output of one input or more; for {@link Functional} models. Most have no
 * variables; one that has makes them in {@link Layer#createVariables(io.latent4j.engine.Engine,
 * List)}.
 *
 * <pre>{@code
 * final class Distance extends MergeLayer {
 *   @Override
 *   protected Shape shapeAfterMerging(List<Shape> inputShapes) {
 *     return Shape.of(batchOf(inputShapes), 1);
 *   }
 *
 *   @Override
 *   protected Operand<TFloat32> merge(Ops tf, List<Operand<TFloat32>> inputs) {
 *     Operand<TFloat32> squares = tf.math.squaredDifference(inputs.get(0), inputs.get(1));
 *     return tf.reduceSum(squares, tf.constant(-1), ReduceSum.keepDims(true));
 *   }
 * }
 * }</pre>
 */
public abstract class MergeLayer extends Layer {

  /** Names the layer after its class; a network that it joins makes the name unique there. */
  protected MergeLayer() {}

  /**
   * Names the layer.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @throws IllegalArgumentException if the name is not of that form
   */
  protected MergeLayer(String name) {
    super(name);
  }

  /**
   * The shape that comes out when given shapes go in.
   *
   * @param inputShapes the shapes of the inputs, at least one, each with a batch axis, all other
   *     sizes known
   * @return the shape of the output
   * @throws IllegalArgumentException if the layer can't work on such inputs
   */
  protected abstract Shape shapeAfterMerging(List<Shape> inputShapes);

  /**
   * Computes the output. The inputs are of the right shapes.
   *
   * @param tf the operations of the engine
   * @param inputs the inputs, at least one
   * @return the output
   */
  protected abstract Operand<TFloat32> merge(Ops tf, List<Operand<TFloat32>> inputs);

  @Override
  protected final List<Shape> shapesAfter(List<Shape> inputShapes) {
    if (inputShapes.isEmpty()) {
      throw new IllegalArgumentException(
          "inputs of layer '" + name() + "' must be at least one, but there are none");
    }
    return List.of(shapeAfterMerging(inputShapes));
  }

  @Override
  protected final Shape shapeAfter(Shape inputShape) {
    return shapeAfterMerging(List.of(inputShape));
  }

  @Override
  protected final List<Operand<TFloat32>> compute(
      Ops tf, List<Operand<TFloat32>> inputs, Mode mode) {
    return List.of(merge(tf, inputs));
  }

  @Override
  protected final Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    return merge(tf, List.of(input));
  }

  /**
   * The number of samples, where an input knows it.
   *
   * @param inputShapes the shapes of the inputs
   * @return the number, or {@link Shape#UNKNOWN_SIZE}
   * @throws IllegalArgumentException if two inputs have different ones
   */
  protected final long batchOf(List<Shape> inputShapes) {
    long batch = Shape.UNKNOWN_SIZE;
    for (Shape shape : inputShapes) {
      long own = shape.get(0);
      if (batch != Shape.UNKNOWN_SIZE && own != Shape.UNKNOWN_SIZE && own != batch) {
        throw refusal("have the same number of samples", inputShapes);
      }
      batch = Math.max(batch, own);
    }
    return batch;
  }

  /**
   * What is thrown for inputs that can't be merged.
   *
   * @param rule what they must do, such as {@code have the same number of samples}
   * @param inputShapes the shapes that they have
   * @return the exception, which names the layer, the rule and the shapes
   */
  protected final IllegalArgumentException refusal(String rule, List<Shape> inputShapes) {
    return new IllegalArgumentException(
        "inputs of layer '%s' must %s, but have the shapes %s"
            .formatted(name(), rule, Shapes.text(inputShapes)));
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of();
  }
}
