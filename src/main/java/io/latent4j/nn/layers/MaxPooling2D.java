package io.latent4j.nn.layers;

import io.latent4j.model.Options;
import io.latent4j.nn.Mode;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The largest number of each window of each channel of images.
 *
 * <p>Fine: input (n, 28, 28, 8), of which {@code MaxPooling2D.of(2)} makes (n, 14, 14, 8). Not:
 * input (n, 28, 28), images smaller than the window without padding.
 */
public final class MaxPooling2D extends Pooling2D<MaxPooling2D> {
  private MaxPooling2D(Options options) {
    super(options);
  }

  private MaxPooling2D(String name, Options options) {
    super(name, options);
  }

  /**
   * Describes a layer with square windows that lie side by side, without padding.
   *
   * @param poolSize height and width of the windows, at least 1
   * @return the layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public static MaxPooling2D of(int poolSize) {
    return of(poolSize, poolSize);
  }

  /**
   * Describes a layer as {@link #of(int)} does, with windows of any height and width.
   *
   * @param poolHeight height of the windows, at least 1
   * @param poolWidth width of the windows, at least 1
   * @return the layer
   * @throws IllegalArgumentException if a number is not positive
   */
  public static MaxPooling2D of(int poolHeight, int poolWidth) {
    return new MaxPooling2D(Options.of(poolHeight, poolWidth));
  }

  @Override
  MaxPooling2D make(Options changed) {
    return new MaxPooling2D(changed);
  }

  @Override
  MaxPooling2D make(String name, Options changed) {
    return new MaxPooling2D(name, changed);
  }

  /**
   * By MaxPool, as Keras has it, and not by MaxPoolV2, which is what {@code tf.nn} gives: there are
   * faster kernels of it and of its gradient for processors with AVX-512.
   */
  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    Options o = description();
    return tf.scope()
        .env()
        .opBuilder("MaxPool", tf.scope().makeOpName("MaxPool"), tf.scope())
        .addInput(input.asOutput())
        .setAttr("ksize", sizes(o.window()))
        .setAttr("strides", sizes(o.strides()))
        .setAttr("padding", o.padding().name())
        .build()
        .output(0);
  }

  private static long[] sizes(Extent extent) {
    return new long[] {1, extent.height(), extent.width(), 1};
  }
}
