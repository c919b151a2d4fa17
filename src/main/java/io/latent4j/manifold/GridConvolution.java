package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * Convolves a small grid with a kernel that is real and the same in all directions, by Fourier
 * transforms of a larger grid that is 0 elsewhere.
 *
 * <p>Pairs of real columns are transformed as one complex one, rows and columns that are 0 or not
 * asked for are left out, and the second transform, the product and the way back happen while a
 * strip of the grid is in the cache.
 */
final class GridConvolution {
  private static final int STRIP = 128;

  /** The kernel between two nodes that are apart so many rows and columns. */
  interface Kernel {
    double at(int rows, int columns);
  }

  /** What a frequency is multiplied with, besides the kernel. */
  interface Filter {
    double at(double angle);
  }

  private final int height;
  private final int width;
  private final Workers workers;
  private final RowFft alongRows;
  private final RowFft alongColumns;
  private final float[][] spectrum;

  /**
   * Prepares convolutions.
   *
   * @param height the rows of the larger grid, even
   * @param width its columns, even
   */
  GridConvolution(int height, int width, Kernel kernel, Filter filter, Workers workers) {
    this.height = height;
    this.width = width;
    this.workers = workers;
    alongRows = new RowFft(height);
    alongColumns = new RowFft(width);
    spectrum = spectrum(kernel, filter);
  }

  private float[][] spectrum(Kernel kernel, Filter filter) {
    float[][] grid = new float[height][width];
    for (int r = 0; r < height; r++) {
      for (int c = 0; c < width; c++) {
        grid[r][c] = (float) kernel.at(Math.min(r, height - r), Math.min(c, width - c));
      }
    }
    float[][] re = new float[width][height / 2 + 1];
    float[][] im = new float[width][height / 2 + 1];
    forwardRows(grid, re, im);
    float[][] result = new float[width][height / 2 + 1];
    strips(
        height / 2 + 1,
        (from, to) -> {
          float[][] partRe = cut(re, from, to, width);
          float[][] partIm = cut(im, from, to, width);
          alongColumns.transform(partRe, partIm);
          for (int c = 0; c < width; c++) {
            double across = filter.at(2 * Math.PI * c / width);
            for (int k = from; k < to; k++) {
              double factor = across * filter.at(2 * Math.PI * k / height);
              result[c][k] = (float) (partRe[c][k - from] * factor / height / width);
            }
          }
        });
    return result;
  }

  /** Convolves a grid, of an even number of columns, in place. */
  void apply(float[][] grid) {
    int columns = grid[0].length;
    float[][] re = new float[columns][height / 2 + 1];
    float[][] im = new float[columns][height / 2 + 1];
    forwardRows(grid, re, im);
    strips(height / 2 + 1, (from, to) -> multiply(re, im, from, to));
    backwardRows(re, im, grid);
  }

  private void multiply(float[][] re, float[][] im, int from, int to) {
    float[][] partRe = cut(re, from, to, width);
    float[][] partIm = cut(im, from, to, width);
    alongColumns.transform(partRe, partIm);
    for (int c = 0; c < width; c++) {
      float[] factors = Arrays.copyOfRange(spectrum[c], from, to);
      scale(partRe[c], factors);
      scale(partIm[c], factors);
    }
    alongColumns.transform(partIm, partRe);
    for (int c = 0; c < re.length; c++) {
      System.arraycopy(partRe[c], 0, re[c], from, to - from);
      System.arraycopy(partIm[c], 0, im[c], from, to - from);
    }
  }

  private static void scale(float[] values, float[] factors) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i];
    }
  }

  /**
   * Transforms each column; of the result, a column is a row, and the redundant half is left out.
   */
  private void forwardRows(float[][] grid, float[][] re, float[][] im) {
    int half = grid[0].length / 2;
    strips(
        half,
        (from, to) -> {
          float[][] first = cut(grid, from, to, height);
          float[][] second = cut(grid, half + from, half + to, height);
          alongRows.transform(first, second);
          for (int k = 0; k <= height / 2; k++) {
            float[] a = first[k];
            float[] b = second[k];
            float[] mirroredA = first[(height - k) % height];
            float[] mirroredB = second[(height - k) % height];
            for (int i = 0; i < to - from; i++) {
              re[from + i][k] = (a[i] + mirroredA[i]) / 2;
              im[from + i][k] = (b[i] - mirroredB[i]) / 2;
              re[half + from + i][k] = (b[i] + mirroredB[i]) / 2;
              im[half + from + i][k] = (mirroredA[i] - a[i]) / 2;
            }
          }
        });
  }

  private void backwardRows(float[][] re, float[][] im, float[][] grid) {
    int half = grid[0].length / 2;
    strips(
        half,
        (from, to) -> {
          float[][] first = new float[height][to - from];
          float[][] second = new float[height][to - from];
          for (int k = 0; k <= height / 2; k++) {
            float[] a = first[k];
            float[] b = second[k];
            float[] mirroredA = first[(height - k) % height];
            float[] mirroredB = second[(height - k) % height];
            for (int i = 0; i < to - from; i++) {
              float oneRe = re[from + i][k];
              float oneIm = im[from + i][k];
              float otherRe = re[half + from + i][k];
              float otherIm = im[half + from + i][k];
              mirroredA[i] = oneRe + otherIm;
              mirroredB[i] = otherRe - oneIm;
              a[i] = oneRe - otherIm;
              b[i] = oneIm + otherRe;
            }
          }
          alongRows.transform(second, first);
          for (int r = 0; r < grid.length; r++) {
            System.arraycopy(first[r], 0, grid[r], from, to - from);
            System.arraycopy(second[r], 0, grid[r], half + from, to - from);
          }
        });
  }

  /** Some columns as rows of their own, with rows of zeros added. */
  private static float[][] cut(float[][] grid, int from, int to, int rows) {
    float[][] part = new float[rows][];
    for (int r = 0; r < rows; r++) {
      part[r] = r < grid.length ? Arrays.copyOfRange(grid[r], from, to) : new float[to - from];
    }
    return part;
  }

  private interface Strip {
    void run(int from, int to);
  }

  private void strips(int columns, Strip work) {
    int count = (columns + STRIP - 1) / STRIP;
    workers.divideHeavy(
        Math.max(count, Math.min(2, columns)),
        (part, first, last) -> {
          int strips = Math.max(count, Math.min(2, columns));
          for (int s = first; s < last; s++) {
            work.run(
                (int) ((long) columns * s / strips), (int) ((long) columns * (s + 1) / strips));
          }
        });
  }
}
