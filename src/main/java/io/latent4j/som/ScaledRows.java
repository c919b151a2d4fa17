package io.latent4j.som;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;

/**
 * Samples as rows of scaled floats, taken to Java memory some at a time.
 *
 * @param samples the samples
 * @param scaling how they are scaled
 */
record ScaledRows(Samples samples, Scaling scaling) {

  /** Some 16 MB of floats. */
  private static final int CHUNK_VALUES = 1 << 22;

  private static final int MOST_ROWS = 4096;

  /** Takes rows that follow each other. */
  interface Reader {
    void read(int first, int count, float[] values);
  }

  int count() {
    return samples.count();
  }

  int features() {
    return samples.features();
  }

  float[] row(int row) {
    return scaling.apply(samples.row(row), features());
  }

  /** How many rows to take at once, where each also needs as many values as there are others. */
  int chunk(int others) {
    return Math.max(1, Math.min(MOST_ROWS, CHUNK_VALUES / Math.max(features(), others)));
  }

  /** Reads all rows from the first to the last. */
  void forEachChunk(Reader reader) {
    int size = chunk(1);
    for (int first = 0; first < count(); first += size) {
      int end = Math.min(count(), first + size);
      try (Samples some = samples.rows(first, end)) {
        reader.read(first, end - first, scaling.apply(some.toFloats(), features()));
      }
    }
  }
}
