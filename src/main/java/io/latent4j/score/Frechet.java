package io.latent4j.score;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.SelfAdjointEig;
import org.tensorflow.op.linalg.Svd;
import org.tensorflow.types.TFloat64;

/**
 * The squared Fréchet distance of Gaussians, |m - n|&sup2; + tr(A) + tr(B) - 2 tr((AB)^½), in
 * double precision.
 *
 * <p>The last trace is the sum of the singular values of A^½ B^½, whatever the roots are; they come
 * from the eigenvectors of A and of B. So a covariance that is singular, as that of few samples, is
 * no trouble.
 */
final class Frechet {
  private static final int CHUNK_VALUES = 1 << 22;

  private final Engine engine;
  private final int features;
  private final CompiledFunction products;
  private final CompiledFunction rootTrace;

  Frechet(Engine engine, int features) {
    this.engine = engine;
    this.features = features;
    products =
        this.engine.function(
            "products",
            List.of(new InputSpec("rows", TFloat64.class, Shape.of(-1, features))),
            (tf, in) -> {
              Operand<TFloat64> rows = in.get("rows", TFloat64.class);
              return Map.of("products", tf.linalg.matMul(rows, rows, MatMul.transposeA(true)));
            });
    Shape square = Shape.of(features, features);
    rootTrace =
        this.engine.function(
            "root_trace",
            List.of(
                new InputSpec("a", TFloat64.class, square),
                new InputSpec("b", TFloat64.class, square)),
            (tf, in) -> {
              Operand<TFloat64> a = root(tf, in.get("a", TFloat64.class));
              Operand<TFloat64> b = root(tf, in.get("b", TFloat64.class));
              Svd<TFloat64> svd =
                  tf.linalg.svd(
                      tf.linalg.matMul(a, b, MatMul.transposeA(true)), Svd.computeUv(false));
              return Map.of("trace", tf.reduceSum(svd.s(), tf.constant(0)));
            });
  }

  /** A matrix whose product with its own transpose is the given one. */
  private static Operand<TFloat64> root(Ops tf, Operand<TFloat64> matrix) {
    SelfAdjointEig<TFloat64> eigen = tf.linalg.selfAdjointEig(matrix);
    Operand<TFloat64> positive = tf.math.maximum(eigen.e(), tf.constant(0.0));
    return tf.math.mul(eigen.v(), tf.math.sqrt(positive));
  }

  /** Mean and covariance of features, at least two rows. */
  Moments moments(float[][] rows) {
    double[] mean = new double[features];
    for (float[] row : rows) {
      for (int j = 0; j < features; j++) {
        mean[j] += row[j];
      }
    }
    for (int j = 0; j < features; j++) {
      mean[j] /= rows.length;
    }
    double[] covariance = new double[Math.multiplyExact(features, features)];
    int most = Math.max(1, CHUNK_VALUES / features);
    for (int from = 0; from < rows.length; from += most) {
      int to = Math.min(rows.length, from + most);
      add(centered(rows, from, to, mean), to - from, covariance);
    }
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] /= rows.length - 1;
    }
    return new Moments(rows.length, mean, covariance);
  }

  private double[] centered(float[][] rows, int from, int to, double[] mean) {
    double[] centered = new double[(to - from) * features];
    int at = 0;
    for (int i = from; i < to; i++) {
      for (int j = 0; j < features; j++) {
        centered[at++] = rows[i][j] - mean[j];
      }
    }
    return centered;
  }

  private void add(double[] centered, int count, double[] sums) {
    try (TFloat64 tensor = matrix(centered, count, features);
        Outputs outputs = products.call(Map.of("rows", tensor))) {
      double[] more = new double[sums.length];
      outputs.get("products", TFloat64.class).copyTo(DataBuffers.of(more, false, false));
      for (int i = 0; i < sums.length; i++) {
        sums[i] += more[i];
      }
    }
  }

  private static TFloat64 matrix(double[] values, int rows, int columns) {
    return TFloat64.tensorOf(Shape.of(rows, columns), DataBuffers.of(values, true, false));
  }

  /** The squared distance, at least 0. */
  double squaredDistance(Moments a, Moments b) {
    double between = 0;
    for (int j = 0; j < features; j++) {
      double difference = a.mean()[j] - b.mean()[j];
      between += difference * difference;
    }
    try (TFloat64 first = matrix(a.covariance(), features, features);
        TFloat64 second = matrix(b.covariance(), features, features);
        Outputs outputs = rootTrace.call(Map.of("a", first, "b", second))) {
      double trace = outputs.get("trace", TFloat64.class).getDouble();
      return Math.max(0, between + a.trace() + b.trace() - 2 * trace);
    }
  }
}
