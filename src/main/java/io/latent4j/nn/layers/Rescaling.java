package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Multiplies by a number and adds another: {@code Rescaling.of(1 / 255f)} for bytes of images. */
public final class Rescaling extends Layer {
  private final Options options;

  private record Options(float scale, float offset) {
    Options {
      checkFinite("scale", scale);
      checkFinite("offset", offset);
    }

    private static void checkFinite(String name, float value) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(name + " must be finite, but is " + value);
      }
    }
  }

  private Rescaling(Options options) {
    this.options = options;
  }

  private Rescaling(String name, Options options) {
    super(name);
    this.options = options;
  }

  /**
   * Describes a layer that adds nothing.
   *
   * @param scale what to multiply by, finite
   * @return the layer
   * @throws IllegalArgumentException if the number is not finite
   */
  public static Rescaling of(float scale) {
    return of(scale, 0);
  }

  /**
   * Describes a layer.
   *
   * @param scale what to multiply by, finite
   * @param offset what to add then, finite
   * @return the layer
   * @throws IllegalArgumentException if a number is not finite
   */
  public static Rescaling of(float scale, float offset) {
    return new Rescaling(new Options(scale, offset));
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Rescaling withName(String name) {
    return new Rescaling(name, options);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return inputShape;
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    return tf.math.add(tf.math.mul(input, tf.constant(options.scale)), tf.constant(options.offset));
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("scale", options.scale);
    map.put("offset", options.offset);
    return map;
  }
}
