package io.latent4j.savedmodel;

import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Brings rows to the shape that a function wants: images are flattened, flat rows become images,
 * grey images get their channel. The number of rows and the order of the numbers stay.
 */
final class RowShape {
  private RowShape() {}

  /**
   * Finds the shape.
   *
   * @param rows the shape of what there is, fully known
   * @param wanted the shape that is wanted, of which sizes or even the rank may be unknown
   * @return a shape of as many elements that fits, if there is one
   */
  static Optional<Shape> fit(Shape rows, Shape wanted) {
    if (wanted.isUnknown() || rows.isCompatibleWith(wanted)) {
      return Optional.of(rows);
    }
    if (wanted.numDimensions() == 0) {
      return rows.size() == 1 ? Optional.of(wanted) : Optional.empty();
    }
    if (rows.numDimensions() == 0) {
      return Optional.empty();
    }
    long count = rows.get(0);
    Shape row = wanted.tail();
    long features = count == 0 ? 0 : rows.size() / count;
    Shape fitting;
    if (!row.hasUnknownDimension()) {
      fitting = row.prepend(count);
    } else if (wanted.numDimensions() == 2) {
      fitting = Shape.of(count, features);
    } else {
      fitting = rows.append(1);
    }
    boolean fits = fitting.size() == rows.size() && fitting.isCompatibleWith(wanted);
    return fits ? Optional.of(fitting) : Optional.empty();
  }
}
