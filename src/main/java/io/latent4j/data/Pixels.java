package io.latent4j.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * The pixels of an image as bytes: row by row, the channels of a pixel together. The values are
 * those in the file; Java's own conversions would brighten grey ones.
 */
record Pixels(int width, int height, int channels, byte[] values) {

  private static final int WHITE = 255;

  /** Puts an image on white ground, and brings it to one channel or three. */
  static Pixels of(BufferedImage image, boolean grey) throws IOException {
    image.coerceData(false);
    ColorModel model = image.getColorModel();
    int channels = grey ? 1 : 3;
    byte[] values = new byte[Math.multiplyExact(image.getWidth() * channels, image.getHeight())];
    RowReader rows =
        model instanceof IndexColorModel palette
            ? new PaletteRows(palette)
            : ComponentRows.of(model, image.getRaster().getNumBands());
    int[] samples = null;
    int[] colours = new int[image.getWidth() * 3];
    Raster raster = image.getRaster();
    int next = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      samples =
          raster.getPixels(raster.getMinX(), raster.getMinY() + y, image.getWidth(), 1, samples);
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
    return new Pixels(image.getWidth(), image.getHeight(), channels, values);
  }

  /** Rec. 601 in fixed point: 0.299, 0.587 and 0.114 of 65536, their sum exact. */
  private static int luma(int red, int green, int blue) {
    return (19595 * red + 38470 * green + 7471 * blue + (1 << 15)) >> 16;
  }

  private static int onWhite(int value, int alpha) {
    return (value * alpha + WHITE * (255 - alpha) + 127) / 255;
  }

  /** Turns the samples of a row into red, green and blue from 0 to 255. */
  private interface RowReader {
    void read(int[] samples, int[] colours);
  }

  private record PaletteRows(IndexColorModel palette) implements RowReader {

    @Override
    public void read(int[] samples, int[] colours) {
      for (int x = 0; x < colours.length / 3; x++) {
        int index = samples[x];
        // A damaged file may point behind the end of its palette.
        boolean known = index < palette.getMapSize();
        int alpha = known ? palette.getAlpha(index) : 0;
        colours[3 * x] = onWhite(known ? palette.getRed(index) : 0, alpha);
        colours[3 * x + 1] = onWhite(known ? palette.getGreen(index) : 0, alpha);
        colours[3 * x + 2] = onWhite(known ? palette.getBlue(index) : 0, alpha);
      }
    }
  }

  /** Grey or red, green and blue, with or without alpha, each of up to 16 bits. */
  private record ComponentRows(int bands, boolean grey, boolean alpha, int[] largest)
      implements RowReader {

    static ComponentRows of(ColorModel model, int bands) throws IOException {
      int colours = model.getNumColorComponents();
      if (colours != 1 && colours != 3 || bands != model.getNumComponents()) {
        throw new IOException(colours + " colour components");
      }
      int[] largest = new int[bands];
      for (int band = 0; band < bands; band++) {
        if (model.getComponentSize(band) > 16) {
          throw new IOException(model.getComponentSize(band) + " bits for each component");
        }
        largest[band] = (1 << model.getComponentSize(band)) - 1;
      }
      return new ComponentRows(bands, colours == 1, model.hasAlpha(), largest);
    }

    @Override
    public void read(int[] samples, int[] colours) {
      for (int x = 0; x < colours.length / 3; x++) {
        int first = x * bands;
        int opacity = alpha ? value(samples, first, bands - 1) : 255;
        for (int channel = 0; channel < 3; channel++) {
          colours[3 * x + channel] = onWhite(value(samples, first, grey ? 0 : channel), opacity);
        }
      }
    }

    private int value(int[] samples, int first, int band) {
      int most = largest[band];
      return most == 255 ? samples[first + band] : (samples[first + band] * 255 + most / 2) / most;
    }
  }
}
