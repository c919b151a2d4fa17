package io.latent4j.cluster;

import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Set;

/** Counts samples that differ from each other. */
final class DistinctSamples {
  private DistinctSamples() {}

  /**
   * Counts until there are enough.
   *
   * @param points the samples
   * @param enough where counting may end
   * @return the number of distinct samples, at most {@code enough}
   */
  static int count(Points points, int enough) {
    Set<FloatBuffer> seen = new HashSet<>();
    Points.RowReader reader = points.reader();
    for (int row = 0; row < points.count() && seen.size() < enough; row++) {
      FloatBuffer values = FloatBuffer.wrap(reader.shifted(row));
      if (!seen.contains(values)) {
        seen.add(FloatBuffer.wrap(values.array().clone()));
      }
    }
    return seen.size();
  }
}
