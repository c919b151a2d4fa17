package io.latent4j.checkpoint;

import com.google.protobuf.CodedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Reads the bytes of one tensor from a data file and checks their checksum. */
final class TensorContent {
  private static final int CHUNK = 1 << 20;

  private final Path file;
  private final StoredTensor stored;

  TensorContent(Path file, StoredTensor stored) {
    this.file = file;
    this.stored = stored;
  }

  /** Reads the tensor, to be closed by the caller. */
  <T extends TType> T read(Class<T> type) {
    try (FileChannel channel = FileChannel.open(file)) {
      channel.position(stored.offset());
      return type == TString.class ? type.cast(readStrings(channel)) : readNumbers(channel, type);
    } catch (IOException e) {
      throw ModelFormatException.unreadable(file, "the value of '" + key() + "'", e);
    }
  }

  private <T extends TType> T readNumbers(SeekableByteChannel channel, Class<T> type)
      throws IOException {
    T tensor = Tensor.of(type, ElementTypes.bitsShape(stored.entry().type(), shape()));
    try {
      if (stored.size() > 0) {
        copy(channel, tensor.asRawTensor().data());
      }
      return tensor;
    } catch (IOException | RuntimeException e) {
      tensor.close();
      throw e;
    }
  }

  private void copy(SeekableByteChannel channel, ByteDataBuffer target) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] chunk = new byte[(int) Math.min(CHUNK, stored.size())];
    for (long done = 0; done < stored.size(); done += chunk.length) {
      int part = (int) Math.min(chunk.length, stored.size() - done);
      fill(channel, ByteBuffer.wrap(chunk, 0, part));
      crc.update(chunk, 0, part);
      target.slice(done, part).write(chunk, 0, part);
    }
    check(Crc.masked(crc), stored.checksum());
  }

  /**
   * The lengths as variable-length numbers, a checksum of the lengths as plain numbers, the bytes
   * of all strings.
   */
  private TString readStrings(SeekableByteChannel channel) throws IOException {
    if (stored.size() > Integer.MAX_VALUE - Long.BYTES) {
      throw new IOException("strings of " + stored.size() + " bytes");
    }
    byte[] bytes = new byte[(int) stored.size()];
    fill(channel, ByteBuffer.wrap(bytes));
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    CRC32C crc = new CRC32C();
    long[] lengths = new long[Math.toIntExact(shape().size())];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = in.readRawVarint64();
      crc.update(plain(lengths[i]));
    }
    check(Crc.masked(crc), in.readRawLittleEndian32());
    int start = in.getTotalBytesRead();
    crc.update(bytes, start - Integer.BYTES, bytes.length - start + Integer.BYTES);
    check(Crc.masked(crc), stored.checksum());
    byte[][] strings = new byte[lengths.length][];
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0 || lengths[i] > bytes.length) {
        throw new IOException("a string of " + lengths[i] + " bytes");
      }
      strings[i] = in.readRawBytes((int) lengths[i]);
    }
    return TString.tensorOfBytes(shape(), DataBuffers.ofObjects(strings));
  }

  private static ByteBuffer plain(long length) {
    boolean fits = length >= 0 && length <= 0xffffffffL;
    ByteBuffer number =
        ByteBuffer.allocate(fits ? Integer.BYTES : Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return (fits ? number.putInt((int) length) : number.putLong(length)).flip();
  }

  private void fill(SeekableByteChannel channel, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new EOFException("the end of the file");
      }
    }
  }

  private void check(int actual, int recorded) throws IOException {
    if (actual != recorded) {
      throw new IOException("bytes with a wrong checksum");
    }
  }

  private Shape shape() {
    return stored.entry().shape();
  }

  private String key() {
    return stored.entry().key();
  }
}
