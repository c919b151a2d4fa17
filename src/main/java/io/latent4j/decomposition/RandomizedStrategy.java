package io.latent4j.decomposition;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Outputs;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.Qr;
import org.tensorflow.op.linalg.Svd;
import org.tensorflow.types.TFloat32;

/**
 * The decomposition of a random projection (Halko, Martinsson, Tropp 2011, algorithms 4.4 and 5.1),
 * with the settings of scikit-learn.
 */
final class RandomizedStrategy implements SolverStrategy {
  private static final int OVERSAMPLES = 10;
  private static final int ITERATIONS = 4;
  private static final int ITERATIONS_FOR_FEW = 7;
  private static final double FEW = 0.1;

  @Override
  public Decomposition decompose(CenteredSamples samples, int wanted) {
    double total = samples.total();
    boolean wide = samples.count() < samples.features();
    int smaller = Math.min(samples.count(), samples.features());
    int iterations = wanted < FEW * smaller ? ITERATIONS_FOR_FEW : ITERATIONS;
    int size = Math.min(wanted + OVERSAMPLES, smaller);
    GraphEngine engine = samples.engine();
    CompiledFunction decompose =
        engine.function(
            "randomized_svd",
            List.of(samples.input()),
            (tf, in) -> {
              Tall tall = new Tall(tf, samples.rows(tf, in, TFloat32.class), wide);
              Operand<TFloat32> right =
                  tf.random.statelessRandomNormal(
                      tf.array(smaller, size), engine.randomSeed(tf), TFloat32.class);
              for (int i = 0; i < iterations; i++) {
                Operand<TFloat32> left = tall.orthonormal(tall.times(right));
                right = tall.orthonormal(tall.transposedTimes(left));
              }
              Operand<TFloat32> range = tall.orthonormal(tall.times(right));
              Svd<TFloat32> svd = tf.linalg.svd(tall.projection(range), Svd.fullMatrices(false));
              Operand<TFloat32> vectors = wide ? tf.linalg.matMul(range, svd.u()) : svd.v();
              return Map.of(
                  "squares", SvdStrategy.squares(tf, svd.s()),
                  "components", SvdStrategy.firstColumns(tf, vectors, wanted));
            });
    try (Outputs outputs = samples.callWhole(decompose)) {
      return Decomposition.of(outputs, total, samples.count());
    }
  }

  /** The matrix or, if that is wide, its transpose: the range is sought on the longer side. */
  private record Tall(Ops tf, Operand<TFloat32> matrix, boolean transposed) {

    Operand<TFloat32> times(Operand<TFloat32> right) {
      return tf.linalg.matMul(matrix, right, MatMul.transposeA(transposed));
    }

    Operand<TFloat32> transposedTimes(Operand<TFloat32> right) {
      return tf.linalg.matMul(matrix, right, MatMul.transposeA(!transposed));
    }

    /** The transpose of an orthonormal basis times the matrix. */
    Operand<TFloat32> projection(Operand<TFloat32> basis) {
      return tf.linalg.matMul(
          basis, matrix, MatMul.transposeA(true), MatMul.transposeB(transposed));
    }

    Operand<TFloat32> orthonormal(Operand<TFloat32> columns) {
      return tf.linalg.qr(columns, Qr.fullMatrices(false)).q();
    }
  }
}
