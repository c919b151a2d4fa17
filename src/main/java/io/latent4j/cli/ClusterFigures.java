package io.latent4j.cli;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Contingency;
import io.latent4j.metrics.Silhouette;
import java.util.Arrays;
import java.util.Optional;

/**
 * The figures of clusters.
 *
 * @param scaling how the samples were scaled
 * @param engine threads and seed
 */
record ClusterFigures(Scaling scaling, EngineOptions engine) {

  private static final int MOST_OF_SILHOUETTE = 10_000;

  /** Adds how well clusters agree with the labels, if there are any. */
  void addAgreement(RunResult result, String prefix, Samples samples, int... clusters) {
    samples
        .labels()
        .ifPresent(
            labels -> {
              Contingency agreement = Contingency.of(labels, clusters);
              result.figure(prefix + "nmi", agreement.normalizedMutualInformation());
              result.figure(prefix + "ari", agreement.adjustedRandIndex());
              result.figure(prefix + "accuracy", agreement.accuracy());
            });
  }

  /** Adds the mean silhouette, which is 0 where there is none, and returns it if there is. */
  Optional<Silhouette> addSilhouette(
      RunResult result, String prefix, Samples samples, int... clusters) {
    Optional<Silhouette> silhouette = silhouette(samples, clusters);
    result.figure(prefix + "silhouette", silhouette.map(Silhouette::mean).orElse(0.0));
    return silhouette;
  }

  private Optional<Silhouette> silhouette(Samples samples, int... clusters) {
    int[] drawn = Silhouette.draw(samples.count(), MOST_OF_SILHOUETTE, engine.seed());
    int[] theirs = Arrays.stream(drawn).map(row -> clusters[row]).toArray();
    if (!Silhouette.isDefined(theirs)) {
      return Optional.empty();
    }
    float[] rows = ScaledSamples.of(samples, scaling).forDifferences().select(drawn);
    return Optional.of(Silhouette.of(rows, samples.features(), theirs, engine.threads()));
  }
}
