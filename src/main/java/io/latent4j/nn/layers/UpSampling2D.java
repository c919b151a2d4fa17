package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Makes images larger by a whole factor.
 *
 * <p>Fine: input (n, 14, 14, 8), of which {@code UpSampling2D.of(2)} makes (n, 28, 28, 8). Not:
 * input (n, 14, 14).
 */
public final class UpSampling2D extends Layer {

  /** Where the new pixels come from. */
  public enum Interpolation {
    /** Each pixel is repeated. */
    NEAREST,
    /** Between pixels colours change linearly. */
    BILINEAR;

    /** Keras's name. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Extent factor;
  private final Interpolation interpolation;

  private UpSampling2D(Extent factor, Interpolation interpolation) {
    this.factor = factor;
    this.interpolation = Objects.requireNonNull(interpolation, "interpolation");
  }

  private UpSampling2D(String name, Extent factor, Interpolation interpolation) {
    super(name);
    this.factor = factor;
    this.interpolation = interpolation;
  }

  /**
   * Describes a layer that repeats pixels.
   *
   * @param size the factor for height and width, at least 1
   * @return the layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public static UpSampling2D of(int size) {
    return of(size, size);
  }

  /**
   * Describes a layer that repeats pixels.
   *
   * @param height the factor for the height, at least 1
   * @param width the factor for the width, at least 1
   * @return the layer
   * @throws IllegalArgumentException if a number is not positive
   */
  public static UpSampling2D of(int height, int width) {
    return new UpSampling2D(Extent.of("size", height, width), Interpolation.NEAREST);
  }

  /**
   * This layer, not built, with another source of the new pixels.
   *
   * @param interpolation where they come from
   * @return a new layer
   */
  public UpSampling2D withInterpolation(Interpolation interpolation) {
    Objects.requireNonNull(interpolation, "interpolation");
    return isNamedByUser()
        ? new UpSampling2D(name(), factor, interpolation)
        : new UpSampling2D(factor, interpolation);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public UpSampling2D withName(String name) {
    return new UpSampling2D(name, factor, interpolation);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    ImageShapes.checkImages(this, inputShape);
    return ImageShapes.images(
        inputShape,
        ImageShapes.height(inputShape) * factor.height(),
        ImageShapes.width(inputShape) * factor.width(),
        Shapes.last(inputShape));
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    int height = (int) ImageShapes.height(outputShape());
    int width = (int) ImageShapes.width(outputShape());
    Operand<TInt32> size = tf.constant(new int[] {height, width});
    return switch (interpolation) {
      case NEAREST ->
          tf.image.resizeNearestNeighbor(input, size, ResizeNearestNeighbor.halfPixelCenters(true));
      case BILINEAR -> tf.image.resizeBilinear(input, size, ResizeBilinear.halfPixelCenters(true));
    };
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("size", factor.config());
    map.put("interpolation", interpolation.toString());
    return map;
  }
}
