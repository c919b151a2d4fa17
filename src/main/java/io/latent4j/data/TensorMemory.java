package io.latent4j.data;

import io.latent4j.engine.NativeLibrary;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The native memory of a tensor of bytes or floats, read and written in bulk. It guards what the
 * library does not: after closing, the library's buffers point to memory that is no longer ours.
 */
final class TensorMemory implements AutoCloseable {
  static {
    NativeLibrary.prepare();
  }

  private static final int CHUNK = 1 << 16;

  private final TType tensor;
  private final ByteDataBuffer bytes;
  private boolean closed;
  private String hash;

  TensorMemory(TType tensor) {
    this.tensor = tensor;
    this.bytes = tensor.asRawTensor().data();
  }

  /** Sets memory aside and fills it; nothing is kept if filling fails. */
  static TensorMemory create(boolean uint8, Shape shape, Consumer<TensorMemory> filler) {
    TensorMemory memory =
        new TensorMemory(uint8 ? TUint8.tensorOf(shape) : TFloat32.tensorOf(shape));
    try {
      filler.accept(memory);
      return memory;
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  static TensorMemory of(float[] values, Shape shape) {
    return create(false, shape, memory -> memory.write(0, values, values.length));
  }

  TType tensor() {
    requireOpen();
    return tensor;
  }

  Shape shape() {
    return tensor.shape();
  }

  boolean isUint8() {
    return tensor instanceof TUint8;
  }

  int elementBytes() {
    return isUint8() ? 1 : Float.BYTES;
  }

  /** Copies elements out as floats, whatever their type. */
  void read(long start, float[] target, int offset, int count) {
    requireOpen();
    if (!isUint8()) {
      bytes
          .slice(start * Float.BYTES, (long) count * Float.BYTES)
          .asFloats()
          .read(target, offset, count);
      return;
    }
    byte[] chunk = new byte[Math.min(count, CHUNK)];
    for (int done = 0; done < count; done += chunk.length) {
      int part = Math.min(chunk.length, count - done);
      bytes.slice(start + done, part).read(chunk, 0, part);
      for (int i = 0; i < part; i++) {
        target[offset + done + i] = chunk[i] & 0xff;
      }
    }
  }

  /** Copies floats in; for a tensor of bytes they must be whole numbers from 0 to 255. */
  void write(long start, float[] source, int count) {
    requireOpen();
    if (!isUint8()) {
      bytes
          .slice(start * Float.BYTES, (long) count * Float.BYTES)
          .asFloats()
          .write(source, 0, count);
      return;
    }
    byte[] converted = new byte[count];
    for (int i = 0; i < count; i++) {
      converted[i] = (byte) (int) source[i];
    }
    writeBytes(start, converted, count);
  }

  /** Copies bytes into a tensor of bytes. */
  void writeBytes(long start, byte[] source, int count) {
    requireOpen();
    bytes.slice(start, count).write(source, 0, count);
  }

  /** Copies elements to another tensor of the same type, from native to native memory. */
  void copyTo(long start, TensorMemory target, long targetStart, long count) {
    requireOpen();
    target.requireOpen();
    int width = elementBytes();
    bytes
        .slice(start * width, count * width)
        .copyTo(target.bytes.slice(targetStart * width, count * width), count * width);
  }

  /** Returns the index of the first element that is NaN or infinite. */
  OptionalLong firstNonFinite() {
    if (isUint8()) {
      return OptionalLong.empty();
    }
    long size = shape().size();
    float[] chunk = new float[(int) Math.min(size, CHUNK)];
    for (long start = 0; start < size; start += chunk.length) {
      int count = (int) Math.min(chunk.length, size - start);
      read(start, chunk, 0, count);
      for (int i = 0; i < count; i++) {
        if (!Float.isFinite(chunk[i])) {
          return OptionalLong.of(start + i);
        }
      }
    }
    return OptionalLong.empty();
  }

  float get(long index) {
    float[] one = new float[1];
    read(index, one, 0, 1);
    return one[0];
  }

  /** Returns the SHA-256 of the bytes, computed once. */
  String hash() {
    requireOpen();
    if (hash == null) {
      hash = computeHash();
    }
    return hash;
  }

  private String computeHash() {
    MessageDigest digest = sha256();
    long size = bytes.size();
    byte[] chunk = new byte[(int) Math.min(size, CHUNK)];
    for (long start = 0; start < size; start += chunk.length) {
      int count = (int) Math.min(chunk.length, size - start);
      bytes.slice(start, count).read(chunk, 0, count);
      digest.update(chunk, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the samples are closed");
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tensor.close();
    }
  }
}
