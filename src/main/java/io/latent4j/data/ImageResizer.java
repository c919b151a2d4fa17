package io.latent4j.data;

import java.util.Arrays;

/**
 * Stretches images to a size. Along each axis a new pixel is the mean of what it covers if the axis
 * shrinks, so that nothing is lost or invented; if it grows, it is interpolated linearly between
 * the centers of the old ones.
 */
record ImageResizer(ImageSize size) {

  /** For each new position, the first old one and the weights of it and those that follow. */
  private record Axis(int[] first, float[][] weights) {

    static Axis of(int from, int to) {
      Axis axis = new Axis(new int[to], new float[to][]);
      for (int i = 0; i < to; i++) {
        if (to < from) {
          axis.cover(i, (double) i * from / to, (double) (i + 1) * from / to, from);
        } else {
          axis.interpolate(i, (i + 0.5) * from / to - 0.5, from);
        }
      }
      return axis;
    }

    private void cover(int i, double start, double end, int from) {
      int last = Math.min((int) Math.ceil(end), from) - 1;
      first[i] = (int) start;
      weights[i] = new float[last - first[i] + 1];
      for (int j = first[i]; j <= last; j++) {
        double covered = Math.min(j + 1, end) - Math.max(j, start);
        weights[i][j - first[i]] = (float) (covered / (end - start));
      }
    }

    private void interpolate(int i, double center, int from) {
      double inside = Math.max(0, Math.min(from - 1, center));
      first[i] = Math.min((int) inside, Math.max(0, from - 2));
      float next = (float) (inside - first[i]);
      weights[i] = from == 1 ? new float[] {1} : new float[] {1 - next, next};
    }
  }

  /** Returns the image in the size, itself if it has it. */
  Pixels resize(Pixels image) {
    if (image.width() == size.width() && image.height() == size.height()) {
      return image;
    }
    Axis columns = Axis.of(image.width(), size.width());
    Axis rows = Axis.of(image.height(), size.height());
    int channels = image.channels();
    int rowLength = size.width() * channels;
    byte[] values = new byte[rowLength * size.height()];
    float[] sum = new float[rowLength];
    RowCache cache = new RowCache(image, columns, rowLength);
    for (int y = 0; y < size.height(); y++) {
      Arrays.fill(sum, 0);
      float[] weights = rows.weights[y];
      for (int j = 0; j < weights.length; j++) {
        float[] row = cache.row(rows.first[y] + j);
        for (int i = 0; i < rowLength; i++) {
          sum[i] += weights[j] * row[i];
        }
      }
      for (int i = 0; i < rowLength; i++) {
        values[y * rowLength + i] = (byte) Math.min(255, (int) (sum[i] + 0.5f));
      }
    }
    return new Pixels(size.width(), size.height(), channels, values);
  }

  /** Rows in their new width; a row and the one before are kept, as no other is needed again. */
  private static final class RowCache {

    private final Pixels image;
    private final Axis columns;
    private final float[][] rows;
    private final int[] kept = {-1, -1};

    RowCache(Pixels image, Axis columns, int rowLength) {
      this.image = image;
      this.columns = columns;
      this.rows = new float[2][rowLength];
    }

    float[] row(int y) {
      float[] row = rows[y % 2];
      if (kept[y % 2] != y) {
        kept[y % 2] = y;
        stretch(y, row);
      }
      return row;
    }

    private void stretch(int y, float[] row) {
      int channels = image.channels();
      byte[] values = image.values();
      int start = y * image.width() * channels;
      for (int x = 0; x < columns.first.length; x++) {
        float[] weights = columns.weights[x];
        for (int channel = 0; channel < channels; channel++) {
          float sum = 0;
          int next = start + columns.first[x] * channels + channel;
          for (float weight : weights) {
            sum += weight * (values[next] & 0xff);
            next += channels;
          }
          row[x * channels + channel] = sum;
        }
      }
    }
  }
}
