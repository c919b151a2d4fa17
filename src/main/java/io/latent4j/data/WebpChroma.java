package io.latent4j.data;

import java.awt.image.WritableRaster;

/**
 * Smooths the colours of lossy WebP. Its two chroma planes have half the width and height of the
 * luma; the decoder repeats their values, which shows as fringes along edges, while everyone else
 * interpolates between them. The planes are found again in the decoded colours and interpolated as
 * by the WebP project's own library, with its rounding.
 */
final class WebpChroma {

  /** What chroma v adds to red, v and u take from green, u adds to blue; and the scale of luma. */
  private static final double RED = 1.59603;

  private static final double GREEN_V = 0.81297;
  private static final double GREEN_U = 0.39176;
  private static final double BLUE = 2.01723;
  private static final double LUMA = 1.16438;
  private static final int BLACK = 16;
  private static final int CENTER = 128;

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;
  private final byte[] u;
  private final byte[] v;

  private WebpChroma(int width, int height) {
    this.width = width;
    this.height = height;
    this.columns = (width + 1) / 2;
    this.rows = (height + 1) / 2;
    this.u = new byte[columns * rows];
    this.v = new byte[columns * rows];
  }

  /** Smooths the first three bands, red, green and blue. */
  static void interpolate(WritableRaster raster) {
    WebpChroma chroma = new WebpChroma(raster.getWidth(), raster.getHeight());
    int bands = raster.getNumBands();
    int[] two = new int[2 * chroma.width * bands];
    for (int row = 0; row < chroma.rows; row++) {
      int lines = Math.min(2, chroma.height - 2 * row);
      raster.getPixels(0, 2 * row, chroma.width, lines, two);
      chroma.find(row, two, bands, lines);
    }
    int[] line = new int[chroma.width * bands];
    for (int y = 0; y < chroma.height; y++) {
      raster.getPixels(0, y, chroma.width, 1, line);
      chroma.apply(y, line, bands);
      raster.setPixels(0, y, chroma.width, 1, line);
    }
  }

  /** Finds a row of chroma in two lines of pixels, of which four have one value. */
  private void find(int row, int[] two, int bands, int lines) {
    for (int column = 0; column < columns; column++) {
      int seen = 0;
      double sumU = 0;
      double sumV = 0;
      boolean whole = false;
      for (int line = 0; line < lines; line++) {
        for (int x = 2 * column; x < Math.min(width, 2 * column + 2); x++) {
          int i = (line * width + x) * bands;
          boolean inside = isInside(two[i]) && isInside(two[i + 1]) && isInside(two[i + 2]);
          if (inside && !whole) {
            // What was cut off at 0 or 255 counts only where there is nothing better.
            whole = true;
            seen = 0;
            sumU = 0;
            sumV = 0;
          }
          if (inside || !whole) {
            double redder = two[i] - two[i + 1];
            double bluer = two[i + 2] - two[i + 1];
            sumU += (RED + GREEN_V) * bluer - GREEN_V * redder;
            sumV += (BLUE + GREEN_U) * redder - GREEN_U * bluer;
            seen++;
          }
        }
      }
      double determinant = (RED + GREEN_V) * (BLUE + GREEN_U) - GREEN_U * GREEN_V;
      u[row * columns + column] = (byte) clip((int) Math.round(sumU / determinant / seen) + CENTER);
      v[row * columns + column] = (byte) clip((int) Math.round(sumV / determinant / seen) + CENTER);
    }
  }

  private static boolean isInside(int value) {
    return value > 0 && value < 255;
  }

  private void apply(int y, int[] line, int bands) {
    int row = y / 2;
    int next = Math.max(0, Math.min(rows - 1, y % 2 == 0 ? row - 1 : row + 1));
    for (int x = 0; x < width; x++) {
      int column = x / 2;
      int luma = luma(line, x * bands, u(row, column) - CENTER, v(row, column) - CENTER);
      int beside = x % 2 == 0 ? column - 1 : column + 1;
      boolean edge = beside < 0 || beside >= columns;
      int newU =
          edge
              ? (3 * u(row, column) + u(next, column) + 2) >> 2
              : mix(u(row, column), u(row, beside), u(next, column), u(next, beside));
      int newV =
          edge
              ? (3 * v(row, column) + v(next, column) + 2) >> 2
              : mix(v(row, column), v(row, beside), v(next, column), v(next, beside));
      int i = x * bands;
      line[i] = fixed(part(luma, 19077) + part(newV, 26149) - 14234);
      line[i + 1] = fixed(part(luma, 19077) - part(newU, 6419) - part(newV, 13320) + 8708);
      line[i + 2] = fixed(part(luma, 19077) + part(newU, 33050) - 17685);
    }
  }

  private int u(int row, int column) {
    return u[row * columns + column] & 0xff;
  }

  private int v(int row, int column) {
    return v[row * columns + column] & 0xff;
  }

  /** Nine sixteenths of the nearest value, three of those beside it, one of the fourth. */
  private static int mix(int nearest, int beside, int above, int across) {
    return (((nearest + 3 * beside + 3 * above + across + 8) >> 3) + nearest) >> 1;
  }

  private static int luma(int[] pixel, int i, int u, int v) {
    double grey;
    if (isInside(pixel[i + 1])) {
      grey = pixel[i + 1] + GREEN_U * u + GREEN_V * v;
    } else if (isInside(pixel[i])) {
      grey = pixel[i] - RED * v;
    } else if (isInside(pixel[i + 2])) {
      grey = pixel[i + 2] - BLUE * u;
    } else {
      grey = pixel[i + 1] + GREEN_U * u + GREEN_V * v;
    }
    return clip((int) Math.round(grey / LUMA) + BLACK);
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }

  private static int part(int value, int factor) {
    return value * factor >> 8;
  }

  private static int fixed(int value) {
    return clip(value >> 6);
  }
}
