package io.latent4j.training.listeners;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;

/** Images as bytes, from the numbers that models work with. */
final class ImageBytes {
  private ImageBytes() {}

  /**
   * Bytes of images.
   *
   * @param tag how messages call the images
   * @param images at least one, all of one shape (height, width, channels), with 1, 3 or 4
   *     channels; values are clipped to 0 to 1, NaN becomes 0
   * @return a tensor of shape (n, height, width, channels), to be closed by the caller
   * @throws IllegalArgumentException if the shape is another
   */
  static TUint8 of(String tag, float[][][][] images) {
    if (images.length == 0 || images[0].length == 0 || images[0][0].length == 0) {
      throw new IllegalArgumentException(
          "images '" + tag + "' must be at least one with at least one pixel, but there are none");
    }
    int height = images[0].length;
    int width = images[0][0].length;
    int channels = images[0][0][0].length;
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException(
          "images '" + tag + "' must have 1, 3 or 4 channels, but have " + channels);
    }
    byte[] bytes = new byte[Math.multiplyExact(images.length, height * width * channels)];
    int at = 0;
    for (float[][][] image : images) {
      checkLength(tag, "rows", height, image.length);
      for (float[][] row : image) {
        checkLength(tag, "columns", width, row.length);
        for (float[] pixel : row) {
          checkLength(tag, "channels", channels, pixel.length);
          for (float value : pixel) {
            bytes[at++] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
          }
        }
      }
    }
    return TUint8.tensorOf(
        Shape.of(images.length, height, width, channels), DataBuffers.of(bytes, true, false));
  }

  private static void checkLength(String tag, String what, int expected, int actual) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          "images '%s' must have %d %s each, but one has %d"
              .formatted(tag, expected, what, actual));
    }
  }
}
