package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adds zeros at the sides of images.
 *
 * <p>Fine: input (n, 28, 28, 3). Not: input (n, 28, 28).
 */
public final class ZeroPadding2D extends Layer {
  private final Margins padding;

  private ZeroPadding2D(Margins padding) {
    this.padding = padding;
  }

  private ZeroPadding2D(String name, Margins padding) {
    super(name);
    this.padding = padding;
  }

  /**
   * Describes a layer.
   *
   * @param padding the number of rows or columns at each side, at least 0
   * @return the layer
   * @throws IllegalArgumentException if the number is negative
   */
  public static ZeroPadding2D of(int padding) {
    return of(padding, padding);
  }

  /**
   * Describes a layer.
   *
   * @param height the number of rows or columns at the top and at the bottom, at least 0
   * @param width the number at the left and at the right, at least 0
   * @return the layer
   * @throws IllegalArgumentException if a number is negative
   */
  public static ZeroPadding2D of(int height, int width) {
    return of(height, height, width, width);
  }

  /**
   * Describes a layer.
   *
   * @param top the number of rows or columns at the top, at least 0
   * @param bottom the number at the bottom, at least 0
   * @param left the number at the left, at least 0
   * @param right the number at the right, at least 0
   * @return the layer
   * @throws IllegalArgumentException if a number is negative
   */
  public static ZeroPadding2D of(int top, int bottom, int left, int right) {
    return new ZeroPadding2D(Margins.of("padding", top, bottom, left, right));
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public ZeroPadding2D withName(String name) {
    return new ZeroPadding2D(name, padding);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    ImageShapes.checkImages(this, inputShape);
    return ImageShapes.images(
        inputShape,
        ImageShapes.height(inputShape) + padding.vertical(),
        ImageShapes.width(inputShape) + padding.horizontal(),
        Shapes.last(inputShape));
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    int[][] sides = {
      {0, 0}, {padding.top(), padding.bottom()}, {padding.left(), padding.right()}, {0, 0}
    };
    return tf.pad(input, tf.constant(sides), tf.constant(0f));
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of("padding", padding.config());
  }
}
