package io.latent4j.score;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.parallel.Workers;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat64;

/**
 * Squared distances of points from all points of another set, some rows at a time: by one matrix
 * product of TensorFlow's in double precision, and by differences where these leave too few digits,
 * as between copies.
 */
final class PairDistances implements AutoCloseable {
  private static final int TILE_VALUES = 1 << 22;
  private static final int FEWEST_ROWS = 64;
  private static final double TOO_FEW_DIGITS = 1e-7;

  private final CompiledFunction products;
  private final Workers workers;

  PairDistances(Engine engine, int features) {
    Shape rows = Shape.of(-1, features);
    products =
        engine.function(
            "pairs",
            List.of(
                new InputSpec("a", TFloat64.class, rows), new InputSpec("b", TFloat64.class, rows)),
            (tf, in) ->
                Map.of(
                    "products",
                    tf.linalg.matMul(
                        in.get("a", TFloat64.class),
                        in.get("b", TFloat64.class),
                        MatMul.transposeB(true))));
    workers = new Workers(engine.options().threads());
  }

  /**
   * Takes the distances of one point from all others; several threads do, each a row of its own.
   */
  @FunctionalInterface
  interface RowReader {

    /**
     * Takes them.
     *
     * @param row the point
     * @param squared holds the squared distances
     * @param offset where that from the first of the others is
     */
    void read(int row, double[] squared, int offset);
  }

  /** Reads the distances of all points from all others. */
  void forEach(Points points, Points others, RowReader reader) {
    int most = Math.max(FEWEST_ROWS, TILE_VALUES / others.count());
    double[] tile = new double[Math.multiplyExact(Math.min(most, points.count()), others.count())];
    for (int from = 0; from < points.count(); from += most) {
      int first = from;
      int size = Math.min(most, points.count() - from);
      try (TFloat64 some = points.tensor(from, from + size);
          Outputs outputs = products.call(Map.of("a", some, "b", others.tensor()))) {
        outputs
            .get("products", TFloat64.class)
            .asRawTensor()
            .data()
            .asDoubles()
            .copyTo(DataBuffers.of(tile, false, false), (long) size * others.count());
      }
      workers.divideHeavy(
          size,
          (part, begin, end) -> {
            for (int i = begin; i < end; i++) {
              int offset = i * others.count();
              finish(points, first + i, others, tile, offset);
              reader.read(first + i, tile, offset);
            }
          });
    }
  }

  private static void finish(Points points, int row, Points others, double[] tile, int offset) {
    double norm = points.norm(row);
    for (int j = 0; j < others.count(); j++) {
      double norms = norm + others.norm(j);
      double squared = norms - 2 * tile[offset + j];
      tile[offset + j] =
          squared < TOO_FEW_DIGITS * norms ? points.squaredDistance(row, others, j) : squared;
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
