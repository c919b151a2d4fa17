package io.latent4j.autoencoder;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Outputs;
import java.util.Arrays;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Applies a function from rows to rows to any number of them, a part at a time, so that native
 * memory stays small.
 *
 * @param function a function of one matrix
 * @param inputSize the length of a row
 * @param output the name of the matrix that it gives
 * @param outputSize the length of a row of that
 */
record RowFunction(CompiledFunction function, int inputSize, String output, int outputSize) {
  private static final int ROWS_AT_ONCE = 2048;

  /** Where rows come from. */
  @FunctionalInterface
  interface Rows {

    /** The rows from one (inclusive) to another (exclusive), one after the other. */
    float[] between(int from, int to);
  }

  float[][] apply(int count, Rows rows) {
    float[][] results = new float[count][];
    for (int from = 0; from < count; from += ROWS_AT_ONCE) {
      int to = Math.min(count, from + ROWS_AT_ONCE);
      float[] values = apply(to - from, rows.between(from, to));
      for (int i = from; i < to; i++) {
        int start = (i - from) * outputSize;
        results[i] = Arrays.copyOfRange(values, start, start + outputSize);
      }
    }
    return results;
  }

  private float[] apply(int count, float[] rows) {
    String input = function.inputs().get(0).name();
    try (TFloat32 matrix =
            TFloat32.tensorOf(Shape.of(count, inputSize), DataBuffers.of(rows, true, false));
        Outputs outputs = function.call(Map.of(input, matrix))) {
      return outputs.floats(output);
    }
  }
}
