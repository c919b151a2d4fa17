package io.latent4j.savedmodel;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** A SavedModel as TensorFlow's own loader serves it: no tree, only signatures. */
final class Served implements AutoCloseable {
  private final SavedModelBundle bundle;

  Served(Path folder) {
    bundle = SavedModelBundle.load(folder.toString(), "serve");
  }

  SavedModelBundle bundle() {
    return bundle;
  }

  /** Calls a signature; the tensors are the caller's to close. */
  Map<String, Tensor> call(String signature, Map<String, Tensor> inputs) {
    SessionFunction function = bundle.function(signature);
    Result result = function.call(inputs);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    function.signature().outputNames().forEach(name -> outputs.put(name, result.get(name).get()));
    return outputs;
  }

  /** Calls a signature of one matrix to one matrix, row-major. */
  float[] floats(String signature, float[][] rows) {
    String input = bundle.function(signature).signature().inputNames().iterator().next();
    try (TFloat32 x = matrix(rows)) {
      Tensor output = call(signature, Map.of(input, x)).values().iterator().next();
      float[] values = new float[(int) output.size()];
      ((TFloat32) output).copyTo(DataBuffers.of(values, false, false));
      return values;
    }
  }

  static TFloat32 matrix(float[][] rows) {
    return TFloat32.tensorOf(
        Shape.of(rows.length, rows[0].length), DataBuffers.of(flat(rows), true, false));
  }

  static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    return flat;
  }

  /** Numbers that are not all alike. */
  static float[][] rows(int count, int columns) {
    float[][] rows = new float[count][columns];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < columns; j++) {
        rows[i][j] = (float) Math.sin(1 + 3 * i + 5 * j);
      }
    }
    return rows;
  }

  @Override
  public void close() {
    bundle.close();
  }
}
