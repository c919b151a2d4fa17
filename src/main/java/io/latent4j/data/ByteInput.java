package io.latent4j.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;

/**
 * The bytes of a data file in order, with the position kept, so that each error can say where. What
 * a header promises is checked against what the file can hold before memory is set aside for it.
 */
final class ByteInput implements Closeable {

  private static final int BLOCK = 1 << 20;
  private static final long UNKNOWN = -1;

  private final String file;
  private final InputStream in;
  private final long length;
  private Deque<byte[]> fetched = new ArrayDeque<>();
  private int nextInBlock;
  private long position;

  private ByteInput(String file, InputStream in, long length) {
    this.file = file;
    this.in = in;
    this.length = length;
  }

  /** Opens a file, unpacked on the way if its name ends in {@code .gz}. */
  static ByteInput open(Path path) {
    String file = path.toString();
    try {
      InputStream stream = stream(path);
      return new ByteInput(file, stream, isGzip(path) ? UNKNOWN : Files.size(path));
    } catch (IOException e) {
      throw DataFileException.from(file, e);
    }
  }

  /** Reads a stream that ends after {@code length} bytes. */
  static ByteInput of(String file, InputStream in, long length) {
    return new ByteInput(file, in, length);
  }

  /** Reads a stream of which nobody can say in advance how long it is. */
  static ByteInput ofUnknownLength(String file, InputStream in) {
    return new ByteInput(file, in, UNKNOWN);
  }

  /** Opens the content of a file, unpacked if its name ends in {@code .gz}. */
  static InputStream stream(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new CorruptInputException("", "a file", "a folder");
    }
    InputStream raw = Files.newInputStream(path);
    try {
      return isGzip(path) ? new GzipInput(raw) : new BufferedInputStream(raw, 1 << 16);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static boolean isGzip(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  String file() {
    return file;
  }

  long position() {
    return position;
  }

  /** Returns the next bytes. */
  byte[] take(int count, String what) {
    byte[] bytes = new byte[count];
    read(bytes, count, what);
    return bytes;
  }

  /** Fills the start of the array with the next bytes. */
  void read(byte[] target, int count, String what) {
    int done = 0;
    while (done < count) {
      int got = readSome(target, done, count - done);
      if (got < 0) {
        throw error(what + " of " + count + " bytes", "end of file after " + done);
      }
      done += got;
    }
    position += count;
  }

  private int readSome(byte[] target, int offset, int count) {
    if (fetched.isEmpty()) {
      try {
        return in.read(target, offset, count);
      } catch (IOException e) {
        throw DataFileException.from(file, e);
      }
    }
    byte[] block = fetched.peek();
    int got = Math.min(count, block.length - nextInBlock);
    System.arraycopy(block, nextInBlock, target, offset, got);
    nextInBlock += got;
    if (nextInBlock == block.length) {
      fetched.remove();
      nextInBlock = 0;
    }
    return got;
  }

  /**
   * Makes sure that exactly {@code count} more bytes are there, so that memory for them can be set
   * aside. Where the length is not known (packed files), they are fetched block by block.
   */
  void promise(long count) {
    if (length != UNKNOWN) {
      long rest = length - position;
      if (count != rest) {
        throw promiseBroken(count, String.valueOf(rest));
      }
      return;
    }
    Deque<byte[]> blocks = new ArrayDeque<>();
    long start = position;
    for (long rest = count; rest > 0; ) {
      byte[] block = new byte[(int) Math.min(BLOCK, rest)];
      int filled = fill(block);
      position += filled;
      if (filled < block.length) {
        long found = position - start;
        position = start;
        throw promiseBroken(count, String.valueOf(found));
      }
      blocks.add(block);
      rest -= filled;
    }
    expectEnd();
    position = start;
    fetched = blocks;
  }

  private int fill(byte[] block) {
    int done = 0;
    while (done < block.length) {
      int got = readSome(block, done, block.length - done);
      if (got < 0) {
        return done;
      }
      done += got;
    }
    return done;
  }

  private DataFileException promiseBroken(long count, String found) {
    return error(count + " bytes of elements as the header says", found);
  }

  /** Makes sure that nothing follows; reading to the end also lets checksums speak. */
  void expectEnd() {
    byte[] one = new byte[1];
    if (readSome(one, 0, 1) > 0) {
      throw error("end of file", "more data");
    }
  }

  /** Makes sure that the file goes on with these bytes. */
  void expect(byte[] magic, String what) {
    byte[] start = take(magic.length, what);
    if (!Arrays.equals(start, magic)) {
      position -= magic.length;
      throw error(what, hex(start));
    }
  }

  static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder("bytes");
    for (byte b : bytes) {
      text.append(String.format(" %02x", b));
    }
    return text.toString();
  }

  /** Returns the error for what stands at the present position. */
  DataFileException error(String expected, String found) {
    return new DataFileException(file, "byte " + position, expected, found);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw DataFileException.from(file, e);
    }
  }
}
