package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Leaves its input as it is and wants its size added to the loss: {@code l1} times the sum of what
 * is passed on without its sign, and {@code l2} times the sum of its squares, over the number of
 * samples. {@link io.latent4j.nn.Penalties} is where the loss gets it from.
 */
public final class ActivityRegularization extends Layer {
  private final Options options;

  private record Options(float l1, float l2) {
    Options {
      check("l1", l1);
      check("l2", l2);
    }

    private static void check(String name, float value) {
      if (!(value >= 0) || Float.isInfinite(value)) {
        throw new IllegalArgumentException(name + " must be at least 0, but is " + value);
      }
    }
  }

  private ActivityRegularization(Options options) {
    this.options = options;
  }

  private ActivityRegularization(String name, Options options) {
    super(name);
    this.options = options;
  }

  /**
   * Describes a layer.
   *
   * @param l1 the weight of the absolute values, at least 0
   * @param l2 the weight of the squares, at least 0
   * @return the layer
   * @throws IllegalArgumentException if a weight is negative
   */
  public static ActivityRegularization of(float l1, float l2) {
    return new ActivityRegularization(new Options(l1, l2));
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public ActivityRegularization withName(String name) {
    return new ActivityRegularization(name, options);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return inputShape;
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    Operand<TFloat32> flat = tf.reshape(input, tf.constant(new int[] {-1}));
    Operand<TFloat32> absolute = sum(tf, tf.math.abs(flat), options.l1);
    Operand<TFloat32> squares = sum(tf, tf.math.square(flat), options.l2);
    addPenalty(tf.math.divNoNan(tf.math.add(absolute, squares), samples(tf, input)));
    return input;
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values, float weight) {
    return tf.math.mul(tf.constant(weight), tf.reduceSum(values, tf.constant(0)));
  }

  private static Operand<TFloat32> samples(Ops tf, Operand<TFloat32> input) {
    Operand<TInt32> batch =
        tf.slice(tf.shape(input), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    return tf.stopGradient(tf.dtypes.cast(tf.squeeze(batch), TFloat32.class));
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("l1", options.l1);
    map.put("l2", options.l2);
    return map;
  }
}
