package io.latent4j.nn.layers;

import io.latent4j.nn.MergeLayer;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Its inputs one after the other along an axis. All other sizes must be the same.
 *
 * <p>Fine: (n, 8, 8, 3) and (n, 8, 8, 1) along the last axis. Not: (n, 8) and (n, 8, 1); (n, 8) and
 * (n, 4) along axis 2.
 */
public final class Concatenate extends MergeLayer {
  private final int axis;

  private Concatenate(int axis) {
    this.axis = axis;
  }

  private Concatenate(String name, int axis) {
    super(name);
    this.axis = axis;
  }

  /**
   * Describes a layer that works along the last axis.
   *
   * @return the layer
   */
  public static Concatenate of() {
    return new Concatenate(-1);
  }

  /**
   * This layer, not built, along another axis.
   *
   * @param axis which; negative ones count from the end, -1 is the last. Not 0, the batch's
   * @return a new layer
   * @throws IllegalArgumentException if it is 0
   */
  public Concatenate withAxis(int axis) {
    if (axis == 0) {
      throw new IllegalArgumentException("axis must not be 0, the axis of the batch, but is 0");
    }
    return isNamedByUser() ? new Concatenate(name(), axis) : new Concatenate(axis);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Concatenate withName(String name) {
    return new Concatenate(name, axis);
  }

  @Override
  protected Shape shapeAfterMerging(List<Shape> inputShapes) {
    Shape first = inputShapes.get(0);
    int rank = first.numDimensions();
    int along = axis < 0 ? rank + axis : axis;
    if (along < 1 || along >= rank) {
      throw refusal("have an axis %d after that of the batch".formatted(axis), inputShapes);
    }
    long[] sizes = first.asArray();
    for (Shape next : inputShapes.subList(1, inputShapes.size())) {
      if (next.numDimensions() != rank) {
        throw refusal("have the same rank", inputShapes);
      }
      for (int i = 1; i < rank; i++) {
        if (i != along && next.get(i) != sizes[i]) {
          throw refusal("have the same sizes but for axis " + along, inputShapes);
        }
      }
      sizes[along] += next.get(along);
    }
    sizes[0] = batchOf(inputShapes);
    return Shape.of(sizes);
  }

  @Override
  protected Operand<TFloat32> merge(Ops tf, List<Operand<TFloat32>> inputs) {
    return inputs.size() == 1 ? inputs.get(0) : tf.concat(inputs, tf.constant(axis));
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of("axis", axis);
  }
}
