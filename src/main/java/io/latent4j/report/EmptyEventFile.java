package io.latent4j.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * An event file without events: TensorBoard takes a folder for a run, and looks into it, only if
 * there is one.
 */
final class EmptyEventFile {

  /** Any name with {@code tfevents} will do; the rest, usually time and host, must not vary. */
  static final String NAME = "events.out.tfevents.0.projector";

  private static final String VERSION = "brain.Event:2";
  private static final int FIELD_WALL_TIME = 1 << 3 | 1; // field 1, of 64 bits
  private static final int FIELD_FILE_VERSION = 3 << 3 | 2; // field 3, text
  private static final int CRC_MASK = 0xa282ead8;

  private EmptyEventFile() {}

  /** The whole content: one record, which says that events of version 2 follow. */
  static byte[] content() {
    byte[] event = event();
    ByteBuffer file = littleEndian(8 + 4 + event.length + 4);
    byte[] length = littleEndian(8).putLong(event.length).array();
    file.put(length).putInt(maskedCrc(length)).put(event).putInt(maskedCrc(event));
    return file.array();
  }

  private static byte[] event() {
    byte[] version = VERSION.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer event = littleEndian(1 + 8 + 2 + version.length);
    event.put((byte) FIELD_WALL_TIME).putDouble(0);
    event.put((byte) FIELD_FILE_VERSION).put((byte) version.length).put(version);
    return event.array();
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int maskedCrc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + CRC_MASK;
  }
}
