package io.latent4j.autoencoder;

import io.latent4j.model.InvalidOptionException;
import org.tensorflow.ndarray.Shape;

/**
 * Which sizes an image goes through when it is halved some times and doubled as often. A side of
 * one pixel stays as it is.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param channels values of a pixel
 * @param halvings how often it is halved
 */
record ImageSizes(int height, int width, int channels, int halvings) {

  /**
   * The sizes of an image.
   *
   * @throws InvalidOptionException if it is too small to be halved so often
   */
  static ImageSizes of(Shape image, int halvings) {
    ImageSizes sizes =
        new ImageSizes((int) image.get(0), (int) image.get(1), (int) image.get(2), halvings);
    for (int before = 0; before < halvings; before++) {
      int[] size = sizes.after(before);
      boolean isPoint = size[0] == 1 && size[1] == 1;
      if (isPoint || vanished(sizes.height, size[0]) || vanished(sizes.width, size[1])) {
        throw new InvalidOptionException(
            "filters",
            "must be at most %d for images of %d x %d, which are halved as often, but are %d"
                .formatted(before, sizes.height, sizes.width, halvings));
      }
    }
    return sizes;
  }

  private static boolean vanished(int first, int now) {
    return first > 1 && now == 1;
  }

  int verticalFactor() {
    return height > 1 ? 2 : 1;
  }

  int horizontalFactor() {
    return width > 1 ? 2 : 1;
  }

  /** Height and width after so many halvings. */
  int[] after(int times) {
    return new int[] {halved(height, times), halved(width, times)};
  }

  private static int halved(int side, int times) {
    int size = side;
    for (int i = 0; i < times; i++) {
      size = (size + 1) / 2;
    }
    return size;
  }

  /** By how much rows and columns are too many after all doublings. */
  int[] surplus() {
    int[] size = after(halvings);
    return new int[] {
      fitsUnpadded() ? 0 : doubled(size[0], halvings, verticalFactor()) - height,
      fitsUnpadded() ? 0 : doubled(size[1], halvings, horizontalFactor()) - width
    };
  }

  private static int doubled(int side, int times, int factor) {
    int size = side;
    for (int i = 0; i < times; i++) {
      size *= factor;
    }
    return size;
  }

  /** By how much they are too many when the size after a halving is doubled again. */
  int[] surplusOf(int halving) {
    int[] size = after(halving + 1);
    int[] before = after(halving);
    return new int[] {
      size[0] * verticalFactor() - before[0], size[1] * horizontalFactor() - before[1]
    };
  }

  /**
   * Whether a 3x3 convolution without padding before the last doubling, which takes two rows and
   * two columns, makes the image come back in its own size.
   */
  boolean fitsUnpadded() {
    int[] size = after(halvings);
    return fits(size[0], height) && fits(size[1], width);
  }

  private boolean fits(int smallest, int side) {
    return side > 1 && 2 * (doubled(smallest, halvings - 1, 2) - 2) == side;
  }
}
