package io.latent4j.data;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Arrays;

/**
 * Turns the samples of a row of pixels into red, green and blue from 0 to 255. The values are those
 * in the file, whatever profile it has; what is transparent shows white.
 */
interface ColourRows {

  int WHITE = 255;

  /**
   * Turns a row.
   *
   * @param samples the bands of each pixel together
   * @param colours gets red, green and blue of each pixel
   */
  void read(int[] samples, int[] colours);

  /** Returns what reads an image of this kind; transparency is not looked at if it is opaque. */
  static ColourRows of(ColorModel model, int bands, boolean opaque) throws IOException {
    return model instanceof IndexColorModel palette
        ? new Palette(palette)
        : Components.of(model, bands, opaque);
  }

  /** Returns a * b / 255, rounded, for values of 0 to 255. */
  static int product(int a, int b) {
    int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  }

  /** Puts a pixel's inks on white paper. */
  static void print(int cyan, int magenta, int yellow, int black, int[] colours, int pixel) {
    int light = WHITE - black;
    colours[3 * pixel] = light - product(cyan, light);
    colours[3 * pixel + 1] = light - product(magenta, light);
    colours[3 * pixel + 2] = light - product(yellow, light);
  }

  private static int onWhite(int value, int alpha) {
    return (value * alpha + WHITE * (255 - alpha) + 127) / 255;
  }

  /** Numbers of colours. */
  record Palette(IndexColorModel palette) implements ColourRows {

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

  /**
   * Grey, or red, green and blue, or four inks, with or without alpha, each of up to 16 bits.
   *
   * @param bands how many samples a pixel has
   * @param colourBands how many of them are colours: 1, 3 or 4
   * @param alpha whether the last one is alpha
   * @param largest the largest value of each
   */
  record Components(int bands, int colourBands, boolean alpha, int[] largest)
      implements ColourRows {

    /** All bands have eight bits. */
    Components(int bands, int colourBands, boolean alpha) {
      this(bands, colourBands, alpha, bytes(bands));
    }

    private static int[] bytes(int bands) {
      int[] largest = new int[bands];
      Arrays.fill(largest, 255);
      return largest;
    }

    private static Components of(ColorModel model, int bands, boolean opaque) throws IOException {
      int colours = model.getNumColorComponents();
      boolean inks = colours == 4 && model.getColorSpace().getType() == ColorSpace.TYPE_CMYK;
      if (colours != 1 && colours != 3 && !inks || bands != model.getNumComponents()) {
        throw new IOException(colours + " colour components");
      }
      int[] largest = new int[bands];
      for (int band = 0; band < bands; band++) {
        if (model.getComponentSize(band) > 16) {
          throw new IOException(model.getComponentSize(band) + " bits for each component");
        }
        largest[band] = (1 << model.getComponentSize(band)) - 1;
      }
      return new Components(bands, colours, model.hasAlpha() && !opaque, largest);
    }

    @Override
    public void read(int[] samples, int[] colours) {
      for (int x = 0; x < colours.length / 3; x++) {
        int first = x * bands;
        if (colourBands == 4) {
          print(
              value(samples, first, 0),
              value(samples, first, 1),
              value(samples, first, 2),
              value(samples, first, 3),
              colours,
              x);
        } else {
          for (int channel = 0; channel < 3; channel++) {
            colours[3 * x + channel] = value(samples, first, colourBands == 1 ? 0 : channel);
          }
        }
        if (alpha) {
          int opacity = value(samples, first, bands - 1);
          for (int channel = 0; channel < 3; channel++) {
            colours[3 * x + channel] = onWhite(colours[3 * x + channel], opacity);
          }
        }
      }
    }

    private int value(int[] samples, int first, int band) {
      int most = largest[band];
      return most == 255 ? samples[first + band] : (samples[first + band] * 255 + most / 2) / most;
    }
  }
}
