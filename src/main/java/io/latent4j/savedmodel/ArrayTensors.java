package io.latent4j.savedmodel;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** Makes tensors of Java's numbers, texts and arrays of them. */
final class ArrayTensors {
  private final TensorDescription input;

  private ArrayTensors(TensorDescription input) {
    this.input = input;
  }

  /**
   * A tensor of the same values. For an input of strings, an array of bytes is one string of those
   * bytes; for one of 16-bit floats, numbers of float32 are taken that it can hold.
   *
   * @param input what it is for
   * @param value a number, a boolean, a text, or an array of any rank of one of these
   * @return the tensor, to be closed by the caller
   * @throws IllegalArgumentException if the value is something else, or an array whose rows differ
   *     in length
   */
  static TType of(TensorDescription input, Object value) {
    return new ArrayTensors(input).of(value);
  }

  private TType of(Object value) {
    Class<?> element = value.getClass();
    List<Long> sizes = new ArrayList<>();
    Object row = value;
    while (element.isArray() && !isString(element)) {
      element = element.getComponentType();
      long length = row == null ? 0 : Array.getLength(row);
      sizes.add(length);
      row = length == 0 ? null : Array.get(row, 0);
    }
    Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    Object flat = Array.newInstance(primitive(element), Math.toIntExact(shape.size()));
    int copied = copy(value, shape, 0, flat, 0);
    if (copied != shape.size()) {
      throw ragged();
    }
    return tensor(shape, flat);
  }

  private boolean isString(Class<?> element) {
    return element == byte[].class && input.type() == DataType.DT_STRING;
  }

  private Class<?> primitive(Class<?> element) {
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
    } else if (element == String.class || element == byte[].class) {
      return element;
    }
    throw new IllegalArgumentException(
        "input '%s' must be a tensor, or numbers, booleans or texts in an array, but is %s"
            .formatted(input.name(), element.getSimpleName()));
  }

  private int copy(Object value, Shape shape, int axis, Object flat, int position) {
    if (axis == shape.numDimensions()) {
      if (value == null) {
        throw ragged();
      }
      Array.set(flat, position, value);
      return position + 1;
    }
    if (value == null || Array.getLength(value) != shape.get(axis)) {
      throw ragged();
    }
    int next = position;
    if (axis == shape.numDimensions() - 1 && value.getClass().getComponentType().isPrimitive()) {
      int length = Array.getLength(value);
      System.arraycopy(value, 0, flat, position, length);
      return position + length;
    }
    for (int i = 0; i < shape.get(axis); i++) {
      next = copy(Array.get(value, i), shape, axis + 1, flat, next);
    }
    return next;
  }

  private IllegalArgumentException ragged() {
    return new IllegalArgumentException(
        "input '" + input.name() + "' must be an array whose rows are all there and of one length");
  }

  private TType tensor(Shape shape, Object flat) {
    if (flat instanceof float[] values) {
      return switch (input.type()) {
        case DT_HALF ->
            exact(TFloat16.tensorOf(shape, DataBuffers.of(values, true, false)), values);
        case DT_BFLOAT16 ->
            exact(TBfloat16.tensorOf(shape, DataBuffers.of(values, true, false)), values);
        default -> TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
      };
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
    } else if (flat instanceof String[] texts) {
      byte[][] strings = new byte[texts.length][];
      for (int i = 0; i < texts.length; i++) {
        strings[i] = utf8(texts[i], i);
      }
      return TString.tensorOfBytes(shape, DataBuffers.ofObjects(strings));
    }
    return TString.tensorOfBytes(shape, DataBuffers.ofObjects((byte[][]) flat));
  }

  private byte[] utf8(String text, int index) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] encoded = new byte[bytes.remaining()];
      bytes.get(encoded);
      return encoded;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "input '%s' must be texts that UTF-8 can hold, but element %d has half a character"
              .formatted(input.name(), index),
          e);
    }
  }

  private <T extends TFloating & org.tensorflow.ndarray.FloatNdArray> T exact(
      T tensor, float[] values) {
    int[] next = {0};
    try {
      tensor
          .scalars()
          .forEach(
              kept -> {
                float value = values[next[0]++];
                if (kept.getFloat() != value && !Float.isNaN(value)) {
                  throw new IllegalArgumentException(
                      "input '%s' must have values that its type can hold, but element %d is %s"
                          .formatted(input.name(), next[0] - 1, value));
                }
              });
      return tensor;
    } catch (IllegalArgumentException e) {
      tensor.close();
      throw e;
    }
  }
}
