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
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

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
    return samples.affordFloat64()
        ? decompose(samples, wanted, TFloat64.class)
        : decompose(samples, wanted, TFloat32.class);
  }

  private static <T extends TFloating> Decomposition decompose(
      CenteredSamples samples, int wanted, Class<T> type) {
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
              Tall<T> tall = new Tall<>(tf, samples.rows(tf, in, type), wide);
              Operand<T> right = Cast.to(type, tf, normal(tf, engine, smaller, size));
              for (int i = 0; i < iterations; i++) {
                Operand<T> left = tall.orthonormal(tall.times(right));
                right = tall.orthonormal(tall.transposedTimes(left));
              }
              Operand<T> range = tall.orthonormal(tall.times(right));
              Svd<T> svd = tf.linalg.svd(tall.projection(range), Svd.fullMatrices(false));
              Operand<T> vectors = wide ? tf.linalg.matMul(range, svd.u()) : svd.v();
              return Map.of(
                  "squares", SvdStrategy.squares(tf, svd.s()),
                  "components", SvdStrategy.firstColumns(tf, vectors, wanted));
            });
    try (Outputs outputs = samples.callWhole(decompose)) {
      return Decomposition.of(outputs, total, samples.count());
    }
  }

  private static Operand<TFloat32> normal(Ops tf, GraphEngine engine, int rows, int columns) {
    return tf.random.statelessRandomNormal(
        tf.array(rows, columns), engine.randomSeed(tf), TFloat32.class);
  }

  /** The matrix or, if that is wide, its transpose: the range is sought on the longer side. */
  private record Tall<T extends TFloating>(Ops tf, Operand<T> matrix, boolean transposed) {

    Operand<T> times(Operand<T> right) {
      return tf.linalg.matMul(matrix, right, MatMul.transposeA(transposed));
    }

    Operand<T> transposedTimes(Operand<T> right) {
      return tf.linalg.matMul(matrix, right, MatMul.transposeA(!transposed));
    }

    /** The transpose of an orthonormal basis times the matrix. */
    Operand<T> projection(Operand<T> basis) {
      return tf.linalg.matMul(
          basis, matrix, MatMul.transposeA(true), MatMul.transposeB(transposed));
    }

    Operand<T> orthonormal(Operand<T> columns) {
      return tf.linalg.qr(columns, Qr.fullMatrices(false)).q();
    }
  }
}
