package io.latent4j.decomposition;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.SelfAdjointEig;
import org.tensorflow.op.linalg.Svd;
import org.tensorflow.types.TFloat64;

/**
 * The components of samples that are not centred, where their mean outweighs all else: in the sum
 * of its products and those around it, the latter would lose their digits. So the square root of
 * the scatter matrix and the mean below it are decomposed as they are: they have the singular
 * values and right vectors of the samples.
 */
final class MeanAndScatter {
  private MeanAndScatter() {}

  /**
   * Decomposes.
   *
   * @param engine where to compute
   * @param scatter the products around the mean, row-major, both triangles
   * @param mean the mean times the root of the number of samples
   * @param wanted how many components, at most the number of features
   * @param total the squares of all samples
   * @param samples how many samples there are
   */
  static Decomposition decompose(
      GraphEngine engine, double[] scatter, double[] mean, int wanted, double total, int samples) {
    int features = mean.length;
    CompiledFunction decompose =
        engine.function(
            "mean_and_scatter",
            List.of(input("scatter", features, features), input("mean", 1, features)),
            (tf, in) -> {
              Operand<TFloat64> root = root(tf, in.get("scatter", TFloat64.class), features);
              Operand<TFloat64> both =
                  tf.concat(List.of(root, in.get("mean", TFloat64.class)), tf.constant(0));
              Svd<TFloat64> svd = tf.linalg.svd(both, Svd.fullMatrices(false));
              return Map.of(
                  "squares", tf.math.square(svd.s()),
                  "components", SvdStrategy.firstColumns(tf, svd.v(), wanted));
            });
    try (TFloat64 matrix =
            TFloat64.tensorOf(Shape.of(features, features), DataBuffers.of(scatter, true, false));
        TFloat64 row = TFloat64.tensorOf(Shape.of(1, features), DataBuffers.of(mean, true, false));
        Outputs outputs = decompose.call(Map.of("scatter", matrix, "mean", row))) {
      return Decomposition.of(outputs, total, samples);
    }
  }

  private static InputSpec input(String name, int rows, int columns) {
    return new InputSpec(name, TFloat64.class, Shape.of(rows, columns));
  }

  /** A matrix whose product with itself, transposed first, is the given one. */
  private static Operand<TFloat64> root(Ops tf, Operand<TFloat64> matrix, int size) {
    SelfAdjointEig<TFloat64> eigen = tf.linalg.selfAdjointEig(matrix);
    Operand<TFloat64> lengths =
        tf.math.sqrt(tf.math.maximum(eigen.e(), tf.constant(0.0))); // rounding may take one below
    return tf.linalg.transpose(
        tf.math.mul(eigen.v(), tf.reshape(lengths, tf.array(1, size))), tf.array(1, 0));
  }
}
