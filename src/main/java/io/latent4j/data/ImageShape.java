package io.latent4j.data;

import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * The size of an image.
 *
 * @param height the number of rows of pixels
 * @param width the number of pixels in a row
 * @param channels the values of a pixel: 1 for grey, 3 for colours
 */
public record ImageShape(int height, int width, int channels) {

  /**
   * Checks the sizes.
   *
   * @param height at least 1
   * @param width at least 1
   * @param channels 1 or 3
   * @throws IllegalArgumentException if one is below 1, or the channels are neither 1 nor 3
   */
  public ImageShape {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height and width of an image must be at least 1, but are " + height + " and " + width);
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "channels of an image must be 1 or 3, but are " + channels);
    }
  }

  /** Returns the image that samples of this shape are, if they can be images. */
  static Optional<ImageShape> of(Shape sampleShape) {
    int rank = sampleShape.numDimensions();
    long channels = rank == 3 ? sampleShape.get(2) : 1;
    if (rank < 2 || rank > 3 || channels != 1 && channels != 3) {
      return Optional.empty();
    }
    return Optional.of(
        new ImageShape((int) sampleShape.get(0), (int) sampleShape.get(1), (int) channels));
  }
}
