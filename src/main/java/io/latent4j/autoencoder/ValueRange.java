package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;

/**
 * Between which values samples lie.
 *
 * @param low the lowest
 * @param high the highest
 */
record ValueRange(float low, float high) {

  /** That of images, scaled. */
  static final ValueRange UNIT = new ValueRange(0, 1);

  /** That of samples, scaled. */
  static ValueRange of(Samples samples, Scaling scaling) {
    float[] range = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    ScaledSamples.of(samples, scaling)
        .forEachChunk(
            (first, count, values) -> {
              for (float value : values) {
                range[0] = Math.min(range[0], value);
                range[1] = Math.max(range[1], value);
              }
            });
    return new ValueRange(range[0], range[1]);
  }
}
