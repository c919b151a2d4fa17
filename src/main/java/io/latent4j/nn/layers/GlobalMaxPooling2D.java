package io.latent4j.nn.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The largest number of each channel of images.
 *
 * <p>Fine: input (n, 28, 28, 8), of which (n, 8) comes out. Not: input (n, 28, 28).
 */
public final class GlobalMaxPooling2D extends GlobalPooling2D<GlobalMaxPooling2D> {
  private GlobalMaxPooling2D(boolean keepDims) {
    super(keepDims);
  }

  private GlobalMaxPooling2D(String name, boolean keepDims) {
    super(name, keepDims);
  }

  /**
   * Describes a layer that drops the axes of height and width.
   *
   * @return the layer
   */
  public static GlobalMaxPooling2D of() {
    return new GlobalMaxPooling2D(false);
  }

  @Override
  GlobalMaxPooling2D make(boolean keeps) {
    return new GlobalMaxPooling2D(keeps);
  }

  @Override
  GlobalMaxPooling2D make(String name, boolean keeps) {
    return new GlobalMaxPooling2D(name, keeps);
  }

  @Override
  Operand<TFloat32> reduce(Ops tf, Operand<TFloat32> images, Operand<TInt32> axes, boolean keeps) {
    return tf.reduceMax(images, axes, ReduceMax.keepDims(keeps));
  }
}
