package io.latent4j.data;

import io.latent4j.files.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * NumPy's file of one array. All versions of the format are read, with integers, unsigned integers
 * and floats of any width, booleans, either byte order, and C or Fortran order; as tensors also
 * complex numbers, bytes and texts. Version 1.0, little endian, C order is written.
 */
public final class Npy {

  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int PREAMBLE = MAGIC.length + 4;
  private static final int CHUNK = 1 << 14;
  private static final int LONGEST_HEADER = 1 << 20;

  private Npy() {}

  /**
   * Reads samples: the first axis counts them, an array of one axis is one feature.
   *
   * @param file the file
   * @return the samples, uint8 if that is the array's type, else float32, or float64 where float32
   *     would lose what tells them apart
   * @throws DataFileException if the file is missing, corrupt, empty, of a type that is no number,
   *     or has NaN or infinity
   */
  public static Samples read(Path file) {
    try (ByteInput in = ByteInput.open(file)) {
      return array(in).toSamples(String.valueOf(file.getFileName()));
    }
  }

  /**
   * Reads an array as a tensor of a certain type, whatever the type in the file, if every element
   * can be kept as it is. Strings are bytes: NumPy's bytes ({@code S}) come as they are, texts
   * ({@code U}, and texts in arrays of objects) as UTF-8, both without the NULs at their ends.
   * Two-byte elements that NumPy knows nothing of ({@code V2}) are read as bfloat16 if that is
   * wanted.
   *
   * @param file the file
   * @param type the type of the tensor; one that Java lacks comes as a tensor of the same bits
   * @return the tensor, to be closed by the caller
   * @throws DataFileException if the file is missing or corrupt, or has an element that the type
   *     can't hold
   */
  public static TType readTensor(Path file, DataType type) {
    try (ByteInput in = ByteInput.open(file)) {
      return tensor(in, type);
    }
  }

  static TType tensor(ByteInput in, DataType type) {
    NpyHeader header = header(in);
    if (type == DataType.DT_STRING) {
      if (!TextArray.isOne(header.type())) {
        throw in.error(
            "texts or bytes (NumPy's U, S, or O of these)",
            "'" + Text.oneLine(header.type().text()) + "'");
      }
      return TextArray.read(in, header);
    }
    if (TextArray.isOne(header.type())) {
      throw in.error("numbers", "texts or objects, '" + Text.oneLine(header.type().text()) + "'");
    }
    boolean brainFloats = type == DataType.DT_BFLOAT16 && header.type().isOpaquePair();
    return ExactTensor.of(brainFloats ? header.brainFloats(in) : header.anyNumbers(in), type);
  }

  static Labels readLabels(Path file) {
    try (ByteInput in = ByteInput.open(file)) {
      return array(in).toLabels();
    }
  }

  /** Reads the header. */
  static StoredArray array(ByteInput in) {
    return header(in).array(in);
  }

  private static NpyHeader header(ByteInput in) {
    in.expect(MAGIC, "the start of an NPY file");
    byte[] version = in.take(2, "the version");
    if (version[0] < 1 || version[0] > 3) {
      throw in.error("NPY version 1, 2 or 3", "version " + version[0] + "." + version[1]);
    }
    int width = version[0] == 1 ? 2 : 4;
    ByteBuffer size =
        ByteBuffer.wrap(in.take(width, "the header's length")).order(ByteOrder.LITTLE_ENDIAN);
    int length = width == 2 ? size.getShort() & 0xffff : size.getInt();
    if (length < 0 || length > LONGEST_HEADER) {
      throw in.error("a header of at most " + LONGEST_HEADER + " bytes", length + " bytes");
    }
    long start = in.position();
    String text = new String(in.take(length, "a header"), StandardCharsets.UTF_8);
    return NpyHeader.parse(text, in.file(), start);
  }

  /**
   * Writes an array of float32. The file is replaced when complete.
   *
   * @param file the file
   * @param values the values, row-major
   * @param shape the size along each axis
   * @throws IOException if the file can't be written; what was there is kept
   * @throws IllegalArgumentException if the shape is not that of the values
   */
  public static void write(Path file, float[] values, long... shape) throws IOException {
    write(
        file,
        "<f4",
        values.length,
        shape,
        (chunk, from, to) -> chunk.asFloatBuffer().put(values, from, to - from));
  }

  /**
   * Writes an array of int32. The file is replaced when complete.
   *
   * @param file the file
   * @param values the values, row-major
   * @param shape the size along each axis
   * @throws IOException if the file can't be written; what was there is kept
   * @throws IllegalArgumentException if the shape is not that of the values
   */
  public static void write(Path file, int[] values, long... shape) throws IOException {
    write(
        file,
        "<i4",
        values.length,
        shape,
        (chunk, from, to) -> chunk.asIntBuffer().put(values, from, to - from));
  }

