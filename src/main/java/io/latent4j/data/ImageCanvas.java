package io.latent4j.data;

/**
 * Where the first frame of an animation lies on its screen.
 *
 * @param width of the screen
 * @param height of the screen
 * @param left the column where the frame begins
 * @param top the row where the frame begins
 */
record ImageCanvas(int width, int height, int left, int top) {

  /** The screen of an image that fills it. */
  static ImageCanvas filled(int width, int height) {
    return new ImageCanvas(width, height, 0, 0);
  }

  long pixels() {
    return (long) width * height;
  }

  boolean isFilledBy(Pixels frame) {
    return left == 0 && top == 0 && frame.width() == width && frame.height() == height;
  }
}
