package io.latent4j.data;

/** Goes through the values of samples as they are, in double precision. */
final class RawRows {

  /** Some 2 MB of doubles. */
  private static final int CHUNK_VALUES = 1 << 18;

  private RawRows() {}

  /** Takes one row, whose values stand in an array from {@code start} on. */
  interface Reader {
    void read(double[] values, int start);
  }

  /** Reads all rows, from the first to the last. */
  static void forEach(Samples samples, Reader reader) {
    int features = samples.features();
    int most = Math.max(1, CHUNK_VALUES / features);
    for (int first = 0; first < samples.count(); first += most) {
      int count = Math.min(most, samples.count() - first);
      double[] values = samples.doubles(first, count);
      for (int i = 0; i < count; i++) {
        reader.read(values, i * features);
      }
    }
  }
}
