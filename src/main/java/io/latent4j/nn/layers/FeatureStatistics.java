package io.latent4j.nn.layers;

import io.latent4j.nn.Shapes;
import java.util.Arrays;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** Statistics of each feature, number by number; the variance by Welford's method in float64. */
final class FeatureStatistics {
  private static final int CHUNK = 1 << 16;

  private final long[] counts;
  private final double[] means;
  private final double[] squares;
  private final double[] minima;
  private final double[] maxima;

  private FeatureStatistics(int features) {
    counts = new long[features];
    means = new double[features];
    squares = new double[features];
    minima = new double[features];
    maxima = new double[features];
    Arrays.fill(minima, Double.POSITIVE_INFINITY);
    Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
  }

  /** Of rows of one length, at least one. */
  static FeatureStatistics of(float[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("rows must be at least one, but there are none");
    }
    FeatureStatistics statistics = new FeatureStatistics(rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new IllegalArgumentException(
            "rows must have the same length, %d, but row %d has %d"
                .formatted(rows[0].length, i, rows[i].length));
      }
      for (int feature = 0; feature < rows[i].length; feature++) {
        statistics.add(feature, rows[i][feature]);
      }
    }
    return statistics;
  }

  /** Of a tensor whose last axis is the features. */
  static FeatureStatistics of(TNumber data) {
    if (data.rank() == 0 || data.size() == 0) {
      throw new IllegalArgumentException(
          "data must have features and at least one sample, but have the shape "
              + Shapes.text(data.shape()));
    }
    FeatureStatistics statistics =
        new FeatureStatistics(Math.toIntExact(Shapes.last(data.shape())));
    statistics.addAll(data);
    return statistics;
  }

  /** NaN makes all of its feature's statistics NaN. */
  private void add(int feature, double value) {
    minima[feature] = Math.min(minima[feature], value);
    maxima[feature] = Math.max(maxima[feature], value);
    double before = value - means[feature];
    means[feature] += before / ++counts[feature];
    squares[feature] += before * (value - means[feature]);
  }

  /** A chunk at a time. */
  private void addAll(TNumber tensor) {
    Reader reader = reader(tensor);
    long size = tensor.size();
    double[] chunk = new double[(int) Math.min(size, CHUNK)];
    for (long start = 0; start < size; start += chunk.length) {
      int count = (int) Math.min(chunk.length, size - start);
      reader.read(start, chunk, count);
      for (int i = 0; i < count; i++) {
        add((int) ((start + i) % means.length), chunk[i]);
      }
    }
  }

  /** Copies elements out. */
  private interface Reader {
    void read(long start, double[] target, int count);
  }

  private static Reader reader(TNumber tensor) {
    ByteDataBuffer memory = tensor.asRawTensor().data();
    if (tensor instanceof TFloat64) {
      return (start, target, count) ->
          memory
              .slice(start * Double.BYTES, (long) count * Double.BYTES)
              .asDoubles()
              .read(target, 0, count);
    }
    if (tensor instanceof TFloat32) {
      return (start, target, count) -> {
        float[] part = new float[count];
        memory.slice(start * Float.BYTES, (long) count * Float.BYTES).asFloats().read(part);
        for (int i = 0; i < count; i++) {
          target[i] = part[i];
        }
      };
    }
    if (tensor instanceof TUint8) {
      return (start, target, count) -> {
        byte[] part = new byte[count];
        memory.slice(start, count).read(part);
        for (int i = 0; i < count; i++) {
          target[i] = Byte.toUnsignedInt(part[i]);
        }
      };
    }
    throw new IllegalArgumentException(
        "data must be float32, float64 or uint8, but are " + tensor.dataType());
  }

  float[] means() {
    return floats(means);
  }

  float[] minima() {
    return floats(minima);
  }

  float[] maxima() {
    return floats(maxima);
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
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
