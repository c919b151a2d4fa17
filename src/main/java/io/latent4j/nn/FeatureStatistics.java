package io.latent4j.nn;

import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** Mean and variance of each feature, number by number, by Welford's method in float64. */
final class FeatureStatistics {
  private static final int CHUNK = 1 << 16;

  private final long[] counts;
  private final double[] means;
  private final double[] squares;

  FeatureStatistics(int features) {
    counts = new long[features];
    means = new double[features];
    squares = new double[features];
  }

  void add(int feature, double value) {
    double before = value - means[feature];
    means[feature] += before / ++counts[feature];
    squares[feature] += before * (value - means[feature]);
  }

  /** Adds a tensor whose last axis is the features, a chunk at a time. */
  void addAll(TNumber tensor) {
    if (!(tensor instanceof TFloat32) && !(tensor instanceof TUint8)) {
      throw new IllegalArgumentException(
          "data must be float32 or uint8, but are " + tensor.dataType());
    }
    boolean bytes = tensor instanceof TUint8;
    ByteDataBuffer memory = tensor.asRawTensor().data();
    long size = tensor.size();
    float[] chunk = new float[(int) Math.min(size, CHUNK)];
    for (long start = 0; start < size; start += chunk.length) {
      int count = (int) Math.min(chunk.length, size - start);
      read(memory, bytes, start, chunk, count);
      for (int i = 0; i < count; i++) {
        add((int) ((start + i) % means.length), chunk[i]);
      }
    }
  }

  private static void read(
      ByteDataBuffer memory, boolean bytes, long start, float[] target, int count) {
    if (bytes) {
      byte[] part = new byte[count];
      memory.slice(start, count).read(part, 0, count);
      for (int i = 0; i < count; i++) {
        target[i] = Byte.toUnsignedInt(part[i]);
      }
    } else {
      memory
          .slice(start * Float.BYTES, (long) count * Float.BYTES)
          .asFloats()
          .read(target, 0, count);
    }
  }

  float[] means() {
    float[] result = new float[means.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) means[i];
    }
    return result;
  }

  /** Over n, as Keras has it. */
  float[] variances() {
    float[] result = new float[means.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (squares[i] / counts[i]);
    }
    return result;
  }
}
