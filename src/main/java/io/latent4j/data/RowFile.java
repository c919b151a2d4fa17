package io.latent4j.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An NPY file in C order of which rows are read where they stand.
 *
 * <p>They are read and not mapped: pages of a map count as memory of the process until somebody
 * else needs them, a large file has no room in a limited address space, and a map ends the process
 * when its file is cut. The operating system's cache serves both alike. A {@link RandomAccessFile}
 * because an interrupt, which here asks training to stop after its step, would close a channel.
 */
final class RowFile implements Closeable {

  private static final int CHUNK = 1 << 16;

  private final String path;
  private final StoredArray array;
  private final long start;
  private final int features;
  private final RandomAccessFile bytes;
  private boolean closed;

  private RowFile(String path, StoredArray array, long start, RandomAccessFile bytes) {
    this.path = path;
    this.array = array;
    this.start = start;
    this.bytes = bytes;
    long product = 1;
    for (int axis = 1; axis < array.dimensions().length; axis++) {
      product *= array.dimensions()[axis];
    }
    this.features = (int) product;
  }

  /** Reads the header, and makes sure that the file has all it promises. */
  static RowFile open(Path file) {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      throw new DataFileException(file.toString(), "", "an .npy file that is not packed", ".gz");
    }
    StoredArray array;
    long start;
    try (ByteInput in = ByteInput.open(file)) {
      array = Npy.array(in);
      start = in.position();
      array.promisedSize();
      if (array.columnMajor() && array.dimensions().length > 1) {
        throw in.error(
            "rows that stand together (C order, as numpy.ascontiguousarray makes it)",
            "Fortran order");
      }
    }
    try {
      return new RowFile(file.toString(), array, start, new RandomAccessFile(file.toFile(), "r"));
    } catch (IOException e) {
      throw DataFileException.from(file.toString(), e);
    }
  }

  boolean isUint8() {
    return array.type() == ElementType.UINT8;
  }

  long[] dimensions() {
    return array.dimensions();
  }

  /** Takes elements that follow each other, from a place in the file to one in memory. */
  private interface Target {
    void write(long index, long start, ByteBuffer chunk, int count);
  }

  /** Tells whether float32 holds whatever the file has. */
  boolean exactInFloat32() {
    return array.type().exactInFloat32();
  }

  /** Reads rows that follow each other to where they belong in a tensor. */
  void read(int firstRow, int rows, TensorMemory target, int targetRow) {
    if (isUint8()) {
      read(
          firstRow,
          rows,
          targetRow,
          (index, start, chunk, count) -> target.writeBytes(start, chunk.array(), count));
      return;
    }
    float[] floats = new float[(int) Math.min((long) rows * features, CHUNK)];
    read(
        firstRow,
        rows,
        targetRow,
        (index, start, chunk, count) -> {
          array.type().toFloats(chunk, floats, count);
          for (int i = 0; i < count; i++) {
            requireFinite(floats[i], index + i);
          }
          target.write(start, floats, count);
        });
  }

  /** Reads rows that follow each other to where they belong, in double precision. */
  void read(int firstRow, int rows, NumberMemory target, int targetRow) {
    double[] doubles = new double[(int) Math.min((long) rows * features, CHUNK)];
    read(
        firstRow,
        rows,
        targetRow,
        (index, start, chunk, count) -> {
          array.type().toDoubles(chunk, doubles, count);
          for (int i = 0; i < count; i++) {
            requireFinite((float) doubles[i], index + i);
          }
          target.write(start, doubles, count);
        });
  }

  private synchronized void read(int firstRow, int rows, int targetRow, Target target) {
    if (closed) {
      throw new IllegalStateException("the stream of " + path + " is closed");
    }
    long first = (long) firstRow * features;
    long count = (long) rows * features;
    int width = array.type().bytes();
    byte[] chunk = new byte[(int) Math.min(count, CHUNK) * width];
    ByteBuffer elements = ByteBuffer.wrap(chunk).order(array.order());
    try {
      bytes.seek(start + first * width);
      for (long done = 0; done < count; ) {
        int part = (int) Math.min(CHUNK, count - done);
        bytes.readFully(chunk, 0, part * width);
        target.write(first + done, (long) targetRow * features + done, elements, part);
        done += part;
      }
    } catch (EOFException e) {
      throw new DataFileException(
          path,
          Samples.place(first, features),
          "as many elements as when the file was opened",
          "end of file",
          e);
    } catch (IOException e) {
      throw DataFileException.from(path, e);
    }
  }

  private void requireFinite(float value, long index) {
    if (!Float.isFinite(value)) {
      throw new DataFileException(
          path,
          Samples.place(index, features),
          "a finite number that float32 can hold",
          String.valueOf(value));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      bytes.close();
    } catch (IOException e) {
      throw DataFileException.from(path, e);
    }
  }
}
