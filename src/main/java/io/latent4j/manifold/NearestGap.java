package io.latent4j.manifold;

import io.latent4j.model.FloatArray;

/** How far rows are from their nearest neighbours, as some of them tell. */
final class NearestGap {
  private static final int ASKED = 64;

  private NearestGap() {}

  /** The mean distance to the nearest row that is not the same; 0 if all are the same. */
  static double of(FloatArray rows) {
    int count = rows.rowCount();
    int asked = Math.min(ASKED, count);
    double sum = 0;
    for (int i = 0; i < asked; i++) {
      int row = (int) ((long) i * count / asked);
      double nearest = Double.POSITIVE_INFINITY;
      for (int other = 0; other < count; other++) {
        nearest = nearer(rows, row, other, nearest);
      }
      sum += nearest < Double.POSITIVE_INFINITY ? Math.sqrt(nearest) : 0;
    }
    return sum / asked;
  }

  private static double nearer(FloatArray rows, int row, int other, double nearest) {
    float[] values = rows.values();
    int columns = rows.columns();
    double squared = 0;
    for (int c = 0; c < columns && squared < nearest; c++) {
      double difference = values[row * columns + c] - values[other * columns + c];
      squared += difference * difference;
    }
    return squared > 0 && squared < nearest ? squared : nearest;
  }
}
