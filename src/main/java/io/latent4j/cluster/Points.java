package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.PairedVariable;
import java.util.Arrays;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TUint8;

/**
 * Samples as points in coordinates that are good to compute with: scaled, and with the origin near
 * their mean, so that products lose few digits. The values stay where they are and in their own
 * type; a point's coordinate is (value - shift) * factor.
 */
final class Points {
  private final Samples samples;
  private final double[] shift;
  private final float[] factor;
  private final double[] origin;
  private double meanVariance = Double.NaN;

  private Points(Samples samples, double[] shift, float[] factor, double[] origin) {
    this.samples = samples;
    this.shift = shift;
    this.factor = factor;
    this.origin = origin;
  }

  static Points of(Samples samples, Scaling scaling) {
    int features = samples.features();
    double[] offset = scaling.offset();
    float[] factor = scaling.factor();
    double[] ownOffset = new double[features];
    float[] ownFactor = new float[features];
    Arrays.setAll(ownOffset, j -> offset[offset.length == 1 ? 0 : j]);
    for (int j = 0; j < features; j++) {
      ownFactor[j] = factor[factor.length == 1 ? 0 : j];
    }
    // Bytes are never far from zero, and without a shift they need not be touched before the
    // product.
    double[] shift = samples.type() == TUint8.class ? ownOffset.clone() : mean(samples);
    double[] origin = new double[features];
    for (int j = 0; j < features; j++) {
      if (samples.type() != TFloat64.class) {
        shift[j] = (float) shift[j]; // from which floats near it differ by what float32 holds
      }
      origin[j] = (shift[j] - ownOffset[j]) * ownFactor[j];
    }
    return new Points(samples, shift, ownFactor, origin);
  }

  /** The mean, or a point near to it: readers give what float32 has of values less a point. */
  private static double[] mean(Samples samples) {
    double[] near = new double[samples.features()];
    if (samples.type() == TFloat64.class) {
      new RowReader(samples, near.clone()).addTo(near, 0, 1);
    }
    double[] sum = new double[near.length];
    RowReader reader = new RowReader(samples, near);
    for (int row = 0; row < samples.count(); row++) {
      reader.addTo(sum, row, 1);
    }
    double[] mean = new double[near.length];
    Arrays.setAll(mean, j -> near[j] + sum[j] / samples.count());
    return mean;
  }

  int count() {
    return samples.count();
  }

  int features() {
    return shift.length;
  }

  Samples samples() {
    return samples;
  }

  double[] shift() {
    return shift;
  }

  float[] factor() {
    return factor;
  }

  /** A reader for one thread. */
  RowReader reader() {
    return new RowReader(samples, shift);
  }

  /** The coordinates of a sample. */
  double[] coordinates(int row) {
    double[] point = new double[features()];
    float[] values = reader().shifted(row);
    for (int j = 0; j < point.length; j++) {
      point[j] = (double) values[j] * factor[j];
    }
    return point;
  }

  /** Takes centers from the scale of the samples to these coordinates. */
  double[][] fromScaled(double[][] centers) {
    double[][] points = new double[centers.length][features()];
    for (int k = 0; k < centers.length; k++) {
      for (int j = 0; j < features(); j++) {
        points[k][j] = centers[k][j] - origin[j];
      }
    }
    return points;
  }

  /** Takes centers from these coordinates to the scale of the samples. */
  double[][] toScaled(double[][] points) {
    double[][] centers = new double[points.length][features()];
    for (int k = 0; k < points.length; k++) {
      for (int j = 0; j < features(); j++) {
        centers[k][j] = points[k][j] + origin[j];
      }
    }
    return centers;
  }

  /** The mean over features of the variance (divisor: samples) of the scaled values. */
  double meanVariance() {
    if (Double.isNaN(meanVariance)) {
      meanVariance = computeMeanVariance();
    }
    return meanVariance;
  }

  private double computeMeanVariance() {
    double[] sum = new double[features()];
    double[] squares = new double[features()];
    RowReader reader = reader();
    for (int row = 0; row < count(); row++) {
      float[] values = reader.shifted(row);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += values[j];
        squares[j] += (double) values[j] * values[j];
      }
    }
    double total = 0;
    for (int j = 0; j < sum.length; j++) {
      double mean = sum[j] / count();
      total += Math.max(0, squares[j] / count() - mean * mean) * factor[j] * factor[j];
    }
    return total / features();
  }

  /** Reads samples one by one into a buffer of its own. */
  static final class RowReader {
    private final Samples samples;
    private final double[] shift;
    private final float[] floatShift;
    private final float[] values;
    private final byte[] bytes;
    private final double[] doubles;
    private final ByteDataBuffer memory;

    private RowReader(Samples samples, double[] shift) {
      this.samples = samples;
      this.shift = shift;
      this.floatShift = PairedVariable.nearest(shift);
      this.values = new float[shift.length];
      this.bytes = new byte[samples.type() == TUint8.class ? shift.length : 0];
      this.doubles = new double[samples.type() == TFloat64.class ? shift.length : 0];
      this.memory = samples.tensor().asRawTensor().data();
    }

    /** The values of a sample less the shift, in an array that the next call overwrites. */
    float[] shifted(int row) {
      int features = shift.length;
      if (samples.type() == TUint8.class) {
        memory.slice((long) row * features, features).read(bytes);
        for (int j = 0; j < features; j++) {
          values[j] = (bytes[j] & 0xff) - floatShift[j];
        }
      } else if (samples.type() == TFloat64.class) {
        long width = (long) features * Double.BYTES;
        memory.slice(row * width, width).asDoubles().read(doubles);
        for (int j = 0; j < features; j++) {
          values[j] = (float) (doubles[j] - shift[j]);
        }
      } else {
        long width = (long) features * Float.BYTES;
        memory.slice(row * width, width).asFloats().read(values);
        for (int j = 0; j < features; j++) {
          values[j] -= floatShift[j];
        }
      }
      return values;
    }

    /** Adds a sample's values, less the shift, times a weight. */
    void addTo(double[] sum, int row, double weight) {
      float[] shifted = shifted(row);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weight * shifted[j];
      }
    }

    /** The squared distance of a sample to a point, without a loss of digits. */
    double squaredDistance(int row, double[] point, float[] factor) {
      float[] shifted = shifted(row);
      double sum = 0;
      for (int j = 0; j < shifted.length; j++) {
        double difference = (double) shifted[j] * factor[j] - point[j];
        sum += difference * difference;
      }
      return sum;
    }
  }
}
