package io.latent4j.data;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/** The pixels of an image as bytes: row by row, the channels of a pixel together. */
record Pixels(int width, int height, int channels, byte[] values) {

  /** Brings an image to one channel or three. */
  static Pixels of(BufferedImage image, boolean opaque, boolean grey) throws IOException {
    if (!opaque) {
      image.coerceData(false);
    }
    Raster raster = image.getRaster();
    return of(raster, ColourRows.of(image.getColorModel(), raster.getNumBands(), opaque), grey);
  }

  /** Brings samples to one channel or three. */
  static Pixels of(Raster raster, ColourRows rows, boolean grey) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int channels = grey ? 1 : 3;
    byte[] values = new byte[Math.multiplyExact(width * channels, height)];
    int[] samples = null;
    int[] colours = new int[width * 3];
    int next = 0;
    for (int y = 0; y < height; y++) {
      samples = raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, samples);
      rows.read(samples, colours);
      for (int i = 0; i < colours.length; i += 3) {
        if (grey) {
          values[next++] = (byte) luma(colours[i], colours[i + 1], colours[i + 2]);
        } else {
          values[next++] = (byte) colours[i];
          values[next++] = (byte) colours[i + 1];
          values[next++] = (byte) colours[i + 2];
        }
      }
    }
    return new Pixels(width, height, channels, values);
  }

  /** Rec. 601 in fixed point: 0.299, 0.587 and 0.114 of 65536, their sum exact. */
  private static int luma(int red, int green, int blue) {
    return (19595 * red + 38470 * green + 7471 * blue + (1 << 15)) >> 16;
  }

  /** Puts the image on a canvas of one colour; what reaches beyond it is cut off. */
  Pixels on(ImageCanvas canvas, Pixels colour) {
    byte[] all = new byte[Math.multiplyExact(canvas.width() * channels, canvas.height())];
    for (int i = 0; i < all.length; i += channels) {
      System.arraycopy(colour.values, 0, all, i, channels);
    }
    int seen = Math.min(width, canvas.width() - canvas.left());
    for (int y = 0; y < Math.min(height, canvas.height() - canvas.top()); y++) {
      int to = ((canvas.top() + y) * canvas.width() + canvas.left()) * channels;
      System.arraycopy(values, y * width * channels, all, to, Math.max(0, seen) * channels);
    }
    return new Pixels(canvas.width(), canvas.height(), channels, all);
  }

  /** Returns one white pixel. */
  static Pixels white(boolean grey) {
    byte[] values = new byte[grey ? 1 : 3];
    Arrays.fill(values, (byte) ColourRows.WHITE);
    return new Pixels(1, 1, values.length, values);
  }
}
