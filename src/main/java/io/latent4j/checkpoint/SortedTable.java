package io.latent4j.checkpoint;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the sorted table (LevelDB's file format) that is the index of a checkpoint.
 *
 * <p>At the end of the file a footer says where the index block is. The index block says where the
 * data blocks are. A block is a list of entries whose keys leave out what they share with the key
 * before, an array of restart points that a full scan has no use for, a byte for the compression,
 * and a checksum.
 */
final class SortedTable {
  private static final int FOOTER_BYTES = 48;
  private static final int TRAILER_BYTES = 5;
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final String EXPECTED = "the index of a checkpoint";

  private final Path file;
  private final byte[] bytes;

  private SortedTable(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** Reads all entries, in the order of their keys. */
  static Map<String, byte[]> read(Path file) {
    try {
      long size = Files.size(file);
      if (size < FOOTER_BYTES || size > Integer.MAX_VALUE - Long.BYTES) {
        throw new ModelFormatException(file, EXPECTED, "a file of " + size + " bytes");
      }
      return new SortedTable(file, Files.readAllBytes(file)).entries();
    } catch (IOException e) {
      throw ModelFormatException.unreadable(file, EXPECTED, e);
    }
  }

  private record Block(long offset, long size) {
    static Block read(CodedInputStream in) throws IOException {
      return new Block(in.readRawVarint64(), in.readRawVarint64());
    }
  }

  private interface EntryConsumer {
    void accept(String key, byte[] value) throws IOException;
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    forEach(
        indexBlock(),
        (lastKey, handle) ->
            forEach(
                Block.read(CodedInputStream.newInstance(handle)),
                (key, value) -> {
                  if (entries.put(key, value) != null) {
                    throw broken("key '" + key + "' twice");
                  }
                }));
    return entries;
  }

  private Block indexBlock() throws IOException {
    int footer = bytes.length - FOOTER_BYTES;
    if (littleEndian(bytes.length - Long.BYTES).getLong() != MAGIC) {
      throw broken("a file that does not end as one");
    }
    CodedInputStream in = CodedInputStream.newInstance(bytes, footer, FOOTER_BYTES - Long.BYTES);
    Block.read(in); // the block of meta data, of which a checkpoint has none
    return Block.read(in);
  }

  private void forEach(Block block, EntryConsumer consumer) throws IOException {
    int start = checked(block);
    int size = (int) block.size();
    int restarts = littleEndian(start + size - Integer.BYTES).getInt();
    long end = size - Integer.BYTES * (1L + restarts);
    if (restarts < 0 || end < 0) {
      throw broken("a block with " + restarts + " restart points");
    }
    CodedInputStream in = CodedInputStream.newInstance(bytes, start, (int) end);
    byte[] key = {};
    while (!in.isAtEnd()) {
      int shared = in.readRawVarint32();
      int unshared = in.readRawVarint32();
      int valueSize = in.readRawVarint32();
      if (shared < 0 || shared > key.length) {
        throw broken("a key that shares " + shared + " bytes with one of " + key.length);
      }
      byte[] rest = in.readRawBytes(unshared);
      key = Arrays.copyOf(key, shared + unshared);
      System.arraycopy(rest, 0, key, shared, unshared);
      consumer.accept(new String(key, StandardCharsets.UTF_8), in.readRawBytes(valueSize));
    }
  }

  /** Where a block starts, once it is known to be whole. */
  private int checked(Block block) {
    long limit = bytes.length - FOOTER_BYTES - TRAILER_BYTES;
    if (block.offset() < 0
        || block.size() < Integer.BYTES
        || block.offset() > limit
        || block.size() > limit - block.offset()) {
      throw broken(
          "a block of %d bytes at %d in a file of %d"
              .formatted(block.size(), block.offset(), bytes.length));
    }
    int start = (int) block.offset();
    int end = start + (int) block.size();
    if (littleEndian(end + 1).getInt() != Crc.masked(bytes, start, end + 1 - start)) {
      throw broken("a block with a wrong checksum at " + start);
    }
    if (bytes[end] != 0) {
      throw broken("a compressed block, which checkpoints do not have, at " + start);
    }
    return start;
  }

  private ByteBuffer littleEndian(int offset) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(offset);
  }

  private ModelFormatException broken(String found) {
    return new ModelFormatException(file, EXPECTED, found);
  }
}
