package io.latent4j.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** Samples from standard input: an NPY file, or else a table, either of them packed or not. */
final class StandardInput {

  /** What {@code --data} calls it. */
  static final String SPEC = "-";

  private static final String NAME = "standard input";
  private static final int START = 6;
  private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int GZIP_1 = 0x1f;
  private static final int GZIP_2 = 0x8b;

  private StandardInput() {}

  /** Reads all of it; it is not closed, for it is not ours. */
  static Samples read(InputStream in, TableOptions options) {
    try {
      InputStream content = buffered(in);
      if (startsWith(content, GZIP_1, GZIP_2)) {
        content = buffered(new GzipInput(content));
      }
      if (Arrays.equals(start(content), NPY)) {
        return Npy.array(ByteInput.ofUnknownLength(NAME, content)).toSamples(NAME);
      }
      return table(content, options);
    } catch (IOException e) {
      throw DataFileException.from(NAME, e);
    }
  }

  private static InputStream buffered(InputStream in) {
    return new BufferedInputStream(in, 1 << 16);
  }

  private static byte[] start(InputStream in) throws IOException {
    in.mark(START);
    byte[] start = in.readNBytes(START);
    in.reset();
    return start;
  }

  private static boolean startsWith(InputStream in, int first, int second) throws IOException {
    byte[] start = start(in);
    return start.length > 1 && (start[0] & 0xff) == first && (start[1] & 0xff) == second;
  }

  /** A table is read more than once, which only a file can be. */
  private static Samples table(InputStream in, TableOptions options) throws IOException {
    Path copy = Files.createTempFile("latent4j", ".table");
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      TextFile file = new TextFile(NAME, NAME, () -> ByteInput.stream(copy));
      return new TableReader(file, options).read();
    } finally {
      Files.delete(copy);
    }
  }
}
