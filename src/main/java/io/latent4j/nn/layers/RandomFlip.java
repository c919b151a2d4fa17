package io.latent4j.nn.layers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Turns each image left to right, upside down or both by chance in training, half of them in each
 * direction that is allowed; otherwise does nothing.
 *
 * <p>Fine: images (n, height, width, channels). Not: rows (n, features).
 */
public final class RandomFlip extends RandomImageTransform {
  private final Direction direction;

  private RandomFlip(Direction direction, ImageSampling sampling) {
    super(sampling);
    this.direction = direction;
  }

  private RandomFlip(String name, Direction direction, ImageSampling sampling) {
    super(name, sampling);
    this.direction = direction;
  }

  /** How images are turned. */
  public enum Direction {
    /** Left to right. */
    HORIZONTAL,
    /** Upside down. */
    VERTICAL,
    /** Either, both or none. */
    HORIZONTAL_AND_VERTICAL;

    /** Keras's name. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Describes a layer.
   *
   * @param direction how images are turned
   * @return the layer
   */
  public static RandomFlip of(Direction direction) {
    // Pixels come from pixels: nothing is seen outside or between.
    return new RandomFlip(
        Objects.requireNonNull(direction, "direction"),
        ImageSampling.USUAL.withInterpolation(UpSampling2D.Interpolation.NEAREST));
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public RandomFlip withName(String name) {
    return new RandomFlip(name, direction, sampling());
  }

  @Override
  boolean isIdentity() {
    return false;
  }

  @Override
  List<Operand<TFloat32>> draw(Draw draw) {
    Operand<TFloat32> horizontal = direction == Direction.VERTICAL ? draw.all(0) : coin(draw);
    Operand<TFloat32> vertical = direction == Direction.HORIZONTAL ? draw.all(0) : coin(draw);
    Operand<TFloat32> zero = draw.all(0);
    Ops tf = draw.tf();
    return List.of(
        sign(draw, horizontal),
        zero,
        tf.math.mul(horizontal, tf.constant(draw.width() - 1)),
        zero,
        sign(draw, vertical),
        tf.math.mul(vertical, tf.constant(draw.height() - 1)));
  }

  /** 0 or 1 for each image. */
  private static Operand<TFloat32> coin(Draw draw) {
    return draw.tf().math.floor(draw.uniform(new FactorRange(0, 2)));
  }

  /** -1 for 1, 1 for 0. */
  private static Operand<TFloat32> sign(Draw draw, Operand<TFloat32> coin) {
    Ops tf = draw.tf();
    return tf.math.sub(draw.all(1), tf.math.mul(coin, tf.constant(2f)));
  }

  @Override
  Map<String, Object> factors() {
    return Map.of("mode", direction.toString());
  }
}
