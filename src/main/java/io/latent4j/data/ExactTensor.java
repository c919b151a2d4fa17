package io.latent4j.data;

import io.latent4j.engine.NativeLibrary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/**
 * Makes tensors of a certain type of numbers of another, if that loses nothing: float32 becomes
 * int32 where all numbers are whole, float64 becomes bfloat16 where all have but a few digits.
 */
public final class ExactTensor {
  static {
    NativeLibrary.prepare();
  }

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int CHUNK = 1 << 14;

  private ExactTensor() {}

  /**
   * Makes a tensor of samples.
   *
   * @param samples the samples
   * @param scaling how to scale them; what is scaled is rounded to the type
   * @param shape the shape of the tensor, of as many elements
   * @param type the type of the tensor, one of numbers or booleans
   * @return the tensor, to be closed by the caller; one of a type that Java lacks has the same bits
   *     as elements of another type: int8 as uint8, int16 as uint16, uint32 as int32, uint64 and
   *     complex64 as int64, complex128 as float64 with a last axis of two
   * @throws IllegalArgumentException if the shape or the scaling is not that of the samples, there
   *     is no such type of numbers, or a value is none that the type can hold
   * @throws IllegalStateException if the samples are closed
   */
  public static TType of(Samples samples, Scaling scaling, Shape shape, DataType type) {
    WantedType wanted = wanted(type);
    if (shape.size() != samples.shape().size()) {
      throw new IllegalArgumentException(
          "shape must have as many elements as the samples, %d, but is %s"
              .formatted(samples.shape().size(), shape));
    }
    boolean rounds = wanted.floating() && !scaling.isIdentity();
    int features = samples.features();
    int rows = Math.max(1, CHUNK / features);
    TType tensor = Tensor.of(wanted.tensorClass(), wanted.tensorShape(shape));
    try {
      Target target = new Target(tensor, wanted, Math.min(rows, samples.count()) * features);
      for (int first = 0; first < samples.count(); first += rows) {
        int count = Math.min(rows, samples.count() - first);
        float[] values = samples.floats(first, count);
        float[] scaled = scaling.isIdentity() ? values : scaling.apply(values, features);
        for (int i = 0; i < scaled.length; i++) {
          boolean kept = wanted.put(target.elements(), i * wanted.bytes(), (double) scaled[i]);
          if (!kept && !rounds) {
            throw new IllegalArgumentException(
                "samples must have values that %s can hold, but %s is %s"
                    .formatted(
                        wanted, Samples.place((long) first * features + i, features), scaled[i]));
          }
        }
        target.write((long) first * features, scaled.length);
      }
      return tensor;
    } catch (RuntimeException | Error e) {
      tensor.close();
      throw e;
    }
  }

  private static WantedType wanted(DataType type) {
    return WantedType.of(type)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "type must be one of %s, but is %s"
                        .formatted(Arrays.toString(WantedType.values()), type)));
  }

  /** Makes a tensor of an array in a file. */
  static TType of(StoredArray array, DataType type) {
    WantedType wanted =
        WantedType.of(type).orElseThrow(() -> array.in().error("an array for " + type, "numbers"));
    int width = array.type().bytes();
    int count = count(array.in(), array.dimensions(), Math.max(width, wanted.bytes()));
    array.in().promise((long) count * width);
    TType tensor =
        Tensor.of(wanted.tensorClass(), wanted.tensorShape(Shape.of(array.dimensions())));
    try {
      if (array.columnMajor() && array.dimensions().length > 1) {
        Target all = new Target(tensor, wanted, count);
        StoredArray.ColumnMajorWalk walk = new StoredArray.ColumnMajorWalk(array.dimensions());
        read(
            array,
            wanted,
            count,
            (chunk, first, size) -> {
              for (int i = 0; i < size; i++) {
                int index = walk.next();
                put(array, chunk, i, wanted, all.elements(), index, index);
              }
            });
        all.write(0, count);
      } else {
        Target part = new Target(tensor, wanted, Math.min(count, CHUNK));
        read(
            array,
            wanted,
            count,
            (chunk, first, size) -> {
              for (int i = 0; i < size; i++) {
                put(array, chunk, i, wanted, part.elements(), i, first + i);
              }
              part.write(first, size);
            });
      }
      array.in().expectEnd();
      return tensor;
    } catch (RuntimeException | Error e) {
      tensor.close();
      throw e;
    }
  }

  /** The number of elements, if that many fit into a Java array. */
  static int count(ByteInput in, long[] dimensions, int bytes) {
    long count = 1;
    boolean empty = Arrays.stream(dimensions).anyMatch(size -> size == 0);
    for (long size : dimensions) {
      if (!empty && count > LARGEST_ARRAY / Math.max(1, bytes) / size) {
        throw in.error(
            "at most " + LARGEST_ARRAY + " bytes of elements",
            "an array of shape " + Arrays.toString(dimensions));
      }
      count *= size;
    }
    return empty ? 0 : (int) count;
  }

  @FunctionalInterface
  private interface ChunkReader {
    void accept(ByteBuffer chunk, int first, int count);
  }

  private static void read(StoredArray array, WantedType wanted, int count, ChunkReader reader) {
    int width = array.type().bytes();
    byte[] bytes = new byte[Math.min(count, CHUNK) * width];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(array.order());
    for (int first = 0; first < count; first += CHUNK) {
      int size = Math.min(CHUNK, count - first);
      array.in().read(bytes, size * width, "elements");
      reader.accept(chunk, first, size);
    }
  }

  private static void put(
      StoredArray array,
      ByteBuffer chunk,
      int from,
      WantedType wanted,
      ByteBuffer out,
      int to,
      int index) {
    ElementType stored = array.type();
    int at = to * wanted.bytes();
    boolean kept;
    if (stored == ElementType.UINT64) {
      kept = wanted.putUnsigned(out, at, stored.toLong(chunk, from));
    } else if (stored.integral()) {
      kept = wanted.put(out, at, stored.toLong(chunk, from));
    } else if (stored.complex()) {
      kept = wanted.put(out, at, stored.toDouble(chunk, from), stored.toImaginary(chunk, from));
    } else {
      kept = wanted.put(out, at, stored.toDouble(chunk, from));
    }
    if (!kept) {
      throw new DataFileException(
          array.in().file(),
          "element " + index,
          "a value that " + wanted + " can hold",
          shown(stored, chunk, from));
    }
  }

  private static String shown(ElementType stored, ByteBuffer chunk, int index) {
    if (stored.integral()) {
      long value = stored.toLong(chunk, index);
      return stored == ElementType.UINT64 ? Long.toUnsignedString(value) : String.valueOf(value);
    }
    double value = stored.toDouble(chunk, index);
    return stored.complex() ? value + " + " + stored.toImaginary(chunk, index) + "i" : "" + value;
  }

  /** The memory of a tensor, with room for the elements that are written to it next. */
  private static final class Target {
    private final ByteDataBuffer memory;
    private final ByteBuffer elements;
    private final int width;

    Target(TType tensor, WantedType type, int room) {
      this.memory = tensor.size() == 0 ? null : tensor.asRawTensor().data();
      this.width = type.bytes();
      this.elements = ByteBuffer.allocate(room * width).order(ByteOrder.nativeOrder());
    }

    ByteBuffer elements() {
      return elements;
    }

    void write(long first, int count) {
      if (count > 0) {
        memory.slice(first * width, (long) count * width).write(elements.array(), 0, count * width);
      }
    }
  }
}
