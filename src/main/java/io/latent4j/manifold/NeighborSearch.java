package io.latent4j.manifold;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.Precision;
import io.latent4j.parallel.Workers;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * Finds nearest neighbours, exactly.
 *
 * <p>A matrix product in float32 gives squared distances that may be off by a rounding error of
 * known size. Whatever could be among the nearest within that error is measured again in float64
 * from the rows as they are, so the result is that of float64 throughout, also among duplicates and
 * far from the origin. For the product the rows are centred and brought to a size around 1, where
 * no square of a float32 overflows or vanishes.
 */
final class NeighborSearch implements AutoCloseable {
  private static final int VALUES_AT_ONCE = 1 << 23;
  private static final int MOST_ROWS_AT_ONCE = 1024;
  private static final double FLOAT_STEP = 0x1p-23;

  private final Rows rows;
  private final double[] mean;
  private final double unit;
  private final Workers workers;
  private final GraphEngine engine;
  private final CompiledFunction products;
  private final double longest;

  NeighborSearch(Rows rows, EngineOptions options, Workers workers) {
    this.rows = rows;
    this.workers = workers;
    mean = rows.mean();
    unit = rows.unit(mean);
    engine = GraphEngine.create(options.withPrecision(Precision.FLOAT32));
    int width = rows.features() + 1;
    float[] extended = new float[Math.multiplyExact(rows.count(), width)];
    double largest = 0;
    for (int i = 0; i < rows.count(); i++) {
      double squares = center(rows, i, extended, i * width, 1);
      extended[i * width + rows.features()] = (float) squares;
      largest = Math.max(largest, squares);
    }
    longest = Math.sqrt(largest);
    ModelVariable<TFloat32> reference;
    try (TFloat32 tensor =
        TFloat32.tensorOf(Shape.of(rows.count(), width), DataBuffers.of(extended, true, false))) {
      reference = engine.variable("rows", TFloat32.class, tensor);
    }
    products =
        engine.function(
            "squared_distances",
            List.of(InputSpec.floats("queries", Shape.UNKNOWN_SIZE, width)),
            (tf, in) ->
                Map.of(
                    "distances",
                    tf.linalg.matMul(
                        in.floats("queries"), reference.read(tf), MatMul.transposeB(true))));
  }

  /** Writes a row less the mean, in units, times a factor, and returns its squared length. */
  private double center(Rows source, int row, float[] target, int at, float factor) {
    double squares = 0;
    for (int j = 0; j < source.features(); j++) {
      float centered = (float) (unit * (source.values()[row * source.features() + j] - mean[j]));
      target[at + j] = factor * centered;
      squares += (double) centered * centered;
    }
    return squares;
  }

  /** Finds the neighbours of each row among the others. */
  Neighbors amongThemselves(int each) {
    return find(rows, each, true);
  }

  /** Finds the neighbours of other rows. */
  Neighbors of(Rows queries, int each) {
    return find(queries, each, false);
  }

  private Neighbors find(Rows queries, int each, boolean skipSelf) {
    int[] indices = new int[Math.multiplyExact(queries.count(), each)];
    double[] distances = new double[indices.length];
    int atOnce = Math.min(MOST_ROWS_AT_ONCE, Math.max(16, VALUES_AT_ONCE / rows.count()));
    for (int first = 0; first < queries.count(); first += atOnce) {
      int start = first;
      int block = Math.min(atOnce, queries.count() - first);
      double[] lengths = new double[block];
      float[] approximate = approximate(queries, first, lengths);
      workers.divide(
          block,
          (part, from, to) -> {
            Nearest nearest = new Nearest(rows, each);
            for (int i = from; i < to; i++) {
              int row = start + i;
              nearest.select(approximate, i * rows.count(), skipSelf ? row : -1, error(lengths[i]));
              nearest.measure(queries, row, indices, distances, row * each);
            }
          });
    }
    return new Neighbors(queries.count(), each, indices, distances);
  }

  /** The squared distances in units, each row's less the squared length of the query. */
  private float[] approximate(Rows queries, int first, double[] lengths) {
    int width = rows.features() + 1;
    float[] extended = new float[lengths.length * width];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.sqrt(center(queries, first + i, extended, i * width, -2));
      extended[i * width + rows.features()] = 1;
    }
    try (TFloat32 tensor =
            TFloat32.tensorOf(
                Shape.of(lengths.length, width), DataBuffers.of(extended, true, false));
        Outputs outputs = products.call(Map.of("queries", tensor))) {
      return outputs.floats("distances");
    }
  }

  /** By how much an approximate squared distance may be wrong, in units. */
  private double error(double length) {
    double scale = (length + longest) * (length + longest);
    return FLOAT_STEP * (8 + 2 * Math.sqrt(rows.features())) * scale;
  }

  @Override
  public void close() {
    engine.close();
  }
}
