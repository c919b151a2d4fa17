package io.latent4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import org.tensorflow.ndarray.Shape;

/**
 * An array in a file whose header is read and whose elements follow: what IDX and NPY have in
 * common.
 *
 * @param in the file, at the first element
 * @param type the type of the elements
 * @param order their byte order
 * @param columnMajor true if the first axis varies fastest
 * @param dimensions the size along each axis
 */
record StoredArray(
    ByteInput in, ElementType type, ByteOrder order, boolean columnMajor, long[] dimensions) {

  /** More axes than NumPy can have. */
  static final int MAX_RANK = 64;

  private static final int LARGEST_JAVA_ARRAY = Integer.MAX_VALUE - 8;
  private static final int CHUNK = 1 << 16;

  /** Reads the elements as samples. */
  Samples toSamples(String name) {
    long size = promisedSize();
    Shape shape = Samples.atLeastTwoAxes(Shape.of(dimensions));
    return Samples.owning(
        name, type.exactInFloat32() ? exactly(shape, size) : inDouble(shape, size));
  }

  private TensorMemory exactly(Shape shape, long size) {
    return TensorMemory.create(
        type == ElementType.UINT8,
        shape,
        target -> {
          if (isColumnMajor()) {
            readColumnMajor(target, requireInt(size, "elements in Fortran order"));
          } else {
            readRowMajor(target, size);
          }
          in.expectEnd();
          requireFinite(target);
        });
  }

  private TensorMemory inDouble(Shape shape, long size) {
    return NumberMemory.create(
        shape,
        target -> {
          if (isColumnMajor()) {
            readColumnMajor(target, requireInt(size, "elements in Fortran order"));
          } else {
            readRowMajor(target, size);
          }
          in.expectEnd();
          requireFinite(target.memory());
        });
  }

  private boolean isColumnMajor() {
    return columnMajor && dimensions.length > 1;
  }

  private void readRowMajor(TensorMemory target, long size) {
    long[] done = {0};
    if (type == ElementType.UINT8) {
      eachChunk(
          size,
          (chunk, count) -> {
            target.writeBytes(done[0], chunk.array(), count);
            done[0] += count;
          });
      return;
    }
    float[] floats = new float[(int) Math.min(size, CHUNK)];
    eachChunk(
        size,
        (chunk, count) -> {
          type.toFloats(chunk, floats, count);
          target.write(done[0], floats, count);
          done[0] += count;
        });
  }

  private void readRowMajor(NumberMemory target, long size) {
    long[] done = {0};
    double[] doubles = new double[(int) Math.min(size, CHUNK)];
    eachChunk(
        size,
        (chunk, count) -> {
          type.toDoubles(chunk, doubles, count);
          target.write(done[0], doubles, count);
          done[0] += count;
        });
  }

  private void readColumnMajor(TensorMemory target, int size) {
    float[] rowMajor = new float[size];
    float[] floats = new float[Math.min(size, CHUNK)];
    ColumnMajorWalk walk = new ColumnMajorWalk(dimensions);
    eachChunk(
        size,
        (chunk, count) -> {
          type.toFloats(chunk, floats, count);
          for (int i = 0; i < count; i++) {
            rowMajor[walk.next()] = floats[i];
          }
        });
    target.write(0, rowMajor, size);
  }

  private void readColumnMajor(NumberMemory target, int size) {
    double[] rowMajor = new double[size];
    double[] doubles = new double[Math.min(size, CHUNK)];
    ColumnMajorWalk walk = new ColumnMajorWalk(dimensions);
    eachChunk(
        size,
        (chunk, count) -> {
          type.toDoubles(chunk, doubles, count);
          for (int i = 0; i < count; i++) {
            rowMajor[walk.next()] = doubles[i];
          }
        });
    target.write(0, rowMajor, size);
  }

  private void requireFinite(TensorMemory memory) {
    OptionalLong bad = memory.firstNonFinite();
    if (bad.isPresent()) {
      long features = memory.shape().size() / memory.shape().get(0);
      throw new DataFileException(
          in.file(),
          Samples.place(bad.getAsLong(), features),
          "a finite number that float32 can hold",
          String.valueOf(memory.get(bad.getAsLong())));
    }
  }

  /** Reads the elements as labels; there must be one for each sample. */
  Labels toLabels() {
    for (int axis = 1; axis < dimensions.length; axis++) {
      if (dimensions[axis] != 1) {
        throw in.error("labels, one for each sample", "an array of shape " + shapeText());
      }
    }
    int size = requireInt(promisedSize(), "labels");
    long[] labels = new long[size];
    int[] done = {0};
    eachChunk(
        size,
        (chunk, count) -> {
          for (int i = 0; i < count; i++) {
            labels[done[0]] = label(chunk, i, done[0]);
            done[0]++;
          }
        });
    in.expectEnd();
    return Labels.ofNumbers(labels);
  }

  private long label(ByteBuffer chunk, int index, int row) {
    if (type.integral()) {
      long value = type.toLong(chunk, index);
      if (type == ElementType.UINT64 && value < 0) {
        throw labelError(row, Long.toUnsignedString(value));
      }
      return value;
    }
    double value = type.toDouble(chunk, index);
    if (value != Math.rint(value) || Math.abs(value) > 0x1p53) {
      throw labelError(row, String.valueOf(value));
    }
    return (long) value;
  }

  private DataFileException labelError(int row, String found) {
    return new DataFileException(in.file(), "row " + row + " (from 0)", "an integer label", found);
  }

  private interface ChunkReader {
    void accept(ByteBuffer chunk, int count);
  }

  private void eachChunk(long size, ChunkReader reader) {
    byte[] bytes = new byte[(int) Math.min(size, CHUNK) * type.bytes()];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(order);
    int count;
    for (long done = 0; done < size; done += count) {
      count = (int) Math.min(CHUNK, size - done);
      in.read(bytes, count * type.bytes(), "elements");
      reader.accept(chunk, count);
    }
  }

  /** Returns the number of elements, once it is certain that the file has them. */
  long promisedSize() {
    if (dimensions.length == 0) {
      throw in.error("an array with at least one axis", "a single number");
    }
    long size = 1;
    for (long dimension : dimensions) {
      if (dimension <= 0) {
        throw in.error("at least one element", "an array of shape " + shapeText());
      }
      if (dimension > Long.MAX_VALUE / type.bytes() / size) {
        throw in.error("a size that a file can have", "an array of shape " + shapeText());
      }
      size *= dimension;
    }
    requireInt(dimensions[0], "samples");
    requireInt(size / dimensions[0], "features");
    in.promise(size * type.bytes());
    return size;
  }

  private int requireInt(long count, String what) {
    if (count > LARGEST_JAVA_ARRAY) {
      throw in.error("at most " + LARGEST_JAVA_ARRAY + " " + what, String.valueOf(count));
    }
    return (int) count;
  }

  private String shapeText() {
    return Arrays.toString(dimensions);
  }

  /** Steps through an array in column-major order and gives the row-major index of each element. */
  static final class ColumnMajorWalk {

    private final long[] dimensions;
    private final int[] coordinates;
    private final int[] strides;
    private int index;

    ColumnMajorWalk(long[] dimensions) {
      this.dimensions = dimensions;
      coordinates = new int[dimensions.length];
      strides = new int[dimensions.length];
      int stride = 1;
      for (int axis = dimensions.length - 1; axis >= 0; axis--) {
        strides[axis] = stride;
        stride *= (int) dimensions[axis];
      }
    }

    int next() {
      int here = index;
      for (int axis = 0; axis < dimensions.length; axis++) {
        index += strides[axis];
        if (++coordinates[axis] < dimensions[axis]) {
          break;
        }
        index -= strides[axis] * coordinates[axis];
        coordinates[axis] = 0;
      }
      return here;
    }
  }
}
