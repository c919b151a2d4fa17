package io.latent4j.decomposition;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.SelfAdjointEig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * The sums of products between features, over chunks of samples. The matrix is symmetric, and the
 * eigen-solver reads its lower triangle only; so it is kept as bands of rows that end where the
 * diagonal leaves them.
 */
final class FeatureGram {
  /** Wide enough for an efficient product. */
  private static final int BAND = 192;

  private static final int MOST_BANDS = 8;

  private final CenteredSamples samples;
  private final List<Band> bands = new ArrayList<>();

  /** The rows from {@code first} to {@code end}, up to column {@code end}. */
  private record Band(int first, int end, ModelVariable<TFloat64> sums) {}

  private FeatureGram(CenteredSamples samples) {
    this.samples = samples;
    int features = samples.features();
    int count = Math.max(1, Math.min(MOST_BANDS, features / BAND));
    for (int i = 0; i < count; i++) {
      int first = features * i / count;
      int end = features * (i + 1) / count;
      ModelVariable<TFloat64> sums =
          samples
              .engine()
              .variable(
                  "products",
                  TFloat64.class,
                  Shape.of(end - first, end),
                  false,
                  (tf, shape, seed) -> tf.zeros(tf.constant(shape), TFloat64.class));
      bands.add(new Band(first, end, sums));
    }
  }

  /** Multiplies in the given type, adds up and solves in float64. */
  static <T extends TFloating> Decomposition decompose(
      CenteredSamples samples, int wanted, Class<T> type) {
    FeatureGram gram = new FeatureGram(samples);
    gram.add(type);
    double total = Variation.require(gram.trace());
    return gram.eigenvectors(wanted, total);
  }

  private <T extends TFloating> void add(Class<T> type) {
    CompiledFunction add =
        samples
            .engine()
            .function(
                "add_products",
                List.of(samples.input()),
                (tf, in) -> {
                  Operand<T> rows = samples.rows(tf, in, type);
                  bands.forEach(band -> add(tf, rows, band));
                  return Map.of();
                });
    samples.callByChunks(add);
  }

  private static <T extends TFloating> void add(Ops tf, Operand<T> rows, Band band) {
    Operand<T> left = columns(tf, rows, band.first(), band.end());
    Operand<T> right = columns(tf, rows, 0, band.end());
    Operand<T> products = tf.linalg.matMul(left, right, MatMul.transposeA(true));
    ModelVariable<TFloat64> sums = band.sums();
    sums.assign(tf, tf.math.add(sums.read(tf), tf.dtypes.cast(products, TFloat64.class)));
  }

  private static <T extends TFloating> Operand<T> columns(
      Ops tf, Operand<T> rows, int first, int end) {
    return tf.slice(rows, tf.array(0, first), tf.array(-1, end - first));
  }

  private double trace() {
    try (Outputs outputs =
        samples
            .engine()
            .function(
                "trace",
                List.of(),
                (tf, none) ->
                    Map.of(
                        "trace",
                        tf.sum(tf.linalg.tensorDiagPart(lowerTriangle(tf)), tf.constant(0))))
            .call()) {
      return outputs.get("trace", TFloat64.class).getDouble();
    }
  }

  /** The matrix, with zeros right of the bands. */
  private Operand<TFloat64> lowerTriangle(Ops tf) {
    List<Operand<TFloat64>> rows = new ArrayList<>();
    for (Band band : bands) {
      int missing = samples.features() - band.end();
      rows.add(
          tf.pad(
              band.sums().read(tf),
              tf.constant(new int[][] {{0, 0}, {0, missing}}),
              tf.constant(0.0)));
    }
    return rows.size() == 1 ? rows.get(0) : tf.concat(rows, tf.constant(0));
  }

  private Decomposition eigenvectors(int wanted, double total) {
    GraphEngine engine = samples.engine();
    try (Outputs outputs =
        engine.run(
            (tf, none) -> {
              SelfAdjointEig<TFloat64> eigen = tf.linalg.selfAdjointEig(lowerTriangle(tf));
              return Map.of(
                  "squares", descendingValues(tf, eigen),
                  "components",
                      tf.dtypes.cast(
                          tf.linalg.transpose(
                              descendingVectors(tf, eigen, samples.features(), wanted),
                              tf.array(1, 0)),
                          TFloat32.class));
            })) {
      return Decomposition.of(outputs, total, samples.count());
    }
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
