package io.latent4j.decomposition;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.Qr;
import org.tensorflow.op.linalg.SelfAdjointEig;
import org.tensorflow.types.TFloat64;

/**
 * The largest eigenvalues of a symmetric matrix, and their vectors, in float64.
 *
 * <p>A few of a large matrix are looked for in block Krylov spaces: a block of vectors and what the
 * matrix makes of it, again and again, are made orthonormal, and the best combinations of them
 * begin the next round (Golub and Van Loan, Matrix Computations, section 10.3.6). All others come
 * from the decomposition of the whole matrix.
 */
final class Eigenvectors {
  private static final int MORE_THAN_WANTED = 8;
  private static final int PRODUCTS = 7;
  private static final int MOST_ROUNDS = 6;
  private static final double TOLERANCE = 1e-9;

  private final GraphEngine engine;
  private final int size;
  private final TFloat64 matrix;

  private Eigenvectors(GraphEngine engine, int size, TFloat64 matrix) {
    this.engine = engine;
    this.size = size;
    this.matrix = matrix;
  }

  /**
   * Decomposes a scatter matrix.
   *
   * @param matrix row-major, both triangles
   * @param wanted how many eigenvectors, at most the size of the matrix
   * @param total the trace
   * @param samples how many samples the matrix is of
   */
  static Decomposition of(
      GraphEngine engine, double[] matrix, int size, int wanted, double total, int samples) {
    try (TFloat64 tensor =
        TFloat64.tensorOf(Shape.of(size, size), DataBuffers.of(matrix, true, false))) {
      Eigenvectors eigenvectors = new Eigenvectors(engine, size, tensor);
      int block = wanted + MORE_THAN_WANTED;
      boolean few = 2 * block * (PRODUCTS + 1) <= size;
      return few
          ? eigenvectors.few(wanted, block, total, samples)
          : eigenvectors.decompose(wanted, total, samples);
    }
  }

  private Decomposition decompose(int wanted, double total, int samples) {
    CompiledFunction function =
        engine.function(
            "eigenvectors",
            List.of(input("matrix", size)),
            (tf, in) -> {
              SelfAdjointEig<TFloat64> eigen =
                  tf.linalg.selfAdjointEig(in.get("matrix", TFloat64.class));
              Operand<TFloat64> largest = descendingVectors(tf, eigen, size, wanted);
              return Map.of(
                  "squares", descendingValues(tf, eigen), "components", asRows(tf, largest));
            });
    try (Outputs outputs = function.call(Map.of("matrix", matrix))) {
      return Decomposition.of(outputs, total, samples);
    }
  }

  private Decomposition few(int wanted, int block, double total, int samples) {
    CompiledFunction round = krylovRound(wanted, block);
    double[] start = new Random(0).doubles((long) size * block, -1, 1).toArray();
    for (int i = 0; i < MOST_ROUNDS; i++) {
      try (TFloat64 vectors =
              TFloat64.tensorOf(Shape.of(size, block), DataBuffers.of(start, true, false));
          Outputs outputs = round.call(Map.of("matrix", matrix, "start", vectors))) {
        double largest = OutputArrays.doubles(outputs, "squares")[0];
        double error = outputs.get("error", TFloat64.class).getDouble();
        if (error <= TOLERANCE * largest) {
          return Decomposition.of(outputs, total, samples);
        }
        start = OutputArrays.doubles(outputs, "vectors");
      }
    }
    return decompose(wanted, total, samples);
  }

  private CompiledFunction krylovRound(int wanted, int block) {
    return engine.function(
        "krylov_round",
        List.of(input("matrix", size), input("start", block)),
        (tf, in) -> {
          Operand<TFloat64> a = in.get("matrix", TFloat64.class);
          List<Operand<TFloat64>> blocks = new ArrayList<>();
          blocks.add(orthonormal(tf, in.get("start", TFloat64.class)));
          for (int i = 1; i <= PRODUCTS; i++) {
            blocks.add(orthonormal(tf, tf.linalg.matMul(a, blocks.get(i - 1))));
          }
          Operand<TFloat64> basis = orthonormal(tf, tf.concat(blocks, tf.constant(1)));
          Operand<TFloat64> products = tf.linalg.matMul(a, basis);
          SelfAdjointEig<TFloat64> eigen =
              tf.linalg.selfAdjointEig(tf.linalg.matMul(basis, products, MatMul.transposeA(true)));
          int all = block * (PRODUCTS + 1);
          Operand<TFloat64> shares = descendingVectors(tf, eigen, all, block);
          Operand<TFloat64> values =
              tf.slice(descendingValues(tf, eigen), tf.array(0), tf.array(block));
          Operand<TFloat64> vectors = tf.linalg.matMul(basis, shares);
          Operand<TFloat64> misfit =
              tf.math.sub(tf.linalg.matMul(products, shares), tf.math.mul(vectors, values));
          Operand<TFloat64> wantedMisfit = tf.slice(misfit, tf.array(0, 0), tf.array(-1, wanted));
          Operand<TFloat64> wantedVectors = tf.slice(vectors, tf.array(0, 0), tf.array(-1, wanted));
          return Map.of(
              "squares",
              values,
              "vectors",
              vectors,
              "components",
              asRows(tf, wantedVectors),
              "error",
              tf.max(tf.math.abs(wantedMisfit), tf.array(0, 1)));
        });
  }

  private InputSpec input(String name, int columns) {
    return new InputSpec(name, TFloat64.class, Shape.of(size, columns));
  }

  private static Operand<TFloat64> orthonormal(Ops tf, Operand<TFloat64> columns) {
    return tf.linalg.qr(columns, Qr.fullMatrices(false)).q();
  }

  private static Operand<TFloat64> asRows(Ops tf, Operand<TFloat64> columns) {
    return tf.linalg.transpose(columns, tf.array(1, 0));
  }

  /** The eigenvalues, largest first. */
  static Operand<TFloat64> descendingValues(Ops tf, SelfAdjointEig<TFloat64> eigen) {
    return tf.reverse(eigen.e(), tf.array(0));
  }

  /** The eigenvectors of the largest eigenvalues as columns, largest first. */
  static Operand<TFloat64> descendingVectors(
      Ops tf, SelfAdjointEig<TFloat64> eigen, int size, int wanted) {
    Operand<TFloat64> largest =
        tf.slice(eigen.v(), tf.array(0, size - wanted), tf.array(-1, wanted));
    return tf.reverse(largest, tf.array(1));
  }
}
