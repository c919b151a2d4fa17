package io.latent4j.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * An input of a function.
 *
 * @param name its name, a Java identifier
 * @param type its type
 * @param shape its shape; a dimension of {@link Shape#UNKNOWN_SIZE} may be of any size
 */
public record InputSpec(String name, Class<? extends TType> type, Shape shape) {

  /**
   * Checks the parts.
   *
   * @param name its name, a Java identifier
   * @param type its type
   * @param shape its shape, of a known rank
   */
  public InputSpec {
    Names.checkIdentifier("name of an input", name);
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(shape, "shape");
    if (shape.isUnknown()) {
      throw new IllegalArgumentException("shape of input '" + name + "' must have a known rank");
    }
  }

  /**
   * A float32 input.
   *
   * @param name its name
   * @param dimensions the size of each axis; -1 for any size
   * @return the input
   */
  public static InputSpec floats(String name, long... dimensions) {
    return new InputSpec(name, TFloat32.class, Shape.of(dimensions));
  }

  static void checkDistinct(String function, List<InputSpec> inputs) {
    Set<String> names = new HashSet<>();
    for (InputSpec input : inputs) {
      if (!names.add(input.name)) {
        throw new IllegalArgumentException(
            "inputs of function '%s' must differ in name, but two are named '%s'"
                .formatted(function, input.name));
      }
    }
  }

  void check(TType value) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "input '" + name + "' must be " + type.getSimpleName() + ", but is " + value.dataType());
    }
    if (!fits(value.shape())) {
      throw new IllegalArgumentException(
          "input '" + name + "' must have the shape " + shape + ", but has " + value.shape());
    }
  }

  private boolean fits(Shape actual) {
    if (actual.numDimensions() != shape.numDimensions()) {
      return false;
    }
    for (int axis = 0; axis < shape.numDimensions(); axis++) {
      if (shape.get(axis) != Shape.UNKNOWN_SIZE && shape.get(axis) != actual.get(axis)) {
        return false;
      }
    }
    return true;
  }
}
