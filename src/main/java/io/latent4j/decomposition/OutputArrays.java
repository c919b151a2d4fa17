package io.latent4j.decomposition;

import io.latent4j.engine.Outputs;
import java.util.Arrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TType;

/** Copies what functions return to Java memory. */
final class OutputArrays {
  private OutputArrays() {}

  /** Copies an output of float64 or float32. */
  static double[] doubles(Outputs outputs, String name) {
    if (outputs.get(name, TType.class) instanceof TFloat64 tensor) {
      double[] values = new double[Math.toIntExact(tensor.size())];
      tensor.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    float[] floats = outputs.floats(name);
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  /** Copies an output of two axes of float64 or float32. */
  static double[][] doubleRows(Outputs outputs, String name) {
    int count = (int) outputs.shape(name).get(0);
    double[] values = doubles(outputs, name);
    int length = values.length / count;
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
    }
    return rows;
  }

  /** Copies a float32 output of two axes. */
  static float[][] rows(Outputs outputs, String name) {
    int count = (int) outputs.shape(name).get(0);
    float[] values = outputs.floats(name);
    int length = values.length / count;
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
    }
    return rows;
  }
}
