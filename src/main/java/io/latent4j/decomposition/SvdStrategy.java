package io.latent4j.decomposition;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Outputs;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.Svd;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** TensorFlow's singular value decomposition of the whole matrix. */
final class SvdStrategy implements SolverStrategy {

  @Override
  public Decomposition decompose(CenteredSamples samples, int wanted) {
    return samples.affordFloat64()
        ? decompose(samples, wanted, TFloat64.class)
        : decompose(samples, wanted, TFloat32.class);
  }

  private static <T extends TFloating> Decomposition decompose(
      CenteredSamples samples, int wanted, Class<T> type) {
    double total = samples.total();
    CompiledFunction decompose =
        samples
            .engine()
            .function(
                "svd",
                List.of(samples.input()),
                (tf, in) -> {
                  Operand<T> matrix = samples.rows(tf, in, type);
                  Svd<T> svd = tf.linalg.svd(matrix, Svd.fullMatrices(false));
                  return Map.of(
                      "squares", squares(tf, svd.s()),
                      "components", firstColumns(tf, svd.v(), wanted));
                });
    try (Outputs outputs = samples.callWhole(decompose)) {
      return Decomposition.of(outputs, total, samples.count());
    }
  }

  static Operand<TFloat64> squares(Ops tf, Operand<? extends TFloating> singularValues) {
    return tf.math.square(tf.dtypes.cast(singularValues, TFloat64.class));
  }

  /** The first columns as rows. */
  static <T extends TFloating> Operand<T> firstColumns(Ops tf, Operand<T> matrix, int count) {
    Operand<T> columns = tf.slice(matrix, tf.array(0, 0), tf.array(-1, count));
    return tf.linalg.transpose(columns, tf.array(1, 0));
  }
}
