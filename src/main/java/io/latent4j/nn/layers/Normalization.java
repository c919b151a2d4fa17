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
 * Gives each feature, which is the last axis, the mean zero and the variance one that it has in
 * data seen before. The statistics are variables that no training changes, so they are saved with
 * the model.
 *
 * <pre>{@code
 * Normalization.adaptedTo(samples.tensor())
 * }</pre>
 *
 * <p>Fine: input (n, 4) for statistics of 4 features, (n, 28, 28, 3) for those of 3. Not: input (n,
 * 5) for statistics of 4.
 */
public final class Normalization extends Layer {
  /** Keras's, below which a standard deviation does not count. */
  private static final float EPSILON = 1e-7f;

  private final float[] means;
  private final float[] variances;
  private ModelVariable<TFloat32> mean;
  private ModelVariable<TFloat32> variance;

  private Normalization(float[] means, float[] variances) {
    this.means = means;
    this.variances = variances;
  }

  private Normalization(String name, float[] means, float[] variances) {
    super(name);
    this.means = means;
    this.variances = variances;
  }

  /**
   * Describes a layer by known statistics.
   *
   * @param mean the mean of each feature, finite
   * @param variance the variance of each feature, at least 0
   * @return the layer
   * @throws IllegalArgumentException if there are none, not as many of both, or one is not as said
   */
  public static Normalization of(float[] mean, float[] variance) {
    if (mean.length == 0 || mean.length != variance.length) {
      throw new IllegalArgumentException(
          "mean and variance must have the same size, at least 1, but have %d and %d"
              .formatted(mean.length, variance.length));
    }
    for (int i = 0; i < mean.length; i++) {
      if (!Float.isFinite(mean[i])) {
        throw new IllegalArgumentException(
            "mean must be finite, but is %s at %d".formatted(mean[i], i));
      }
      if (!(variance[i] >= 0) || Float.isInfinite(variance[i])) {
        throw new IllegalArgumentException(
            "variance must be at least 0 and finite, but is %s at %d".formatted(variance[i], i));
      }
    }
    return new Normalization(mean.clone(), variance.clone());
  }

  /**
   * Describes a layer by the statistics of rows.
   *
   * @param rows the data, (samples, features), at least one sample
   * @return the layer
   * @throws IllegalArgumentException if there are no rows, they differ in length, or a number is
   *     not finite
   */
  public static Normalization adaptedTo(float[][] rows) {
    FeatureStatistics statistics = FeatureStatistics.of(rows);
    return of(statistics.means(), statistics.variances());
  }

  /**
   * Describes a layer by the statistics of a tensor, such as that of samples.
   *
   * @param data float32, float64 or uint8, with the features on the last axis; it is only read
   * @return the layer
   * @throws IllegalArgumentException if the tensor is of another type, of rank 0 or empty, or a
   *     number is not finite
   */
  public static Normalization adaptedTo(TNumber data) {
    FeatureStatistics statistics = FeatureStatistics.of(data);
    return of(statistics.means(), statistics.variances());
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Normalization withName(String name) {
    return new Normalization(name, means, variances);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    if (inputShape.numDimensions() < 2 || Shapes.last(inputShape) != means.length) {
      throw new IllegalArgumentException(
          "input of layer '%s' must have rank 2 or more and %d features, but has the shape %s"
              .formatted(name(), means.length, Shapes.text(inputShape)));
    }
    return inputShape;
  }

  @Override
  protected void createVariables(Engine engine, Shape inputShape) {
    mean = constant(engine, "mean", means);
    variance = constant(engine, "variance", variances);
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
    Operand<TFloat32> deviation =
        tf.math.maximum(tf.math.sqrt(variance.read(tf)), tf.constant(EPSILON));
    return tf.math.div(tf.math.sub(input, mean.read(tf)), deviation);
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("axis", List.of(-1));
    map.put("mean", list(means));
    map.put("variance", list(variances));
    return map;
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>(values.length);
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  @Override
  protected Map<String, Trackable> parts() {
    Map<String, Trackable> map = new LinkedHashMap<>();
    map.put("mean", mean);
    map.put("variance", variance);
    return map;
  }
}
