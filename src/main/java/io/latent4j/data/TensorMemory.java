package io.latent4j.data;

import io.latent4j.engine.NativeLibrary;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The native memory of a tensor of bytes, floats or doubles, read and written in bulk. It guards
 * what the library does not: after closing, the library's buffers point to memory that is no longer
 * ours.
 */
final class TensorMemory implements AutoCloseable {
  static {
    NativeLibrary.prepare();
  }

  private static final int CHUNK = 1 << 16;

  private final TType tensor;
  private final Type type;
  private final ByteDataBuffer bytes;
  private boolean closed;
  private String hash;

  TensorMemory(TType tensor) {
    this.tensor = tensor;
    this.type =
        tensor instanceof TUint8
            ? Type.UINT8
            : tensor instanceof TFloat64 ? Type.FLOAT64 : Type.FLOAT32;
    this.bytes = tensor.asRawTensor().data();
  }

  /** The types that samples have. */
  enum Type {
    UINT8(Byte.BYTES),
    FLOAT32(Float.BYTES),
    FLOAT64(Double.BYTES);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Sets memory aside, whose content is whatever was there. */
  static TensorMemory open(Type type, Shape shape) {
    return new TensorMemory(
        switch (type) {
          case UINT8 -> TUint8.tensorOf(shape);
          case FLOAT32 -> TFloat32.tensorOf(shape);
          case FLOAT64 -> TFloat64.tensorOf(shape);
        });
  }

  /** Sets memory aside and fills it; nothing is kept if filling fails. */
  static TensorMemory create(Type type, Shape shape, Consumer<TensorMemory> filler) {
    TensorMemory memory = open(type, shape);
    try {
      filler.accept(memory);
      return memory;
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  /** Bytes or floats. */
  static TensorMemory create(boolean uint8, Shape shape, Consumer<TensorMemory> filler) {
    return create(uint8 ? Type.UINT8 : Type.FLOAT32, shape, filler);
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

  Type type() {
    return type;
  }

  boolean isUint8() {
    return type == Type.UINT8;
  }

  boolean isFloat64() {
    return type == Type.FLOAT64;
  }

  /** Copies elements out as floats, whatever their type. */
  void read(long start, float[] target, int offset, int count) {
    requireOpen();
    switch (type) {
      case FLOAT32 -> elements(start, count).asFloats().read(target, offset, count);
      case UINT8 -> {
        byte[] chunk = new byte[Math.min(count, CHUNK)];
        for (int done = 0; done < count; done += chunk.length) {
          int part = Math.min(chunk.length, count - done);
          elements(start + done, part).read(chunk, 0, part);
          for (int i = 0; i < part; i++) {
            target[offset + done + i] = chunk[i] & 0xff;
          }
        }
      }
      case FLOAT64 -> {
        double[] chunk = new double[Math.min(count, CHUNK)];
        for (int done = 0; done < count; done += chunk.length) {
          int part = Math.min(chunk.length, count - done);
          elements(start + done, part).asDoubles().read(chunk, 0, part);
          for (int i = 0; i < part; i++) {
            target[offset + done + i] = (float) chunk[i];
          }
        }
      }
    }
  }

  /** Copies elements out as doubles, whatever their type. */
  void read(long start, double[] target, int offset, int count) {
    requireOpen();
    if (isFloat64()) {
      elements(start, count).asDoubles().read(target, offset, count);
      return;
    }
    float[] chunk = new float[Math.min(count, CHUNK)];
    for (int done = 0; done < count; done += chunk.length) {
      int part = Math.min(chunk.length, count - done);
      read(start + done, chunk, 0, part);
      for (int i = 0; i < part; i++) {
        target[offset + done + i] = chunk[i];
      }
    }
  }

  private ByteDataBuffer elements(long start, long count) {
    return bytes.slice(start * type.bytes, count * type.bytes);
  }

  /** Copies floats in; for a tensor of bytes they must be whole numbers from 0 to 255. */
  void write(long start, float[] source, int count) {
    requireOpen();
    switch (type) {
      case FLOAT32 -> elements(start, count).asFloats().write(source, 0, count);
      case UINT8 -> {
        byte[] converted = new byte[count];
        for (int i = 0; i < count; i++) {
          converted[i] = (byte) (int) source[i];
        }
        writeBytes(start, converted, count);
      }
      case FLOAT64 -> {
        double[] converted = new double[count];
        for (int i = 0; i < count; i++) {
          converted[i] = source[i];
        }
        write(start, converted, count);
      }
    }
  }

  /** Copies doubles in, rounded where the tensor is of floats. */
  void write(long start, double[] source, int count) {
    requireOpen();
    if (isFloat64()) {
      elements(start, count).asDoubles().write(source, 0, count);
      return;
    }
    float[] rounded = new float[count];
    for (int i = 0; i < count; i++) {
      rounded[i] = (float) source[i];
    }
    write(start, rounded, count);
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
    elements(start, count).copyTo(target.elements(targetStart, count), count * type.bytes);
  }

  /** Returns the index of the first element that is NaN or infinite, or would be as float32. */
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
