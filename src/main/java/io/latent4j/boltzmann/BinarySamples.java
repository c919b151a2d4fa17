package io.latent4j.boltzmann;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.model.InvalidOptionException;

/** Refuses samples that are no probabilities of binary units. */
final class BinarySamples {
  private BinarySamples() {}

  /**
   * Refuses samples that, scaled, are not between 0 and 1.
   *
   * @param what how to call one of them
   * @param samples the samples
   * @param scaling how they will be scaled
   * @throws InvalidOptionException if a value is outside
   */
  static void check(String what, Samples samples, Scaling scaling) {
    ScaledSamples.of(samples, scaling)
        .firstOutsideUnit()
        .ifPresent(
            found -> {
              throw new InvalidOptionException(
                  "scale",
                  ("must bring samples between 0 and 1 for binary visible units,"
                          + " as minmax does, but %s %d, feature %s, is %s after %s")
                      .formatted(
                          what,
                          found.row(),
                          feature(samples, found.feature()),
                          found.value(),
                          scaling.kind()));
            });
  }

  private static String feature(Samples samples, int number) {
    return samples
        .featureNames()
        .map(names -> "'" + names.get(number) + "'")
        .orElse(number + " (both from 0)");
  }
}
