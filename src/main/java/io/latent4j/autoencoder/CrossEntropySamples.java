package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.model.InvalidOptionException;

/** Refuses samples that binary cross-entropy makes no sense for. */
final class CrossEntropySamples {
  private CrossEntropySamples() {}

  /**
   * Refuses samples that, scaled, are not between 0 and 1.
   *
   * @param what how to call one of them
   * @param samples the samples
   * @param scaling how they will be scaled
   * @throws IllegalArgumentException if a value is outside
   */
  static void check(String what, Samples samples, Scaling scaling) {
    ScaledSamples.of(samples, scaling)
        .firstOutsideUnit()
        .ifPresent(
            found -> {
              throw new InvalidOptionException(
                  "loss",
                  "bce needs samples between 0 and 1, but %s %d, feature %d (both from 0), is %s"
                      .formatted(what, found.row(), found.feature(), found.value()));
            });
  }
}
