package io.latent4j.decomposition;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The samples that are decomposed, scaled and centred in the graph of an engine.
 *
 * <p>Sums are taken of differences to a first value, so that a mean that is large beside the
 * variance costs no digits, and what is constant becomes exactly 0.
 */
final class CenteredSamples {
  private static final double PRODUCTS_IN_FLOAT64 = 1L << 31;

  private final GraphEngine engine;
  private final Samples samples;
  private final SampleRows rows;
  private final Subtraction centering;
  private final float[] mean;

  /** What is subtracted, in the graph. */
  private interface Subtraction {
    <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> rows, Class<T> type);
  }

  private CenteredSamples(
      GraphEngine engine, Samples samples, SampleRows rows, Subtraction centering, float[] mean) {
    this.engine = engine;
    this.samples = samples;
    this.rows = rows;
    this.centering = centering;
    this.mean = mean;
  }

  static CenteredSamples of(
      GraphEngine engine, Samples samples, Scaling scaling, Centering center) {
    SampleRows rows = SampleRows.of(samples, scaling);
    return switch (center) {
      case FEATURE -> byFeature(engine, samples, rows);
      case SAMPLE ->
          new CenteredSamples(
              engine, samples, rows, new MinusOwnMean(), sampleMeans(engine, samples, rows));
      case NONE ->
          new CenteredSamples(
              engine, samples, rows, new MinusNothing(), new float[samples.features()]);
    };
  }

  private static CenteredSamples byFeature(GraphEngine engine, Samples samples, SampleRows rows) {
    double[] mean = featureMeans(engine, samples, rows);
    float[] nearest = new float[mean.length];
    float[] rest = new float[mean.length];
    for (int j = 0; j < mean.length; j++) {
      nearest[j] = (float) mean[j];
      rest[j] = (float) (mean[j] - nearest[j]);
    }
    return new CenteredSamples(engine, samples, rows, new MinusMean(nearest, rest), nearest);
  }

  private static double[] featureMeans(GraphEngine engine, Samples samples, SampleRows rows) {
    float[] first = rows.scaling().apply(samples.row(0), samples.features());
    CompiledFunction sums =
        engine.function(
            "feature_sums",
            List.of(rows.input()),
            (tf, in) -> {
              Operand<TFloat32> differences = tf.math.sub(rows.scaled(tf, in), tf.constant(first));
              return Map.of("sums", tf.sum(differences, tf.constant(0)));
            });
    double[] mean = new double[first.length];
    SampleRows.callByChunks(
        sums,
        samples,
        (start, end, outputs) -> {
          float[] chunk = outputs.floats("sums");
          for (int j = 0; j < mean.length; j++) {
            mean[j] += chunk[j];
          }
        });
    for (int j = 0; j < mean.length; j++) {
      mean[j] = first[j] + mean[j] / samples.count();
    }
    return mean;
  }

  private static float[] sampleMeans(GraphEngine engine, Samples samples, SampleRows rows) {
    CompiledFunction means =
        engine.function(
            "sample_means",
            List.of(rows.input()),
            (tf, in) -> Map.of("means", RowCentering.means(tf, rows.scaled(tf, in))));
    float[] mean = new float[samples.count()];
    SampleRows.callByChunks(
        means,
        samples,
        (start, end, outputs) -> {
          float[] chunk = outputs.floats("means");
          System.arraycopy(chunk, 0, mean, start, chunk.length);
        });
    return mean;
  }

  GraphEngine engine() {
    return engine;
  }

  int count() {
    return samples.count();
  }

  int features() {
    return samples.features();
  }

  /** Tells whether the work is so small that float64 costs no time worth mentioning. */
  boolean affordFloat64() {
    double smaller = Math.min(count(), features());
    return smaller * count() * features() <= PRODUCTS_IN_FLOAT64;
  }

  /** What was subtracted: the mean of each feature, or of each sample, or zeros. */
  float[] mean() {
    return mean;
  }

  /** The input that a function of these samples has. */
  InputSpec input() {
    return rows.input();
  }

  /** The centred samples in the body of the function, of shape (samples, features). */
  <T extends TFloating> Operand<T> rows(Ops tf, Operands inputs, Class<T> type) {
    return centering.apply(tf, cast(tf, rows.scaled(tf, inputs), type), type);
  }

  /**
   * The sum of the squares of all centred values.
   *
   * @throws IllegalArgumentException if the samples do not vary, or too much for float32
   */
  double total() {
    CompiledFunction squares =
        engine.function(
            "row_squares",
            List.of(input()),
            (tf, in) -> {
              Operand<TFloat32> centered = rows(tf, in, TFloat32.class);
              return Map.of("squares", tf.sum(tf.math.square(centered), tf.constant(1)));
            });
    double[] total = new double[1];
    SampleRows.callByChunks(
        squares,
        samples,
        (first, end, outputs) -> {
          for (float square : outputs.floats("squares")) {
            total[0] += square;
          }
        });
    return Variation.require(total[0]);
  }

  /** Calls the function with all samples at once. */
  Outputs callWhole(CompiledFunction function) {
    return SampleRows.callWhole(function, samples);
  }

  private static <T extends TFloating> Operand<T> cast(
      Ops tf, Operand<TFloat32> values, Class<T> type) {
    return type == TFloat32.class ? values.asOutput().expect(type) : tf.dtypes.cast(values, type);
  }

  /** Subtracts the mean of each feature, in two parts: one float32 would not be exact enough. */
  private record MinusMean(float[] nearest, float[] rest) implements Subtraction {
    @Override
    public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> rows, Class<T> type) {
      Operand<T> almost = tf.math.sub(rows, cast(tf, tf.constant(nearest), type));
      return tf.math.sub(almost, cast(tf, tf.constant(rest), type));
    }
  }

  private record MinusOwnMean() implements Subtraction {
    @Override
    public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> rows, Class<T> type) {
      return RowCentering.center(tf, rows);
    }
  }

  private record MinusNothing() implements Subtraction {
    @Override
    public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> rows, Class<T> type) {
      return rows;
    }
  }
}
