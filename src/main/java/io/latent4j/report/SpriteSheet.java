package io.latent4j.report;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;

/**
 * Small images in rows, as many in a row as there are rows, as the Embedding Projector wants them.
 * Images are made smaller where the sheet would be larger than browsers can show.
 */
final class SpriteSheet {

  /** The side of the largest texture that may be counted on. */
  static final int LONGEST_SIDE = 8192;

  private final float[] images;
  private final int height;
  private final int width;
  private final int channels;
  private final int count;
  private final int inRow;
  private final int cellHeight;
  private final int cellWidth;

  SpriteSheet(float[] images, int height, int width, int channels) {
    this.images = images;
    this.height = height;
    this.width = width;
    this.channels = channels;
    count = images.length / (height * width * channels);
    inRow = (int) Math.ceil(Math.sqrt(count));
    double room = (double) LONGEST_SIDE / inRow;
    double factor = Math.min(1, room / Math.max(height, width));
    cellHeight = Math.max(1, (int) (height * factor));
    cellWidth = Math.max(1, (int) (width * factor));
  }

  int cellHeight() {
    return cellHeight;
  }

  int cellWidth() {
    return cellWidth;
  }

  BufferedImage image() {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage sheet = new BufferedImage(inRow * cellWidth, inRow * cellHeight, type);
    for (int image = 0; image < count; image++) {
      int left = image % inRow * cellWidth;
      int top = image / inRow * cellHeight;
      for (int y = 0; y < cellHeight; y++) {
        for (int x = 0; x < cellWidth; x++) {
          paint(sheet.getRaster(), image, left + x, top + y, x, y);
        }
      }
    }
    return sheet;
  }

  private void paint(WritableRaster raster, int image, int atX, int atY, int x, int y) {
    for (int channel = 0; channel < channels; channel++) {
      double value = Math.min(1, Math.max(0, mean(image, x, y, channel)));
      raster.setSample(atX, atY, channel, (int) Math.round(255 * value));
    }
  }

  /** The mean of the pixels that fall into one of the sheet. */
  private double mean(int image, int x, int y, int channel) {
    int top = y * height / cellHeight;
    int bottom = Math.max(top + 1, (y + 1) * height / cellHeight);
    int left = x * width / cellWidth;
    int right = Math.max(left + 1, (x + 1) * width / cellWidth);
    double sum = 0;
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        int pixel = (image * height + row) * width + column;
        sum += images[pixel * channels + channel];
      }
    }
    return sum / ((bottom - top) * (right - left));
  }
}
