package io.latent4j.score;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat64;

/** Rows of features in double precision, about an origin that all sets to be compared share. */
final class Points implements AutoCloseable {
  private final int count;
  private final int features;
  private final double[] values;
  private final double[] norms;
  private final TFloat64 tensor;

  Points(float[][] rows, double... origin) {
    count = rows.length;
    features = origin.length;
    values = new double[Math.multiplyExact(count, features)];
    norms = new double[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < features; j++) {
        double value = rows[i][j] - origin[j];
        values[at++] = value;
        norms[i] += value * value;
      }
    }
    tensor = TFloat64.tensorOf(Shape.of(count, features), DataBuffers.of(values, true, false));
  }

  int count() {
    return count;
  }

  /** The squared length of a row. */
  double norm(int row) {
    return norms[row];
  }

  /** All rows, closed with this. */
  TFloat64 tensor() {
    return tensor;
  }

  /** A copy of some rows, to be closed by the caller. */
  TFloat64 tensor(int from, int to) {
    double[] some = Arrays.copyOfRange(values, from * features, to * features);
    return TFloat64.tensorOf(Shape.of(to - from, features), DataBuffers.of(some, true, false));
  }

  /** The squared distance of a row from one of other points, by its differences. */
  double squaredDistance(int row, Points others, int other) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double difference = values[row * features + j] - others.values[other * features + j];
      sum += difference * difference;
    }
    return sum;
  }

  @Override
  public void close() {
    tensor.close();
  }
}
