package io.latent4j.decomposition;

import io.latent4j.data.Samples;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * The products between features over a chunk of samples, computed by the engine in float32 or
 * float64. The symmetric matrix is computed in blocks, of which those right of the diagonal are
 * left out.
 *
 * @param <T> the type in which values are multiplied
 */
final class BatchProducts<T extends TFloating> {
  /** Wide enough for an efficient product. */
  private static final int BLOCK = 112;

  private static final int MOST_BLOCKS = 8;

  /** One sample of so many tells near which point a chunk lies. */
  private static final int STRIDE = 16;

  private final SampleRows rows;
  private final Centering center;
  private final Class<T> type;
  private final int features;
  private final List<Range> ranges = new ArrayList<>();
  private final CompiledFunction function;

  /** Features that are a row and a column of blocks. */
  private record Range(int first, int end) {
    int size() {
      return end - first;
    }
  }

  BatchProducts(GraphEngine engine, SampleRows rows, Centering center, Class<T> type) {
    this.rows = rows;
    this.center = center;
    this.type = type;
    features = (int) rows.sampleShape().size();
    int count = Math.max(1, Math.min(MOST_BLOCKS, features / BLOCK));
    for (int i = 0; i < count; i++) {
      ranges.add(new Range(features * i / count, features * (i + 1) / count));
    }
    function = engine.function("products", List.of(rows.input()), this::body);
  }

  private Map<String, Operand<? extends TType>> body(Ops tf, Operands inputs) {
    Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
    Operand<T> centered = centered(tf, inputs, rows.precisionFor(type), outputs);
    outputs.put("sums", tf.sum(centered, tf.constant(0)));
    addProducts(tf, split(tf, centered), outputs);
    return outputs;
  }

  private <P extends TFloating> Operand<T> centered(
      Ops tf, Operands inputs, Class<P> precision, Map<String, Operand<? extends TType>> outputs) {
    Operand<P> values = rows.scaled(tf, inputs, precision);
    if (center == Centering.SAMPLE) {
      outputs.put("means", Cast.to(TFloat32.class, tf, RowCentering.means(tf, values)));
      values = RowCentering.center(tf, values);
    }
    Operand<P> near = nearTheMean(tf, values);
    outputs.put("near", near);
    return Cast.to(type, tf, tf.math.sub(values, near));
  }

  /** One product after the other: each uses all threads, and two would get in each other's way. */
  private void addProducts(
      Ops tf, List<Operand<T>> columns, Map<String, Operand<? extends TType>> outputs) {
    Ops next = tf;
    for (int i = 0; i < ranges.size(); i++) {
      for (int j = 0; j <= i; j++) {
        Operand<T> product =
            next.linalg.matMul(columns.get(i), columns.get(j), MatMul.transposeA(true));
        outputs.put(block(i, j), product);
        next = tf.withControlDependencies(product);
      }
    }
  }

  private static String block(int row, int column) {
    return "block_%d_%d".formatted(row, column);
  }

  private List<Operand<T>> split(Ops tf, Operand<T> centered) {
    int[] sizes = ranges.stream().mapToInt(Range::size).toArray();
    return List.copyOf(
        tf.splitV(centered, tf.constant(sizes), tf.constant(1), (long) sizes.length).output());
  }

  /**
   * A point near the mean of the chunk, exactly on it where a feature is constant. What it misses
   * is known from the sums, and taken away in float64.
   */
  private static <P extends TFloating> Operand<P> nearTheMean(Ops tf, Operand<P> values) {
    Operand<P> first = tf.slice(values, tf.array(0, 0), tf.array(1, -1));
    Operand<P> some =
        tf.stridedSlice(values, tf.array(0), tf.array(Integer.MAX_VALUE), tf.array(STRIDE));
    Operand<P> differences = tf.math.sub(some, first);
    return tf.math.add(first, tf.math.mean(differences, tf.constant(0)));
  }

  /**
   * Adds samples to a scatter, and their own means to a list if those are what is subtracted, as
   * long as, told how many are added, it goes on.
   */
  void addTo(Scatter scatter, List<float[]> sampleMeans, Samples samples, IntPredicate goesOn) {
    SampleRows.callByChunks(
        function,
        samples,
        (first, end, outputs) -> {
          addProducts(scatter, outputs);
          addMeans(scatter, end - first, outputs);
          if (center == Centering.SAMPLE) {
            sampleMeans.add(outputs.floats("means"));
          }
        },
        goesOn);
  }

  private void addMeans(Scatter scatter, int count, Outputs outputs) {
    double[] mean = OutputArrays.doubles(outputs, "near");
    double[] aside = OutputArrays.doubles(outputs, "sums");
    for (int i = 0; i < features; i++) {
      aside[i] /= count;
      mean[i] += aside[i];
    }
    scatter.addBatch(count, mean, aside);
  }

  private void addProducts(Scatter scatter, Outputs outputs) {
    for (int i = 0; i < ranges.size(); i++) {
      for (int j = 0; j <= i; j++) {
        Range columns = ranges.get(j);
        String block = block(i, j);
        int row = ranges.get(i).first();
        if (type == TFloat32.class) {
          scatter.addProducts(row, columns.first(), columns.size(), outputs.floats(block));
        } else {
          double[] values = OutputArrays.doubles(outputs, block);
          scatter.addProducts(row, columns.first(), columns.size(), values);
        }
      }
    }
  }
}
