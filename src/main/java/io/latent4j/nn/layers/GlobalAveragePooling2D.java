package io.latent4j.nn.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The mean of each channel of images.
 *
 * <p>Fine: input (n, 28, 28, 8), of which (n, 8) comes out. Not: input (n, 28, 28).
 */
public final class GlobalAveragePooling2D extends GlobalPooling2D<GlobalAveragePooling2D> {
  private GlobalAveragePooling2D(boolean keepDims) {
    super(keepDims);
  }

  private GlobalAveragePooling2D(String name, boolean keepDims) {
    super(name, keepDims);
  }

  /**
   * Describes a layer that drops the axes of height and width.
   *
   * @return the layer
   */
  public static GlobalAveragePooling2D of() {
    return new GlobalAveragePooling2D(false);
  }

  @Override
  GlobalAveragePooling2D make(boolean keeps) {
    return new GlobalAveragePooling2D(keeps);
  }

  @Override
  GlobalAveragePooling2D make(String name, boolean keeps) {
    return new GlobalAveragePooling2D(name, keeps);
  }

  @Override
  Operand<TFloat32> reduce(Ops tf, Operand<TFloat32> images, Operand<TInt32> axes, boolean keeps) {
    return tf.math.mean(images, axes, Mean.keepDims(keeps));
  }
}
