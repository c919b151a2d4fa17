package io.latent4j.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What layers do with shapes that have the batch as their first axis.
 *
 * <pre>{@code
 * @Override
 * protected Shape shapeAfter(Shape inputShape) {
 *   return Shapes.withLast(inputShape, 2 * Shapes.last(inputShape));
 * }
 * }</pre>
 */
public final class Shapes {
  private Shapes() {}

  /**
   * A shape as users write it.
   *
   * @param shape the shape
   * @return such as {@code [?, 784]}; {@code [...]} where not even the rank is known
   */
  public static String text(Shape shape) {
    return shape.isUnknown()
        ? "[...]"
        : LongStream.of(shape.asArray())
            .mapToObj(size -> size == Shape.UNKNOWN_SIZE ? "?" : Long.toString(size))
            .collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * Shapes as users write them, one after the other.
   *
   * @param shapes the shapes
   * @return such as {@code [?, 784], [?, 10]}
   */
  public static String text(List<Shape> shapes) {
    return shapes.stream().map(Shapes::text).collect(Collectors.joining(", "));
  }

  /** Whether both are the same; unlike {@code equals}, also where a size is unknown. */
  static boolean same(Shape one, Shape other) {
    return Arrays.equals(one.asArray(), other.asArray());
  }

  static boolean same(List<Shape> some, List<Shape> others) {
    boolean same = some.size() == others.size();
    for (int i = 0; same && i < some.size(); i++) {
      same = same(some.get(i), others.get(i));
    }
    return same;
  }

  /**
   * The size of the last axis: the features of rows, the channels of images.
   *
   * @param shape a shape of rank 1 or more
   * @return the size; {@link Shape#UNKNOWN_SIZE} where it is not known
   */
  public static long last(Shape shape) {
    return shape.get(shape.numDimensions() - 1);
  }

  /**
   * A shape with another size of its last axis.
   *
   * @param shape a shape of rank 1 or more
   * @param size the size of the last axis
   * @return the changed shape
   */
  public static Shape withLast(Shape shape, long size) {
    long[] sizes = shape.asArray();
    sizes[sizes.length - 1] = size;
    return Shape.of(sizes);
  }

  /**
   * A shape for any number of samples: for a reshape that leaves the batch as it comes.
   *
   * @param shape a shape of rank 1 or more
   * @return the shape with an unknown first size
   */
  public static Shape anyBatch(Shape shape) {
    long[] sizes = shape.asArray();
    sizes[0] = Shape.UNKNOWN_SIZE;
    return Shape.of(sizes);
  }

  /**
   * How many numbers one sample has.
   *
   * @param shape a shape of rank 1 or more, all sizes but the first known
   * @return the product of all sizes but the first
   */
  public static long sampleSize(Shape shape) {
    long size = 1;
    for (int axis = 1; axis < shape.numDimensions(); axis++) {
      size *= shape.get(axis);
    }
    return size;
  }

  /**
   * Gives values another shape.
   *
   * @param tf the operations of the engine
   * @param input the values
   * @param shape a shape for as many numbers; at most one size may be unknown: it is computed from
   *     the others
   * @return the same values in the same order
   */
  public static Operand<TFloat32> reshape(Ops tf, Operand<TFloat32> input, Shape shape) {
    return tf.reshape(input, tf.constant(shape.asArray()));
  }
}
