package io.latent4j.cli.commands;

import io.latent4j.cli.run.Results;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Contingency;
import io.latent4j.metrics.Silhouette;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What all commands show that give each sample a cluster. */
abstract class ClusterView extends EstimatorCommand.View {
  private static final int MOST_OF_SILHOUETTE = 10_000;

  private final Map<Samples, int[]> labels = new IdentityHashMap<>();
  private final Function<Samples, int[]> predict;

  /**
   * Makes a view.
   *
   * @param predict finds the clusters of samples; asked once for each set
   */
  ClusterView(Function<Samples, int[]> predict) {
    this.predict = predict;
  }

  /** The cluster of each sample. */
  final int[] labels(Samples samples) {
    return labels.computeIfAbsent(samples, predict);
  }

  @Override
  void arrays(Samples samples, Results to) {
    to.array("labels", labels(samples), samples.count());
  }

  /** Adds how well clusters agree with the labels, if there are any. */
  @Override
  void figures(Samples samples, Results to) {
    samples
        .labels()
        .ifPresent(
            known -> {
              Contingency agreement = Contingency.of(known, labels(samples));
              to.figure("nmi", agreement.normalizedMutualInformation());
              to.figure("ari", agreement.adjustedRandIndex());
              to.figure("accuracy", agreement.accuracy());
            });
  }

  /** The silhouettes of scaled samples, of 10,000 drawn by seed where there are more. */
  final Optional<Silhouette> silhouette(Samples samples, Scaling scaling, EngineOptions engine) {
    int[] drawn = Silhouette.draw(samples.count(), MOST_OF_SILHOUETTE, engine.seed());
    int[] clusters = labels(samples);
    int[] theirs = Arrays.stream(drawn).map(row -> clusters[row]).toArray();
    if (!Silhouette.isDefined(theirs)) {
      return Optional.empty();
    }
    float[] rows = ScaledSamples.of(samples, scaling).forDifferences().select(drawn);
    return Optional.of(Silhouette.of(rows, samples.features(), theirs, engine.threads()));
  }
}
