package io.latent4j.decomposition;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Outputs;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.Qr;
import org.tensorflow.op.linalg.SelfAdjointEig;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * The products between samples, for fewer samples than features. Their eigenvectors are the left
 * singular vectors; the matrix takes them to the right ones.
 */
final class SampleGram {
  private SampleGram() {}

  /** Multiplies in the given type and solves in float64. */
  static <T extends TFloating> Decomposition decompose(
      CenteredSamples samples, int wanted, Class<T> type) {
    double total = samples.total();
    CompiledFunction decompose =
        samples
            .engine()
            .function(
                "sample_products",
                List.of(samples.input()),
                (tf, in) -> {
                  Operand<T> rows = samples.rows(tf, in, type);
                  Operand<TFloat64> products =
                      tf.dtypes.cast(
                          tf.linalg.matMul(rows, rows, MatMul.transposeB(true)), TFloat64.class);
                  SelfAdjointEig<TFloat64> eigen = tf.linalg.selfAdjointEig(products);
                  Operand<TFloat64> left =
                      Eigenvectors.descendingVectors(tf, eigen, samples.count(), wanted);
                  Operand<T> right =
                      tf.linalg.matMul(rows, tf.dtypes.cast(left, type), MatMul.transposeA(true));
                  return Map.of(
                      "squares", Eigenvectors.descendingValues(tf, eigen),
                      "components", orthonormalRows(tf, right));
                });
    try (Outputs outputs = samples.callWhole(decompose)) {
      return Decomposition.of(outputs, total, samples.count());
    }
  }

  /**
   * The columns are orthogonal already, each as long as its singular value. QR gives them length 1
   * also where that value is 0, as the last one's is after centring by feature.
   */
  private static <T extends TFloating> Operand<TFloat64> orthonormalRows(
      Ops tf, Operand<T> columns) {
    Operand<TFloat64> q =
        tf.linalg.qr(tf.dtypes.cast(columns, TFloat64.class), Qr.fullMatrices(false)).q();
    return tf.linalg.transpose(q, tf.array(1, 0));
  }
}
