package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/**
 * A layer that makes one number of each window of each channel of images of shape (n, height,
 * width, channels).
 *
 * @param <L> the layer itself
 */
public abstract sealed class Pooling2D<L extends Pooling2D<L>> extends Layer
    permits MaxPooling2D, AveragePooling2D {
  private final Options options;

  record Options(Extent window, Extent strides, Padding padding) {
    Options {
      Objects.requireNonNull(padding, "padding");
    }

    static Options of(int height, int width) {
      Extent window = Extent.of("poolSize", height, width);
      return new Options(window, window, Padding.VALID);
    }
  }

  Pooling2D(Options options) {
    this.options = options;
  }

  Pooling2D(String name, Options options) {
    super(name);
    this.options = options;
  }

  abstract L make(Options changed);

  abstract L make(String name, Options changed);

  final Options description() {
    return options;
  }

  private L with(Options changed) {
    return isNamedByUser() ? make(name(), changed) : make(changed);
  }

  /**
   * This layer, not built, with strides; by default they are the size of the window.
   *
   * @param strides how many pixels the window moves on, in height and width, at least 1
   * @return a new layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public final L withStrides(int strides) {
    return withStrides(strides, strides);
  }

  /**
   * This layer, not built, with strides; by default they are the size of the window.
   *
   * @param height how many pixels the window moves on in height, at least 1
   * @param width how many in width, at least 1
   * @return a new layer
   * @throws IllegalArgumentException if a number is not positive
   */
  public final L withStrides(int height, int width) {
    Extent strides = Extent.of("strides", height, width);
    return with(new Options(options.window, strides, options.padding));
  }

  /**
   * This layer, not built, with another treatment of the border; the default is {@link
   * Padding#VALID}. What is added does not count: neither in a maximum nor in a mean.
   *
   * @param padding what becomes of the border
   * @return a new layer
   */
  public final L withPadding(Padding padding) {
    return with(new Options(options.window, options.strides, padding));
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public final L withName(String name) {
    return make(name, options);
  }

  @Override
  protected final Shape shapeAfter(Shape inputShape) {
    return ImageShapes.slide(
        this, inputShape, options.window, options.strides, Extent.ONE, options.padding);
  }

  @Override
  protected final Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pool_size", options.window.config());
    map.put("strides", options.strides.config());
    map.put("padding", options.padding.toString());
    return map;
  }
}
