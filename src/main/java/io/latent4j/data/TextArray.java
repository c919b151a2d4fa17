package io.latent4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TString;

/**
 * Reads NumPy's arrays of bytes and texts as strings, which are bytes to TensorFlow: bytes ({@code
 * S}) as they are, texts ({@code U}, and Python's own in object arrays) as UTF-8. What NumPy fills
 * up to a fixed width goes, the NULs at the end, as it does in NumPy.
 */
final class TextArray {
  private final ByteInput in;
  private final NpyHeader header;

  private TextArray(ByteInput in, NpyHeader header) {
    this.in = in;
    this.header = header;
  }

  static boolean isOne(NpyType type) {
    return type.isText() || type.isObject();
  }

  static TString read(ByteInput in, NpyHeader header) {
    TextArray array = new TextArray(in, header);
    byte[][] strings = header.type().isObject() ? array.objects() : array.fixedWidth();
    in.expectEnd();
    return TString.tensorOfBytes(Shape.of(header.dimensions()), DataBuffers.ofObjects(strings));
  }

  private byte[][] objects() {
    byte[][] strings = PickledStrings.read(in, header.dimensions());
    int count = ExactTensor.count(in, header.dimensions(), 1);
    if (strings.length != count) {
      throw in.error(count + " texts, as the header says", String.valueOf(strings.length));
    }
    return strings;
  }

  private byte[][] fixedWidth() {
    long width = header.type().textBytes();
    long[] dimensions = header.dimensions();
    if (width > Integer.MAX_VALUE - 8) {
      throw in.error("texts of at most " + (Integer.MAX_VALUE - 8) + " bytes", width + " bytes");
    }
    int count = ExactTensor.count(in, dimensions, 1);
    in.promise(Math.multiplyExact(count, width));
    byte[][] strings = new byte[count][];
    StoredArray.ColumnMajorWalk walk =
        header.columnMajor() && dimensions.length > 1
            ? new StoredArray.ColumnMajorWalk(dimensions)
            : null;
    for (int i = 0; i < count; i++) {
      byte[] stored = in.take((int) width, "a text");
      int index = walk == null ? i : walk.next();
      strings[index] =
          header.type().isUnicode() ? utf8(stored, header.type().order(), index) : trimmed(stored);
    }
    return strings;
  }

  private static byte[] trimmed(byte[] padded) {
    int end = padded.length;
    while (end > 0 && padded[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(padded, end);
  }

  private byte[] utf8(byte[] stored, ByteOrder order, int index) {
    ByteBuffer points = ByteBuffer.wrap(stored).order(order);
    StringBuilder text = new StringBuilder(stored.length / Integer.BYTES);
    while (points.remaining() >= Integer.BYTES) {
      int point = points.getInt();
      if (!Character.isValidCodePoint(point)) {
        throw new DataFileException(
            in.file(), "element " + index, "Unicode characters", "character " + point);
      }
      text.appendCodePoint(point);
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text, 0, end));
      byte[] encoded = new byte[bytes.remaining()];
      bytes.get(encoded);
      return encoded;
    } catch (CharacterCodingException e) {
      throw new DataFileException(
          in.file(), "element " + index, "a text that UTF-8 can hold", "half a character", e);
    }
  }
}