  /**
   * Writes a tensor in its own type. The file is replaced when complete. Strings are written as
   * NumPy's bytes ({@code S}), all as wide as the longest, filled up with NULs: NumPy shows each
   * without the NULs at its end, be they its own or not.
   *
   * @param file the file
   * @param tensor the values
   * @param type the type of the array: the tensor's own, or one of elements of the same size whose
   *     bits the tensor holds, see {@link ExactTensor}; bfloat16, which NumPy lacks, becomes
   *     float32
   * @throws IOException if the file can't be written; what was there is kept
   * @throws IllegalArgumentException if NumPy has no such type
   */
  public static void write(Path file, TType tensor, DataType type) throws IOException {
    if (tensor instanceof TBfloat16 values) {
      float[] floats = new float[Math.toIntExact(values.size())];
      int[] next = {0};
      values.scalars().forEach(scalar -> floats[next[0]++] = scalar.getFloat());
      write(file, floats, tensor.shape().asArray());
      return;
    }
    if (tensor instanceof TString strings) {
      writeStrings(file, strings);
      return;
    }
    Shape shape = tensor.shape();
    if (type == DataType.DT_COMPLEX128) {
      shape = shape.take(shape.numDimensions() - 1); // behind it are real and imaginary part
    }
    byte[] header = header(code(type), shape.asArray());
    WholeFile.write(
        file,
        out -> {
          out.write(header);
          ByteDataBuffer data = tensor.size() == 0 ? null : tensor.asRawTensor().data();
          byte[] chunk = new byte[CHUNK];
          for (long done = 0; data != null && done < data.size(); done += chunk.length) {
            int part = (int) Math.min(chunk.length, data.size() - done);
            data.slice(done, part).read(chunk, 0, part);
            out.write(chunk, 0, part);
          }
        });
  }

  private static void writeStrings(Path file, TString tensor) throws IOException {
    int[] width = {1}; // NumPy's own least
    NdArray<byte[]> strings = tensor.asBytes();
    strings.scalars().forEach(one -> width[0] = Math.max(width[0], one.getObject().length));
    WholeFile.write(
        file,
        out -> {
          out.write(header("|S" + width[0], tensor.shape().asArray()));
          for (NdArray<byte[]> one : strings.scalars()) {
            byte[] string = one.getObject();
            out.write(string);
            out.write(new byte[width[0] - string.length]);
          }
        });
  }

  private static String code(DataType type) {
    return switch (type) {
      case DT_BOOL -> "|b1";
      case DT_INT8 -> "|i1";
      case DT_UINT8 -> "|u1";
      case DT_INT16 -> "<i2";
      case DT_UINT16 -> "<u2";
      case DT_INT32 -> "<i4";
      case DT_UINT32 -> "<u4";
      case DT_INT64 -> "<i8";
      case DT_UINT64 -> "<u8";
      case DT_HALF -> "<f2";
      case DT_FLOAT -> "<f4";
      case DT_DOUBLE -> "<f8";
      case DT_COMPLEX64 -> "<c8";
      case DT_COMPLEX128 -> "<c16";
      default ->
          throw new IllegalArgumentException("type must be one that NumPy has, but is " + type);
    };
  }

  private interface ChunkWriter {
    void put(ByteBuffer chunk, int from, int to);
  }

  private static void write(Path file, String type, int count, long[] shape, ChunkWriter writer)
      throws IOException {
    requireShape(count, shape);
    WholeFile.write(
        file,
        out -> {
          out.write(header(type, shape));
          writeElements(out, count, writer);
        });
  }

  private static void requireShape(int count, long[] shape) {
    long size = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "shape must not be negative, but is " + Arrays.toString(shape));
      }
      size = dimension == 0 || size <= Integer.MAX_VALUE / dimension ? size * dimension : -1;
      if (size < 0) {
        break;
      }
    }
    if (size != count) {
      throw new IllegalArgumentException(
          "shape must have as many elements as there are values, "
              + count
              + ", but is "
              + Arrays.toString(shape));
    }
  }

  private static byte[] header(String type, long[] shape) {
    String axes =
        LongStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "))
            + (shape.length == 1 ? "," : "");
    String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + axes + "), }";
    int padding = ALIGNMENT - 1 - (PREAMBLE + text.length()) % ALIGNMENT;
    int length = text.length() + padding + 1;
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(MAGIC);
    header.writeBytes(new byte[] {1, 0, (byte) length, (byte) (length >> 8)});
    header.writeBytes((text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
    return header.toByteArray();
  }

  private static void writeElements(OutputStream out, int count, ChunkWriter writer)
      throws IOException {
    byte[] bytes = new byte[Math.min(count, CHUNK) * 4];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int to;
    for (int from = 0; from < count; from = to) {
      to = Math.min(count, from + CHUNK);
      writer.put(chunk, from, to);
      out.write(bytes, 0, (to - from) * 4);
    }
  }
}
