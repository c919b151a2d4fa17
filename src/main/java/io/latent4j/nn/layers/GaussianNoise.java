package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * In training, adds normal noise of mean zero; otherwise does nothing. What it adds follows from
 * the engine's seed and step counter.
 */
public final class GaussianNoise extends Layer {
  private final float deviation;

  private GaussianNoise(float deviation) {
    if (!(deviation >= 0) || Float.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "standardDeviation must be at least 0, but is " + deviation);
    }
    this.deviation = deviation;
  }

  private GaussianNoise(String name, float deviation) {
    super(name);
    this.deviation = deviation;
  }

  /**
   * Describes a layer.
   *
   * @param standardDeviation how strong the noise is, at least 0
   * @return the layer
   * @throws IllegalArgumentException if the number is negative
   */
  public static GaussianNoise of(float standardDeviation) {
    return new GaussianNoise(standardDeviation);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public GaussianNoise withName(String name) {
    return new GaussianNoise(name, deviation);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return inputShape;
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    if (mode == Mode.INFERENCE || deviation == 0) {
      return input;
    }
    Operand<TFloat32> normal =
        tf.random.statelessRandomNormal(tf.shape(input), engine().randomSeed(tf));
    // The noise depends on the input by its shape; no gradient must look for a way through that.
    return tf.math.add(input, tf.stopGradient(tf.math.mul(normal, tf.constant(deviation))));
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of("stddev", deviation);
  }
}
