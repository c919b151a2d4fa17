package io.latent4j.nn.layers;

import io.latent4j.model.Options;
import io.latent4j.nn.Mode;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The mean of each window of each channel of images.
 *
 * <p>Fine: input (n, 28, 28, 8), of which {@code AveragePooling2D.of(2)} makes (n, 14, 14, 8). Not:
 * input (n, 28, 28), images smaller than the window without padding.
 */
public final class AveragePooling2D extends Pooling2D<AveragePooling2D> {
  private AveragePooling2D(Options options) {
    super(options);
  }

  private AveragePooling2D(String name, Options options) {
    super(name, options);
  }

  /**
   * Describes a layer with square windows that lie side by side, without padding.
   *
   * @param poolSize height and width of the windows, at least 1
   * @return the layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public static AveragePooling2D of(int poolSize) {
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
  public static AveragePooling2D of(int poolHeight, int poolWidth) {
    return new AveragePooling2D(Options.of(poolHeight, poolWidth));
  }

  @Override
  AveragePooling2D make(Options changed) {
    return new AveragePooling2D(changed);
  }

  @Override
  AveragePooling2D make(String name, Options changed) {
    return new AveragePooling2D(name, changed);
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    Options o = description();
    return tf.nn.avgPool(
        input, o.window().attribute(), o.strides().attribute(), o.padding().name());
  }
}
