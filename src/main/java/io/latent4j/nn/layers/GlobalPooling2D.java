package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A layer that makes one number of each channel of images of shape (n, height, width, channels).
 *
 * @param <L> the layer itself
 */
public abstract sealed class GlobalPooling2D<L extends GlobalPooling2D<L>> extends Layer
    permits GlobalMaxPooling2D, GlobalAveragePooling2D {
  private final boolean keepDims;

  GlobalPooling2D(boolean keepDims) {
    this.keepDims = keepDims;
  }

  GlobalPooling2D(String name, boolean keepDims) {
    super(name);
    this.keepDims = keepDims;
  }

  abstract L make(boolean keeps);

  abstract L make(String name, boolean keeps);

  abstract Operand<TFloat32> reduce(
      Ops tf, Operand<TFloat32> images, Operand<TInt32> axes, boolean keeps);

  /**
   * This layer, not built, with or without the axes of height and width in what comes out.
   *
   * @param keepDims true for (n, 1, 1, channels), false, the default, for (n, channels)
   * @return a new layer
   */
  public final L withKeepDims(boolean keepDims) {
    return isNamedByUser() ? make(name(), keepDims) : make(keepDims);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public final L withName(String name) {
    return make(name, keepDims);
  }

  @Override
  protected final Shape shapeAfter(Shape inputShape) {
    ImageShapes.checkImages(this, inputShape);
    return keepDims
        ? ImageShapes.images(inputShape, 1, 1, Shapes.last(inputShape))
        : Shape.of(inputShape.get(0), Shapes.last(inputShape));
  }

  @Override
  protected final Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    return reduce(tf, input, tf.constant(new int[] {1, 2}), keepDims);
  }

  @Override
  protected final Map<String, Object> options() {
    return Map.of("keepdims", keepDims);
  }
}
