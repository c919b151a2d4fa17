package io.latent4j.nn.layers;

import io.latent4j.nn.MergeLayer;
import io.latent4j.nn.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Merges inputs number by number. The inputs have the same number of samples; after the batch axis,
 * shapes are aligned at their ends, and each size must be the same or 1, which is spread: (n, 4, 4,
 * 8) goes with (n, 8), (n, 4, 1, 8) and (n, 1, 1, 1), not with (n, 4).
 */
public abstract sealed class ElementwiseMerge extends MergeLayer
    permits Add, Average, Maximum, Minimum, Multiply, Subtract {

  ElementwiseMerge() {}

  ElementwiseMerge(String name) {
    super(name);
  }

  /** Merges inputs of one rank. */
  abstract Operand<TFloat32> mergeAligned(Ops tf, List<Operand<TFloat32>> inputs);

  @Override
  protected Shape shapeAfterMerging(List<Shape> inputShapes) {
    int rank = inputShapes.stream().mapToInt(Shape::numDimensions).max().orElse(0);
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    for (Shape shape : inputShapes) {
      long[] own = aligned(shape, rank).asArray();
      for (int axis = 1; axis < rank; axis++) {
        if (own[axis] != sizes[axis] && own[axis] != 1 && sizes[axis] != 1) {
          throw refusal("have the same sizes or 1 after the batch axis", inputShapes);
        }
        sizes[axis] = Math.max(sizes[axis], own[axis]);
      }
    }
    sizes[0] = batchOf(inputShapes);
    return Shape.of(sizes);
  }

  /** The shape with ones after its batch axis up to the rank. */
  private static Shape aligned(Shape shape, int rank) {
    long[] own = shape.asArray();
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    sizes[0] = own[0];
    System.arraycopy(own, 1, sizes, rank - own.length + 1, own.length - 1);
    return Shape.of(sizes);
  }

  @Override
  protected final Operand<TFloat32> merge(Ops tf, List<Operand<TFloat32>> inputs) {
    int rank = outputShape().numDimensions();
    List<Operand<TFloat32>> ready = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Shape shape = inputShapes().get(i);
      ready.add(
          shape.numDimensions() == rank
              ? inputs.get(i)
              : Shapes.reshape(tf, inputs.get(i), Shapes.anyBatch(aligned(shape, rank))));
    }
    return mergeAligned(tf, ready);
  }

  /** Merges two, then the result with the next. */
  static Operand<TFloat32> fold(List<Operand<TFloat32>> inputs, Pair pair) {
    Operand<TFloat32> result = inputs.get(0);
    for (Operand<TFloat32> next : inputs.subList(1, inputs.size())) {
      result = pair.merge(result, next);
    }
    return result;
  }

  /** Merges two inputs. */
  @FunctionalInterface
  interface Pair {
    Operand<TFloat32> merge(Operand<TFloat32> one, Operand<TFloat32> other);
  }
}
