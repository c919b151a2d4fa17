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
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * The products between features over a chunk of samples, computed by the engine in float32 or
 * float64. Of the symmetric matrix there are only bands of rows that end where the diagonal leaves
 * them.
 *
 * @param <T> the type in which values are centred and multiplied
 */
final class BatchProducts<T extends TFloating> {
  /** Wide enough for an efficient product. */
  private static final int BAND = 192;

  private static final int MOST_BANDS = 8;

  /** One sample of so many tells near which point a chunk lies. */
  private static final int STRIDE = 16;

  private final SampleRows rows;
  private final Center center;
  private final Class<T> type;
  private final int features;
  private final List<Band> bands = new ArrayList<>();
  private final CompiledFunction function;

  /** The rows from {@code first} to {@code end}, up to column {@code end}. */
  private record Band(int first, int end) {
    String name() {
      return "products_" + first;
    }
  }

  BatchProducts(GraphEngine engine, SampleRows rows, Center center, Class<T> type) {
    this.rows = rows;
    this.center = center;
    this.type = type;
    features = (int) rows.sampleShape().size();
    int count = Math.max(1, Math.min(MOST_BANDS, features / BAND));
    for (int i = 0; i < count; i++) {
      bands.add(new Band(features * i / count, features * (i + 1) / count));
    }
    function = engine.function("products", List.of(rows.input()), this::body);
  }

  private Map<String, Operand<? extends TType>> body(Ops tf, Operands inputs) {
    Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
    Operand<T> values = cast(tf, rows.scaled(tf, inputs), type);
    Operand<T> columns; // transposed, so that bands are rows of it, which need not be copied
    switch (center) {
      case FEATURE -> {
        Operand<T> near = nearTheMean(tf, values);
        columns = transpose(tf, tf.math.sub(values, near));
        outputs.put("near", cast(tf, near, TFloat64.class));
        outputs.put("sums", cast(tf, tf.sum(columns, tf.constant(1)), TFloat64.class));
      }
      case SAMPLE -> {
        columns = transpose(tf, RowCentering.center(tf, values));
        outputs.put("means", cast(tf, RowCentering.means(tf, values), TFloat32.class));
      }
      default -> columns = transpose(tf, values);
    }
    for (Band band : bands) {
      Operand<T> left = rowsOf(tf, columns, band.first(), band.end());
      Operand<T> right = rowsOf(tf, columns, 0, band.end());
      Operand<T> products = tf.linalg.matMul(left, right, MatMul.transposeB(true));
      outputs.put(band.name(), cast(tf, products, TFloat64.class));
    }
    return outputs;
  }

  /**
   * A point near the mean of the chunk, exactly on it where a feature is constant. What it misses
   * is known from the sums, and taken away in float64.
   */
  private Operand<T> nearTheMean(Ops tf, Operand<T> values) {
    Operand<T> first = tf.slice(values, tf.array(0, 0), tf.array(1, -1));
    Operand<T> some =
        tf.stridedSlice(values, tf.array(0), tf.array(Integer.MAX_VALUE), tf.array(STRIDE));
    Operand<T> differences = tf.math.sub(some, first);
    return tf.math.add(first, tf.math.mean(differences, tf.constant(0)));
  }

  private static <T extends TFloating> Operand<T> transpose(Ops tf, Operand<T> matrix) {
    return tf.linalg.transpose(matrix, tf.array(1, 0));
  }

  private static <T extends TFloating> Operand<T> rowsOf(
      Ops tf, Operand<T> matrix, int first, int end) {
    return tf.slice(matrix, tf.array(first, 0), tf.array(end - first, -1));
  }

  private static <T extends TFloating> Operand<T> cast(
      Ops tf, Operand<? extends TFloating> values, Class<T> type) {
    return values.type() == type ? values.asOutput().expect(type) : tf.dtypes.cast(values, type);
  }

  /** Adds samples to a scatter, and their means to a list if those are what is subtracted. */
  void addTo(Scatter scatter, List<float[]> sampleMeans, Samples samples) {
    SampleRows.callByChunks(
        function,
        samples,
        (first, end, outputs) -> {
          int count = end - first;
          double[] products = products(outputs);
          switch (center) {
            case FEATURE -> addCentered(scatter, count, products, outputs);
            case SAMPLE -> {
              scatter.add(count, products);
              sampleMeans.add(outputs.floats("means"));
            }
            default -> scatter.add(count, products);
          }
        });
  }

  private void addCentered(Scatter scatter, int count, double[] products, Outputs outputs) {
    double[] mean = OutputArrays.doubles(outputs, "near");
    double[] aside = OutputArrays.doubles(outputs, "sums");
    for (int i = 0; i < features; i++) {
      aside[i] /= count;
      mean[i] += aside[i];
    }
    scatter.add(count, mean, products, aside);
  }

  private double[] products(Outputs outputs) {
    double[] products = new double[features * features];
    for (Band band : bands) {
      double[] part = OutputArrays.doubles(outputs, band.name());
      int width = band.end();
      for (int row = band.first(); row < band.end(); row++) {
        System.arraycopy(part, (row - band.first()) * width, products, row * features, width);
      }
    }
    return products;
  }
}
