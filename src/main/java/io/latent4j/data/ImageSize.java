package io.latent4j.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size that images are brought to.
 *
 * @param width the number of pixels in a row
 * @param height the number of rows
 */
public record ImageSize(int width, int height) {

  /** No larger image is decoded: its file may lie about its size, or be made to fill memory. */
  static final int MOST_PIXELS = 100_000_000;

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})[xX](\\d{1,9})");

  /**
   * Checks the size.
   *
   * @param width at least 1
   * @param height at least 1
   * @throws IllegalArgumentException if one is not, or there are more than 100 million pixels
   */
  public ImageSize {
    if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "image size must be at least 1x1 and at most "
              + MOST_PIXELS
              + " pixels, but is "
              + width
              + "x"
              + height);
    }
  }

  /**
   * Understands a size as text.
   *
   * @param text the width, an x, the height, such as {@code 64x48}
   * @return the size
   * @throws IllegalArgumentException if it is something else
   */
  public static ImageSize parse(String text) {
    Matcher sides = TEXT.matcher(text);
    if (!sides.matches()) {
      throw new IllegalArgumentException(
          "image size must be WIDTHxHEIGHT, such as 64x48, but is " + Text.quote(text));
    }
    return new ImageSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
