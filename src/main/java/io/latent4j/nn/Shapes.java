package io.latent4j.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What layers do with shapes that have the batch as their first axis. */
final class Shapes {
  private Shapes() {}

  /** As users write it: {@code [?, 784]}. */
  static String text(Shape shape) {
    return shape.isUnknown()
        ? "[...]"
        : LongStream.of(shape.asArray())
            .mapToObj(size -> size == Shape.UNKNOWN_SIZE ? "?" : Long.toString(size))
            .collect(Collectors.joining(", ", "[", "]"));
  }

  /** As users write them: {@code [?, 784]}, or one after the other where there are several. */
  static String text(List<Shape> shapes) {
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

  static long last(Shape shape) {
    return shape.get(shape.numDimensions() - 1);
  }

  static Shape withLast(Shape shape, long size) {
    long[] sizes = shape.asArray();
    sizes[sizes.length - 1] = size;
    return Shape.of(sizes);
  }

  /** Refuses what is not images. */
  static void checkImages(Layer layer, Shape shape) {
    if (shape.numDimensions() != 4) {
      throw new IllegalArgumentException(
          "input of layer '%s' must be images, [n, height, width, channels], but has the shape %s"
              .formatted(layer.name(), text(shape)));
    }
  }

  static long height(Shape images) {
    return images.get(1);
  }

  static long width(Shape images) {
    return images.get(2);
  }

  /** Images of another size and number of channels, as many as before. */
  static Shape images(Shape like, long height, long width, long channels) {
    return Shape.of(like.get(0), height, width, channels);
  }

  /** Images after a window slid over them; refuses a window that does not fit in once. */
  static Shape slide(
      Layer layer, Shape images, Extent window, Extent strides, Extent dilation, Padding padding) {
    checkImages(layer, images);
    long height =
        padding.sizeAfter(height(images), window.height(), strides.height(), dilation.height());
    long width =
        padding.sizeAfter(width(images), window.width(), strides.width(), dilation.width());
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "input of layer '%s' must be at least %d by %d in height and width, but has the shape %s"
              .formatted(
                  layer.name(),
                  dilation.height() * (window.height() - 1) + 1,
                  dilation.width() * (window.width() - 1) + 1,
                  text(images)));
    }
    return images(images, height, width, last(images));
  }

  /** The shape for a reshape that leaves the batch as it comes. */
  static Shape anyBatch(Shape shape) {
    long[] sizes = shape.asArray();
    sizes[0] = Shape.UNKNOWN_SIZE;
    return Shape.of(sizes);
  }

  /** How many numbers one sample has. */
  static long sampleSize(Shape shape) {
    long size = 1;
    for (int axis = 1; axis < shape.numDimensions(); axis++) {
      size *= shape.get(axis);
    }
    return size;
  }

  /** At most one size may be unknown: it is computed from the others. */
  static Operand<TFloat32> reshape(Ops tf, Operand<TFloat32> input, Shape shape) {
    return tf.reshape(input, tf.constant(shape.asArray()));
  }
}
