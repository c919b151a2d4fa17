package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ElementTypes;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * An input or output of a function.
 *
 * @param name its name
 * @param type the type of its elements
 * @param shape its shape, of which sizes or even the rank may be unknown
 */
public record TensorDescription(String name, DataType type, Shape shape) {

  /**
   * Its type and shape.
   *
   * @return such as {@code float32 [?, 784]}
   */
  public String typeAndShape() {
    return ElementTypes.name(type) + " " + text(shape);
  }

  /**
   * Its shape.
   *
   * @return such as {@code [?, 784]}; {@code [...]} if the rank is unknown
   */
  public String shapeText() {
    return text(shape);
  }

  /** A shape as NumPy and messages write it: {@code (?, 784)}. */
  static String tuple(Shape shape) {
    String text = text(shape);
    return "(" + text.substring(1, text.length() - 1) + ")";
  }

  @Override
  public String toString() {
    return name + ": " + typeAndShape();
  }

  /**
   * Its shape as NumPy and messages write it.
   *
   * @return such as {@code (?, 784)}
   */
  public String tuple() {
    return tuple(shape);
  }

  /**
   * Brings rows to its shape: images are flattened, flat rows become images, grey images get their
   * channel, rows of one number become numbers. Their number and the order of their numbers stay.
   *
   * @param rows the shape of what there is, fully known
   * @return a shape of as many elements that fits, if there is one
   */
  public Optional<Shape> fit(Shape rows) {
    return RowShape.fit(rows, shape);
  }

  static String text(Shape shape) {
    if (shape.isUnknown()) {
      return "[...]";
    }
    return Arrays.stream(shape.asArray())
        .mapToObj(size -> size == Shape.UNKNOWN_SIZE ? "?" : "" + size)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
