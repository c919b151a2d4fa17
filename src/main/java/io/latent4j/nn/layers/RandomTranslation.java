package io.latent4j.nn.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Shifts each image by chance in training; otherwise does nothing.
 *
 * <p>Fine: images (n, height, width, channels). Not: rows (n, features).
 */
public final class RandomTranslation extends RandomImageTransform {
  private final FactorRange height;
  private final FactorRange width;

  private RandomTranslation(FactorRange height, FactorRange width, ImageSampling sampling) {
    super(sampling);
    this.height = height;
    this.width = width;
  }

  private RandomTranslation(
      String name, FactorRange height, FactorRange width, ImageSampling sampling) {
    super(name, sampling);
    this.height = height;
    this.width = width;
  }

  /**
   * Describes a layer that shifts in all directions.
   *
   * @param heightFactor by how much at most, up or down, as a share of the height; at least 0
   * @param widthFactor by how much at most, left or right, as a share of the width; at least 0
   * @return the layer
   * @throws IllegalArgumentException if a factor is negative or not finite
   */
  public static RandomTranslation of(float heightFactor, float widthFactor) {
    return of(FactorRange.of(heightFactor), FactorRange.of(widthFactor));
  }

  /**
   * Describes a layer.
   *
   * @param height how far, as shares of the height; positive is down
   * @param width how far, as shares of the width; positive is right
   * @return the layer
   */
  public static RandomTranslation of(FactorRange height, FactorRange width) {
    return new RandomTranslation(
        Objects.requireNonNull(height, "height"),
        Objects.requireNonNull(width, "width"),
        ImageSampling.USUAL);
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
  public RandomTranslation withFill(FillMode mode, float value) {
    return with(sampling().withFill(mode, value));
  }

  /**
   * This layer, not built, with something else seen between pixels; bilinear if nothing is said.
   *
   * @param interpolation what is seen there
   * @return a new layer
   */
  public RandomTranslation withInterpolation(UpSampling2D.Interpolation interpolation) {
    return with(sampling().withInterpolation(interpolation));
  }

  private RandomTranslation with(ImageSampling changed) {
    return isNamedByUser()
        ? new RandomTranslation(name(), height, width, changed)
        : new RandomTranslation(height, width, changed);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public RandomTranslation withName(String name) {
    return new RandomTranslation(name, height, width, sampling());
  }

  @Override
  boolean isIdentity() {
    return height.isZero() && width.isZero();
  }

  @Override
  List<Operand<TFloat32>> draw(Draw draw) {
    Ops tf = draw.tf();
    Operand<TFloat32> down = tf.math.mul(draw.uniform(height), tf.constant(draw.height()));
    Operand<TFloat32> right = tf.math.mul(draw.uniform(width), tf.constant(draw.width()));
    Operand<TFloat32> zero = draw.all(0);
    Operand<TFloat32> one = draw.all(1);
    return List.of(one, zero, tf.math.neg(right), zero, one, tf.math.neg(down));
  }

  @Override
  Map<String, Object> factors() {
    Map<String, Object> factors = new LinkedHashMap<>();
    factors.put("height_factor", List.of(height.low(), height.high()));
    factors.put("width_factor", List.of(width.low(), width.high()));
    return sampling().addedTo(factors);
  }
}
