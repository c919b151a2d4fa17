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
 * Cuts off the sides of images.
 *
 * <p>Fine: input (n, 28, 28, 3). Not: input (n, 28, 28), images with nothing left.
 */
public final class Cropping2D extends Layer {
  private final Margins cropping;

  private Cropping2D(Margins cropping) {
    this.cropping = cropping;
  }

  private Cropping2D(String name, Margins cropping) {
    super(name);
    this.cropping = cropping;
  }

  /**
   * Describes a layer.
   *
   * @param cropping the number of rows or columns at each side, at least 0
   * @return the layer
   * @throws IllegalArgumentException if the number is negative
   */
  public static Cropping2D of(int cropping) {
    return of(cropping, cropping);
  }

  /**
   * Describes a layer.
   *
   * @param height the number of rows or columns at the top and at the bottom, at least 0
   * @param width the number at the left and at the right, at least 0
   * @return the layer
   * @throws IllegalArgumentException if a number is negative
   */
  public static Cropping2D of(int height, int width) {
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
  public static Cropping2D of(int top, int bottom, int left, int right) {
    return new Cropping2D(Margins.of("cropping", top, bottom, left, right));
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Cropping2D withName(String name) {
    return new Cropping2D(name, cropping);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    ImageShapes.checkImages(this, inputShape);
    long height = ImageShapes.height(inputShape) - cropping.vertical();
    long width = ImageShapes.width(inputShape) - cropping.horizontal();
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "input of layer '%s' must be larger than the %d by %d that are cut off, but has the shape %s"
              .formatted(
                  name(), cropping.vertical(), cropping.horizontal(), Shapes.text(inputShape)));
    }
    return ImageShapes.images(inputShape, height, width, Shapes.last(inputShape));
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    int height = (int) ImageShapes.height(outputShape());
    int width = (int) ImageShapes.width(outputShape());
    return tf.slice(
        input,
        tf.constant(new int[] {0, cropping.top(), cropping.left(), 0}),
        tf.constant(new int[] {-1, height, width, -1}));
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of("cropping", cropping.config());
  }
}
