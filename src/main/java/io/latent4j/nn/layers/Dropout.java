package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Sets a random share of its input to zero in training and scales the rest by {@code 1 / (1 -
 * rate)}, so that the expected sum stays the same; in inference it does nothing.
 *
 * <p>What is dropped depends on the engine's seed and step counter only, so a run can be repeated
 * and resumed.
 */
public final class Dropout extends Layer {
  private final float rate;

  private Dropout(float rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("rate must be at least 0 and below 1, but is " + rate);
    }
    this.rate = rate;
  }

  private Dropout(String name, float rate) {
    super(name);
    this.rate = rate;
  }

  /**
   * Describes a layer.
   *
   * @param rate the share that is dropped, at least 0 and below 1
   * @return the layer
   * @throws IllegalArgumentException if the rate is outside its range
   */
  public static Dropout of(float rate) {
    return new Dropout(rate);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Dropout withName(String name) {
    return new Dropout(name, rate);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return inputShape;
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    if (mode == Mode.INFERENCE || rate == 0) {
      return input;
    }
    Operand<TFloat32> uniform =
        tf.random.statelessRandomUniform(tf.shape(input), engine().randomSeed(tf));
    Operand<TBool> kept = tf.math.greaterEqual(uniform, tf.constant(rate));
    Operand<TFloat32> mask =
        tf.math.mul(tf.dtypes.cast(kept, TFloat32.class), tf.constant(1 / (1 - rate)));
    // The mask depends on the input by its shape; no gradient must look for a way through that.
    return tf.math.mul(input, tf.stopGradient(mask));
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of("rate", rate);
  }
}
