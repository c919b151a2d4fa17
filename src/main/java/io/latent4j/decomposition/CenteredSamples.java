package io.latent4j.decomposition;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.PairedVariable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;

/**
 * The samples that are decomposed, scaled and centred in the graph of an engine.
 *
 * <p>Sums are taken of differences to a first value, so that a mean that is large beside the
 * variance costs no digits, and what is constant becomes exactly 0. What is subtracted in two parts
 * is a variable and a constant: two constants would be made one.
 */
final class CenteredSamples {
  private static final double PRODUCTS_IN_FLOAT64 = 1L << 31;

  private final GraphEngine engine;
  private final Samples samples;
  private final SampleRows rows;
  private final Subtraction centering;
  private final double[] mean;

  /** What is subtracted, in the graph. */
  private interface Subtraction {
    <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> rows);
  }

  private CenteredSamples(
      GraphEngine engine, Samples samples, SampleRows rows, Subtraction centering, double[] mean) {
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
              engine, samples, rows, new MinusNothing(), new double[samples.features()]);
    };
  }

  private static CenteredSamples byFeature(GraphEngine engine, Samples samples, SampleRows rows) {
    double[] mean = featureMeans(engine, samples, rows);
    // Bytes are never so far from zero that one part would not do.
    boolean inTwoParts = rows.type() != TUint8.class;
    return new CenteredSamples(engine, samples, rows, MinusMean.of(engine, mean, inTwoParts), mean);
  }

  private static double[] featureMeans(GraphEngine engine, Samples samples, SampleRows rows) {
    float[] first = ScaledSamples.of(samples, rows.scaling()).row(0);
    ModelVariable<TFloat32> point = variable(engine, "first", first);
    CompiledFunction sums =
        engine.function(
            "feature_sums",
            List.of(rows.input()),
            (tf, in) ->
                Map.of(
                    "sums",
                    differenceSums(tf, in, rows, point, rows.precisionFor(TFloat32.class))));
    double[] mean = new double[first.length];
    SampleRows.callByChunks(
        sums,
        samples,
        (start, end, outputs) -> {
          double[] chunk = OutputArrays.doubles(outputs, "sums");
          for (int j = 0; j < mean.length; j++) {
            mean[j] += chunk[j];
          }
        });
    for (int j = 0; j < mean.length; j++) {
      mean[j] = first[j] + mean[j] / samples.count();
    }
    return mean;
  }

  private static <T extends TFloating> Operand<T> differenceSums(
      Ops tf, Operands in, SampleRows rows, ModelVariable<TFloat32> point, Class<T> precision) {
    Operand<T> first = Cast.to(precision, tf, point.read(tf));
    return tf.sum(tf.math.sub(rows.scaled(tf, in, precision), first), tf.constant(0));
  }

  private static ModelVariable<TFloat32> variable(
      GraphEngine engine, String name, float... values) {
    try (TFloat32 tensor =
        TFloat32.tensorOf(Shape.of(values.length), DataBuffers.of(values, true, false))) {
      return engine.variable(name, TFloat32.class, tensor);
    }
  }

  private static double[] sampleMeans(GraphEngine engine, Samples samples, SampleRows rows) {
    CompiledFunction means =
        engine.function(
            "sample_means",
            List.of(rows.input()),
            (tf, in) ->
                Map.of(
                    "means",
                    RowCentering.means(
                        tf, rows.scaled(tf, in, rows.precisionFor(TFloat32.class)))));
    double[] mean = new double[samples.count()];
    SampleRows.callByChunks(
        means,
        samples,
        (start, end, outputs) -> {
          double[] chunk = OutputArrays.doubles(outputs, "means");
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
  double[] mean() {
    return mean;
  }

  /** The input that a function of these samples has. */
  InputSpec input() {
    return rows.input();
  }

  /** The centred samples in the body of the function, of shape (samples, features). */
  <T extends TFloating> Operand<T> rows(Ops tf, Operands inputs, Class<T> type) {
    return Cast.to(type, tf, centered(tf, inputs, rows.precisionFor(type)));
  }

  private <T extends TFloating> Operand<T> centered(Ops tf, Operands inputs, Class<T> precision) {
    return centering.apply(tf, rows.scaled(tf, inputs, precision));
  }

  /**
   * The sum of the squares of all centred values.
   *
   * @throws IllegalArgumentException if the samples do not vary, or too much for float32
   */
  double total() {
    Class<? extends TFloating> type = affordFloat64() ? TFloat64.class : TFloat32.class;
    CompiledFunction squares =
        engine.function(
            "row_squares",
            List.of(input()),
            (tf, in) ->
                Map.of("squares", tf.sum(tf.math.square(rows(tf, in, type)), tf.constant(1))));
    double[] total = new double[1];
    SampleRows.callByChunks(
        squares,
        samples,
        (first, end, outputs) -> {
          for (double square : OutputArrays.doubles(outputs, "squares")) {
            total[0] += square;
          }
        });
    return Variation.require(total[0]);
  }

  /** Calls the function with all samples at once. */
  Outputs callWhole(CompiledFunction function) {
    return SampleRows.callWhole(function, samples);
  }

  /**
   * Subtracts the mean of each feature, in float32 in two parts where one would not be exact
   * enough.
   *
   * @param exact the mean
   * @param nearest of float32, as a variable
   * @param rest what that leaves, if it counts
   */
  private record MinusMean(double[] exact, ModelVariable<TFloat32> nearest, Optional<float[]> rest)
      implements Subtraction {

    static MinusMean of(GraphEngine engine, double[] mean, boolean inTwoParts) {
      return new MinusMean(
          mean,
          variable(engine, "nearest_mean", PairedVariable.nearest(mean)),
          inTwoParts ? Optional.of(PairedVariable.remainder(mean)) : Optional.empty());
    }

    @Override
    public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> rows) {
      Class<T> type = rows.type();
      if (rows.type() == TFloat64.class) {
        return tf.math.sub(rows, tf.constant(exact).asOutput().expect(type));
      }
      Operand<T> almost = tf.math.sub(rows, Cast.to(type, tf, nearest.read(tf)));
      return rest.isPresent()
          ? tf.math.sub(almost, Cast.to(type, tf, tf.constant(rest.get())))
          : almost;
    }
  }

  private record MinusOwnMean() implements Subtraction {
    @Override
    public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> rows) {
      return RowCentering.center(tf, rows);
    }
  }

  private record MinusNothing() implements Subtraction {
    @Override
    public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> rows) {
      return rows;
    }
  }
}
