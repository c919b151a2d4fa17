package io.latent4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The format of MNIST's files: a magic number, the size along each axis, the elements. */
public final class Idx {

  private Idx() {}

  /**
   * Reads samples, unpacked if the file's name ends in {@code .gz}.
   *
   * @param file the file
   * @return the samples, uint8 if that is the file's type, else float32, or float64 where float32
   *     would lose what tells them apart
   * @throws DataFileException if the file is missing, corrupt, empty, or has NaN or infinity
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

  /** Tells whether a file can start with these four bytes. */
  static boolean isMagic(byte[] start) {
    return start[0] == 0 && start[1] == 0 && type(start[2]) != null && start[3] > 0;
  }

  /** Reads the header. */
  static StoredArray array(ByteInput in) {
    byte[] magic = in.take(4, "a magic number");
    if (!isMagic(magic) || magic[3] > StoredArray.MAX_RANK) {
      throw new DataFileException(
          in.file(),
          "byte 0",
          "an IDX magic number (00 00, a type from 08 to 0e, the number of axes)",
          ByteInput.hex(magic));
    }
    ByteBuffer sizes = ByteBuffer.wrap(in.take(magic[3] * 4, "the sizes of the axes"));
    long[] dimensions = new long[magic[3]];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = sizes.getInt() & 0xffffffffL;
    }
    return new StoredArray(in, type(magic[2]), ByteOrder.BIG_ENDIAN, false, dimensions);
  }

  private static ElementType type(byte code) {
    return switch (code) {
      case 0x08 -> ElementType.UINT8;
      case 0x09 -> ElementType.INT8;
      case 0x0b -> ElementType.INT16;
      case 0x0c -> ElementType.INT32;
      case 0x0d -> ElementType.FLOAT32;
      case 0x0e -> ElementType.FLOAT64;
      default -> null;
    };
  }
}
