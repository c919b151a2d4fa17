package io.latent4j.nn.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Makes what each image shows smaller or larger by chance, from its centre, in training; otherwise
 * does nothing.
 *
 * <p>Fine: images (n, height, width, channels). Not: rows (n, features).
 */
public final class RandomZoom extends RandomImageTransform {
  private final FactorRange height;
  private final Optional<FactorRange> width;

  private RandomZoom(FactorRange height, Optional<FactorRange> width, ImageSampling sampling) {
    super(sampling);
    this.height = height;
    this.width = width;
  }

  private RandomZoom(
      String name, FactorRange height, Optional<FactorRange> width, ImageSampling sampling) {
    super(name, sampling);
    this.height = height;
    this.width = width;
  }

  /**
   * Describes a layer that keeps the proportions.
   *
   * @param factor by how much at most, at least 0 and below 1: 0.2 shows 0.8 to 1.2 times the image
   * @return the layer
   * @throws IllegalArgumentException if the factor is outside its range
   */
  public static RandomZoom of(float factor) {
    return of(FactorRange.of(factor));
  }

  /**
   * Describes a layer that keeps the proportions.
   *
   * @param factor by how much, above -1: positive shows more than the image, negative a part of it
   * @return the layer
   * @throws IllegalArgumentException if the range reaches to -1
   */
  public static RandomZoom of(FactorRange factor) {
    requireAboveMinusOne(factor);
    return new RandomZoom(factor, Optional.empty(), ImageSampling.USUAL);
  }

  /**
   * Describes a layer that draws a factor for each direction.
   *
   * @param height by how much in height, above -1
   * @param width by how much in width, above -1
   * @return the layer
   * @throws IllegalArgumentException if a range reaches to -1
   */
  public static RandomZoom of(FactorRange height, FactorRange width) {
    requireAboveMinusOne(height);
    requireAboveMinusOne(width);
    return new RandomZoom(height, Optional.of(width), ImageSampling.USUAL);
  }

  private static void requireAboveMinusOne(FactorRange factor) {
    if (!(factor.low() > -1)) {
      throw new IllegalArgumentException(
          "factor of a zoom must be above -1, but is from " + factor.low());
    }
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
  public RandomZoom withFill(FillMode mode, float value) {
    return with(sampling().withFill(mode, value));
  }

  /**
   * This layer, not built, with something else seen between pixels; bilinear if nothing is said.
   *
   * @param interpolation what is seen there
   * @return a new layer
   */
  public RandomZoom withInterpolation(UpSampling2D.Interpolation interpolation) {
    return with(sampling().withInterpolation(interpolation));
  }

  private RandomZoom with(ImageSampling changed) {
    return isNamedByUser()
        ? new RandomZoom(name(), height, width, changed)
        : new RandomZoom(height, width, changed);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public RandomZoom withName(String name) {
    return new RandomZoom(name, height, width, sampling());
  }

  @Override
  boolean isIdentity() {
    return height.isZero() && width.map(FactorRange::isZero).orElse(true);
  }

  @Override
  List<Operand<TFloat32>> draw(Draw draw) {
    Ops tf = draw.tf();
    Operand<TFloat32> one = draw.all(1);
    Operand<TFloat32> down = tf.math.add(draw.uniform(height), one);
    Operand<TFloat32> right =
        width.isPresent() ? tf.math.add(draw.uniform(width.get()), one) : down;
    Operand<TFloat32> zero = draw.all(0);
    Operand<TFloat32> x = tf.math.mul(tf.math.sub(one, right), tf.constant((draw.width() - 1) / 2));
    Operand<TFloat32> y = tf.math.mul(tf.math.sub(one, down), tf.constant((draw.height() - 1) / 2));
    return List.of(right, zero, x, zero, down, y);
  }

  @Override
  Map<String, Object> factors() {
    Map<String, Object> factors = new LinkedHashMap<>();
    factors.put("height_factor", List.of(height.low(), height.high()));
    width.ifPresent(own -> factors.put("width_factor", List.of(own.low(), own.high())));
    return sampling().addedTo(factors);
  }
}
