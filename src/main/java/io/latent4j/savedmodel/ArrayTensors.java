package io.latent4j.savedmodel;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Makes tensors of Java's numbers, texts and arrays of them. */
final class ArrayTensors {
  private ArrayTensors() {}

  /**
   * A tensor of the same values.
   *
   * @param name what it is for
   * @param value a number, a boolean, a text, or an array of any rank of one of these
   * @return the tensor, to be closed by the caller
   * @throws IllegalArgumentException if the value is something else, or an array whose rows differ
   *     in length
   */
  static TType of(String name, Object value) {
    Class<?> element = value.getClass();
    List<Long> sizes = new ArrayList<>();
    Object row = value;
    while (element.isArray()) {
      element = element.getComponentType();
      long length = row == null ? 0 : Array.getLength(row);
      sizes.add(length);
      row = length == 0 ? null : Array.get(row, 0);
    }
    Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    Object flat = Array.newInstance(primitive(name, element), Math.toIntExact(shape.size()));
    int copied = copy(name, value, shape, 0, flat, 0);
    if (copied != shape.size()) {
      throw ragged(name);
    }
    return tensor(shape, flat);
  }

  private static Class<?> primitive(String name, Class<?> element) {
    if (element == Float.class || element == float.class) {
      return float.class;
    } else if (element == Double.class || element == double.class) {
      return double.class;
    } else if (element == Integer.class || element == int.class) {
      return int.class;
    } else if (element == Long.class || element == long.class) {
      return long.class;
    } else if (element == Byte.class || element == byte.class) {
      return byte.class;
    } else if (element == Boolean.class || element == boolean.class) {
      return boolean.class;
    } else if (element == String.class) {
      return String.class;
    }
    throw new IllegalArgumentException(
        "input '%s' must be a tensor, or numbers, booleans or texts in an array, but is %s"
            .formatted(name, element.getSimpleName()));
  }

  private static int copy(
      String name, Object value, Shape shape, int axis, Object flat, int position) {
    if (axis == shape.numDimensions()) {
      if (value == null) {
        throw ragged(name);
      }
      Array.set(flat, position, value);
      return position + 1;
    }
    if (value == null || Array.getLength(value) != shape.get(axis)) {
      throw ragged(name);
    }
    int next = position;
    if (axis == shape.numDimensions() - 1 && value.getClass().getComponentType().isPrimitive()) {
      int length = Array.getLength(value);
      System.arraycopy(value, 0, flat, position, length);
      return position + length;
    }
    for (int i = 0; i < shape.get(axis); i++) {
      next = copy(name, Array.get(value, i), shape, axis + 1, flat, next);
    }
    return next;
  }

  private static IllegalArgumentException ragged(String name) {
    return new IllegalArgumentException(
        "input '" + name + "' must be an array whose rows are all there and of one length");
  }

  private static TType tensor(Shape shape, Object flat) {
    if (flat instanceof float[] values) {
      return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
    } else if (flat instanceof double[] values) {
      return TFloat64.tensorOf(shape, DataBuffers.of(values, true, false));
    } else if (flat instanceof int[] values) {
      return TInt32.tensorOf(shape, DataBuffers.of(values, true, false));
    } else if (flat instanceof long[] values) {
      return TInt64.tensorOf(shape, DataBuffers.of(values, true, false));
    } else if (flat instanceof byte[] values) {
      return TUint8.tensorOf(shape, DataBuffers.of(values, true, false));
    } else if (flat instanceof boolean[] values) {
      return TBool.tensorOf(shape, DataBuffers.of(values, true, false));
    }
    return TString.tensorOf(shape, DataBuffers.ofObjects((String[]) flat));
  }
}
