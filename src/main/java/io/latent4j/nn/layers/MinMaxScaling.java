package io.latent4j.nn.layers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Brings each feature, which is the last axis, from the range that it has in data seen before to a
 * range of choice, as scikit-learn's {@code MinMaxScaler}. A feature that was the same throughout
 * is moved, but not stretched. The extremes are variables that no training changes, so they are
 * saved with the model.
 *
 * <pre>{@code
 * MinMaxScaling.adaptedTo(samples.tensor())
 * }</pre>
 *
 * <p>Fine: input (n, 4) for extremes of 4 features, (n, 28, 28, 3) for those of 3. Not: input (n,
 * 5) for extremes of 4. What lies outside the range seen before lies outside the range of choice.
 */
public final class MinMaxScaling extends Layer {
  private final Options options;
  private ModelVariable<TFloat32> minimum;
  private ModelVariable<TFloat32> maximum;

  private record Options(float[] minima, float[] maxima, float low, float high) {
    Options {
      if (minima.length == 0 || minima.length != maxima.length) {
        throw new IllegalArgumentException(
            "minimum and maximum must have the same size, at least 1, but have %d and %d"
                .formatted(minima.length, maxima.length));
      }
      for (int i = 0; i < minima.length; i++) {
        if (!(minima[i] <= maxima[i] && Float.isFinite(maxima[i] - minima[i]))) {
          throw new IllegalArgumentException(
              "minimum must be at most maximum and both finite, but are %s and %s at %d"
                  .formatted(minima[i], maxima[i], i));
        }
      }
      if (!(low < high && Float.isFinite(high - low))) {
        throw new IllegalArgumentException(
            "low must be below high and both finite, but are %s and %s".formatted(low, high));
      }
    }
  }

  private MinMaxScaling(Options options) {
    this.options = options;
  }

  private MinMaxScaling(String name, Options options) {
    super(name);
    this.options = options;
  }

  /**
   * Describes a layer by known extremes; what comes out is from 0 to 1.
   *
   * @param minimum the smallest value of each feature, finite
   * @param maximum the largest value of each feature, finite, not below the smallest
   * @return the layer
   * @throws IllegalArgumentException if there are none, not as many of both, or one is not as said
   */
  public static MinMaxScaling of(float[] minimum, float[] maximum) {
    return new MinMaxScaling(new Options(minimum.clone(), maximum.clone(), 0, 1));
  }

  /**
   * Describes a layer by the extremes of rows; what comes out is from 0 to 1.
   *
   * @param rows the data, (samples, features), at least one sample
   * @return the layer
   * @throws IllegalArgumentException if there are no rows, they differ in length, or a number is
   *     not finite
   */
  public static MinMaxScaling adaptedTo(float[][] rows) {
    return of(FeatureStatistics.of(rows));
  }

  /**
   * Describes a layer by the extremes of a tensor, such as that of samples; what comes out is from
   * 0 to 1.
   *
   * @param data float32, float64 or uint8, with the features on the last axis; it is only read
   * @return the layer
   * @throws IllegalArgumentException if the tensor is of another type, of rank 0 or empty, or a
   *     number is not finite
   */
  public static MinMaxScaling adaptedTo(TNumber data) {
    return of(FeatureStatistics.of(data));
  }

  private static MinMaxScaling of(FeatureStatistics statistics) {
    return of(statistics.minima(), statistics.maxima());
  }

  /**
   * This layer, not built, with another range of what comes out.
   *
   * @param low what the smallest value becomes, finite
   * @param high what the largest value becomes, finite, above {@code low}
   * @return a new layer
   * @throws IllegalArgumentException if one is not as said
   */
  public MinMaxScaling withRange(float low, float high) {
    Options changed = new Options(options.minima, options.maxima, low, high);
    return isNamedByUser() ? new MinMaxScaling(name(), changed) : new MinMaxScaling(changed);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public MinMaxScaling withName(String name) {
    return new MinMaxScaling(name, options);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    if (inputShape.numDimensions() < 2 || Shapes.last(inputShape) != options.minima.length) {
      throw new IllegalArgumentException(
          "input of layer '%s' must have rank 2 or more and %d features, but has the shape %s"
              .formatted(name(), options.minima.length, Shapes.text(inputShape)));
    }
    return inputShape;
  }

  @Override
  protected void createVariables(Engine engine, Shape inputShape) {
    minimum = constant(engine, "minimum", options.minima);
    maximum = constant(engine, "maximum", options.maxima);
  }

  private static ModelVariable<TFloat32> constant(Engine engine, String name, float[] values) {
    return engine.variable(
        name,
        TFloat32.class,
        Shape.of(values.length),
        false,
        (tf, shape, seed) -> tf.constant(values));
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    Operand<TFloat32> smallest = minimum.read(tf);
    Operand<TFloat32> range = tf.math.sub(maximum.read(tf), smallest);
    Operand<TFloat32> divisor =
        tf.select(tf.math.equal(range, tf.constant(0f)), tf.onesLike(range), range);
    Operand<TFloat32> scale = tf.math.div(tf.constant(options.high - options.low), divisor);
    return tf.math.add(tf.math.mul(tf.math.sub(input, smallest), scale), tf.constant(options.low));
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("minimum", list(options.minima));
    map.put("maximum", list(options.maxima));
    map.put("feature_range", list(options.low, options.high));
    return map;
  }

  private static List<Float> list(float... values) {
    List<Float> list = new ArrayList<>(values.length);
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  @Override
  protected Map<String, Trackable> parts() {
    Map<String, Trackable> map = new LinkedHashMap<>();
    map.put("minimum", minimum);
    map.put("maximum", maximum);
    return map;
  }
}
