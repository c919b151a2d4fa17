package io.latent4j.som;

import io.latent4j.data.ScaledSamples;
import io.latent4j.model.InvalidOptionException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Between which values each feature lies, and its mean.
 *
 * @param low the lowest value of each feature
 * @param high the highest
 * @param mean the mean
 */
record FeatureRange(float[] low, float[] high, float[] mean) {

  /** Finds the range, and refuses one whose squared distances float32 can't hold. */
  static FeatureRange of(ScaledSamples rows) {
    int features = rows.features();
    float[] low = new float[features];
    float[] high = new float[features];
    double[] sum = new double[features];
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    rows.forEachChunk(
        (first, count, values) -> {
          for (int i = 0; i < values.length; i++) {
            int feature = i % features;
            low[feature] = Math.min(low[feature], values[i]);
            high[feature] = Math.max(high[feature], values[i]);
            sum[feature] += values[i];
          }
        });
    double square = 0;
    float[] mean = new float[features];
    for (int feature = 0; feature < features; feature++) {
      double width = (double) high[feature] - low[feature];
      square += width * width;
      mean[feature] = (float) (sum[feature] / rows.count());
    }
    if (square > Float.MAX_VALUE) {
      throw new InvalidOptionException(
          "samples",
          String.format(
              Locale.ROOT,
              "must be so close that float32 holds the squares of their distances, but they"
                  + " may be as large as %.3g; scale them",
              square));
    }
    return new FeatureRange(low, high, mean);
  }

  /** The value of a feature nearest to another. */
  float clamp(int feature, float value) {
    return Math.min(high[feature], Math.max(low[feature], value));
  }
}
