package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Shapes;
import org.tensorflow.ndarray.Shape;

/** What layers do with the shapes of images, (n, height, width, channels). */
final class ImageShapes {
  private ImageShapes() {}

  /** Refuses what is not images. */
  static void checkImages(Layer layer, Shape shape) {
    if (shape.numDimensions() != 4) {
      throw new IllegalArgumentException(
          "input of layer '%s' must be images, [n, height, width, channels], but has the shape %s"
              .formatted(layer.name(), Shapes.text(shape)));
    }
  }

  static long height(Shape images) {
    return images.get(1);
  }

  static long width(Shape images) {
    return images.get(2);
  }

  /** Images of another size and number of channels, as many as before. */
  static Shape images(Shape like, long height, long width, long channels) {
    return Shape.of(like.get(0), height, width, channels);
  }

  /** Images after a window slid over them; refuses a window that does not fit in once. */
  static Shape slide(
      Layer layer, Shape images, Extent window, Extent strides, Extent dilation, Padding padding) {
    checkImages(layer, images);
    long height =
        padding.sizeAfter(height(images), window.height(), strides.height(), dilation.height());
    long width =
        padding.sizeAfter(width(images), window.width(), strides.width(), dilation.width());
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "input of layer '%s' must be at least %d by %d in height and width, but has the shape %s"
              .formatted(
                  layer.name(),
                  dilation.height() * (window.height() - 1) + 1,
                  dilation.width() * (window.width() - 1) + 1,
                  Shapes.text(images)));
    }
    return images(images, height, width, Shapes.last(images));
  }
}
