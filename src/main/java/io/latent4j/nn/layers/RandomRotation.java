package io.latent4j.nn.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Turns each image by chance around its centre in training; otherwise does nothing.
 *
 * <p>Fine: images (n, height, width, channels). Not: rows (n, features).
 */
public final class RandomRotation extends RandomImageTransform {
  private final FactorRange turns;

  private RandomRotation(FactorRange turns, ImageSampling sampling) {
    super(sampling);
    this.turns = turns;
  }

  private RandomRotation(String name, FactorRange turns, ImageSampling sampling) {
    super(name, sampling);
    this.turns = turns;
  }

  /**
   * Describes a layer that turns both ways.
   *
   * @param factor by how much at most, as a share of a whole turn; at least 0
   * @return the layer
   * @throws IllegalArgumentException if the factor is negative or not finite
   */
  public static RandomRotation of(float factor) {
    return of(FactorRange.of(factor));
  }

  /**
   * Describes a layer.
   *
   * @param turns how far, as shares of a whole turn; positive is counter-clockwise
   * @return the layer
   */
  public static RandomRotation of(FactorRange turns) {
    return new RandomRotation(Objects.requireNonNull(turns, "turns"), ImageSampling.USUAL);
  }

  /**
   * This layer, not built, with something else seen outside of the images; reflected if nothing is
   * said.
   *
   * @param mode what is seen there
   * @param value the value where that is constant
   * @return a new layer
   * @throws IllegalArgumentException if the value is not finite
   */
  public RandomRotation withFill(FillMode mode, float value) {
    return with(sampling().withFill(mode, value));
  }

  /**
   * This layer, not built, with something else seen between pixels; bilinear if nothing is said.
   *
   * @param interpolation what is seen there
   * @return a new layer
   */
  public RandomRotation withInterpolation(UpSampling2D.Interpolation interpolation) {
    return with(sampling().withInterpolation(interpolation));
  }

  private RandomRotation with(ImageSampling changed) {
    return isNamedByUser()
        ? new RandomRotation(name(), turns, changed)
        : new RandomRotation(turns, changed);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public RandomRotation withName(String name) {
    return new RandomRotation(name, turns, sampling());
  }

  @Override
  boolean isIdentity() {
    return turns.isZero();
  }

  /** A turn around the origin, then what brings the centre back to where it was. */
  @Override
  List<Operand<TFloat32>> draw(Draw draw) {
    Ops tf = draw.tf();
    Operand<TFloat32> angle = tf.math.mul(draw.uniform(turns), tf.constant((float) (2 * Math.PI)));
    Operand<TFloat32> cos = tf.math.cos(angle);
    Operand<TFloat32> sin = tf.math.sin(angle);
    Operand<TFloat32> x = tf.constant((draw.width() - 1) / 2);
    Operand<TFloat32> y = tf.constant((draw.height() - 1) / 2);
    Operand<TFloat32> right = tf.math.sub(x, tf.math.sub(tf.math.mul(cos, x), tf.math.mul(sin, y)));
    Operand<TFloat32> down = tf.math.sub(y, tf.math.add(tf.math.mul(sin, x), tf.math.mul(cos, y)));
    return List.of(cos, tf.math.neg(sin), right, sin, cos, down);
  }

  @Override
  Map<String, Object> factors() {
    Map<String, Object> factors = new LinkedHashMap<>();
    factors.put("factor", List.of(turns.low(), turns.high()));
    return sampling().addedTo(factors);
  }
}
