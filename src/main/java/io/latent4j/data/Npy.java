package io.latent4j.data;

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

/**
 * NumPy's file of one array. All versions of the format are read, with integers, unsigned integers
 * and floats of any width, booleans, either byte order, and C or Fortran order; version 1.0, little
 * endian, C order is written.
 */
public final class Npy {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int PREAMBLE = MAGIC.length + 4;
  private static final int CHUNK = 1 << 14;
  private static final int LONGEST_HEADER = 1 << 20;

  private Npy() {}

  /**
   * Reads samples: the first axis counts them, an array of one axis is one feature.
   *
   * @param file the file
   * @return the samples, uint8 if that is the array's type, else float32
   * @throws DataFileException if the file is missing, corrupt, empty, of a type that is no number,
   *     or has NaN or infinity
   */
  public static Samples read(Path file) {
    try (ByteInput in = ByteInput.open(file)) {
      return array(in).toSamples(String.valueOf(file.getFileName()));
    }
  }

  static Labels readLabels(Path file) {
    try (ByteInput in = ByteInput.open(file)) {
      return array(in).toLabels();
    }
  }

  /** Reads the header. */
  static StoredArray array(ByteInput in) {
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
    return NpyHeader.parse(text, in.file(), start).array(in);
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

  private interface ChunkWriter {
    void put(ByteBuffer chunk, int from, int to);
  }

  private static void write(Path file, String type, int count, long[] shape, ChunkWriter writer)
      throws IOException {
    requireShape(count, shape);
    AtomicFile.write(
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
