package io.latent4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A gzip file unpacked, strictly: the JDK's {@code GZIPInputStream} silently ignores whatever
 * follows the packed data, this stream refuses it. Several gzip members in a row are one stream.
 */
final class GzipInput extends InputStream {

  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATED = 8;
  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private int next;
  private int end;
  private long pulled;
  private boolean finished;

  GzipInput(InputStream in) throws IOException {
    this.in = in;
    readHeader(readByte());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!finished) {
      int count = inflate(target, offset, length);
      if (count > 0) {
        checksum.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw corrupt("deflated data", "data that need a dictionary");
      } else if (next == end && !fill()) {
        throw corrupt("more packed data", "end of file");
      } else {
        feed();
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      CorruptInputException corrupt = corrupt("intact gzip data", "damage: " + e.getMessage());
      corrupt.initCause(e);
      throw corrupt;
    }
  }

  private void feed() {
    inflater.setInput(buffer, next, end - next);
    next = end;
  }

  private void endMember() throws IOException {
    next = end - inflater.getRemaining();
    inflater.setInput(new byte[0]);
    long expectedChecksum = readUnsignedInt();
    if (expectedChecksum != checksum.getValue()) {
      throw corrupt(
          "data with checksum " + Long.toHexString(expectedChecksum),
          "checksum " + Long.toHexString(checksum.getValue()));
    }
    long expectedSize = readUnsignedInt();
    long size = inflater.getBytesWritten() & 0xffffffffL;
    if (expectedSize != size) {
      throw corrupt(expectedSize + " unpacked bytes", size + " bytes");
    }
    if (next == end && !fill()) {
      finished = true;
      return;
    }
    int first = readByte();
    if (first != MAGIC_1) {
      throw corrupt("end of file", "other data behind the gzip data");
    }
    readHeader(first);
    inflater.reset();
    checksum.reset();
    feed();
  }

  private void readHeader(int first) throws IOException {
    int second = readByte();
    if (first != MAGIC_1 || second != MAGIC_2) {
      throw corrupt("gzip data (1f 8b)", String.format("%02x %02x", first, second));
    }
    int method = readByte();
    if (method != DEFLATED) {
      throw corrupt("gzip method 8 (deflate)", "method " + method);
    }
    int flags = readByte();
    skip(6);
    if ((flags & HAS_EXTRA) != 0) {
      skip(readByte() | readByte() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_HEADER_CRC) != 0) {
      skip(2);
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      readByte();
    }
  }

  private void skipText() throws IOException {
    int c = readByte();
    while (c != 0) {
      c = readByte();
    }
  }

  private long readUnsignedInt() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) readByte() << shift;
    }
    return value;
  }

  private int readByte() throws IOException {
    if (next == end && !fill()) {
      throw corrupt("more gzip data", "end of file");
    }
    return buffer[next++] & 0xff;
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer);
    next = 0;
    end = Math.max(count, 0);
    pulled += end;
    return count > 0;
  }

  private CorruptInputException corrupt(String expected, String found) {
    long position = pulled - (end - next) - inflater.getRemaining();
    return new CorruptInputException("byte " + position + " (packed)", expected, found);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
