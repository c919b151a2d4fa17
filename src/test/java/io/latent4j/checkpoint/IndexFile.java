package io.latent4j.checkpoint;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes indexes with right checksums that TensorFlow would not write. */
final class IndexFile {
  private static final long MAGIC = 0xdb4775248b80fb57L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private IndexFile() {}

  static void write(Path file, Map<String, ? extends MessageLite> entries) throws IOException {
    Map<String, byte[]> values = new LinkedHashMap<>();
    entries.forEach((key, value) -> values.put(key, value.toByteArray()));
    writeBytes(file, values);
  }

  static void writeBytes(Path file, Map<String, byte[]> entries) throws IOException {
    IndexFile table = new IndexFile();
    byte[] data = table.append(entries);
    byte[] meta = table.append(Map.of());
    byte[] index = table.append(Map.of("\uffff", data));
    ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    footer.put(meta).put(index).putLong(40, MAGIC);
    table.bytes.writeBytes(footer.array());
    Files.write(file, table.bytes.toByteArray());
  }

  /** Appends a block and returns its handle. */
  private byte[] append(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(block);
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
      out.writeUInt32NoTag(0);
      out.writeUInt32NoTag(key.length);
      out.writeUInt32NoTag(entry.getValue().length);
      out.writeRawBytes(key);
      out.writeRawBytes(entry.getValue());
    }
    out.writeFixed32NoTag(0); // the only restart point
    out.writeFixed32NoTag(1);
    out.writeRawByte(0); // not compressed
    out.flush();
    int offset = bytes.size();
    byte[] content = block.toByteArray();
    bytes.writeBytes(content);
    bytes.writeBytes(
        ByteBuffer.allocate(4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(Crc.masked(content, 0, content.length))
            .array());
    ByteArrayOutputStream handle = new ByteArrayOutputStream();
    CodedOutputStream handleOut = CodedOutputStream.newInstance(handle);
    handleOut.writeUInt64NoTag(offset);
    handleOut.writeUInt64NoTag(content.length - 1);
    handleOut.flush();
    return handle.toByteArray();
  }
}
