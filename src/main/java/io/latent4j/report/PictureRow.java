package io.latent4j.report;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Pictures beside each other, to be compared.
 *
 * <pre>{@code
 * PictureRow.of(before, after).writeTo(Path.of("before-and-after.png"));
 * }</pre>
 *
 * @param pictures from left to right
 */
public record PictureRow(List<Picture> pictures) implements Picture {

  /**
   * Checks the pictures.
   *
   * @param pictures at least one, from left to right
   * @throws IllegalArgumentException if there are none
   */
  public PictureRow {
    pictures = List.copyOf(pictures);
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("pictures must be at least one, but there are none");
    }
  }

  /**
   * Puts pictures beside each other.
   *
   * @param pictures at least one, from left to right
   * @return the row
   * @throws IllegalArgumentException if there are none
   */
  public static PictureRow of(Picture... pictures) {
    return new PictureRow(List.of(pictures));
  }

  @Override
  public BufferedImage image() {
    List<BufferedImage> images = pictures.stream().map(Picture::image).toList();
    int width = images.stream().mapToInt(BufferedImage::getWidth).sum();
    int height = images.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
    return Canvas.drawExact(
        width,
        height,
        g -> {
          int left = 0;
          for (BufferedImage image : images) {
            g.drawImage(image, left, 0, null);
            left += image.getWidth();
          }
        });
  }
}
