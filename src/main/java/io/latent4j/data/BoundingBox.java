package io.latent4j.data;

/**
 * A rectangle of whole pixels in an image.
 *
 * @param top its first row, from 0
 * @param left its first column, from 0
 * @param height how many rows it has
 * @param width how many columns it has
 */
public record BoundingBox(int top, int left, int height, int width) {

  /**
   * Checks the numbers.
   *
   * @param top at least 0
   * @param left at least 0
   * @param height at least 1
   * @param width at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public BoundingBox {
    require(top >= 0 && left >= 0, "top and left", 0, top, left);
    require(height >= 1 && width >= 1, "height and width", 1, height, width);
  }

  private static void require(boolean holds, String names, int least, int one, int other) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s of a box must be at least %d, but are %d and %d".formatted(names, least, one, other));
    }
  }

  /**
   * Whether a pixel is in the box.
   *
   * @param row its row, from 0
   * @param column its column, from 0
   * @return true if so
   */
  public boolean contains(int row, int column) {
    return row >= top && row < top + height && column >= left && column < left + width;
  }

  /**
   * Intersection over union: what both boxes cover, divided by what at least one of them covers.
   *
   * @param other the other box
   * @return from 0, if they have no pixel in common, to 1, if they are the same
   */
  public double intersectionOverUnion(BoundingBox other) {
    long rows = common(top, height, other.top, other.height);
    long columns = common(left, width, other.left, other.width);
    long both = rows * columns;
    return both / (double) (area() + other.area() - both);
  }

  private static long common(int start, int length, int otherStart, int otherLength) {
    int end = Math.min(start + length, otherStart + otherLength);
    return Math.max(0, end - Math.max(start, otherStart));
  }

  private long area() {
    return (long) height * width;
  }
}
