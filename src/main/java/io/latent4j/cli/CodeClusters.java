package io.latent4j.cli;

import io.latent4j.cluster.KMeans;
import io.latent4j.cluster.KMeansModel;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Contingency;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/**
 * How well the clusters that k-means finds in a code, as many as there are classes, agree with the
 * labels: a measure of what the code knows of them though it never saw them.
 *
 * @param encode gives the code of samples
 * @param engine threads and seed
 */
record CodeClusters(Function<Samples, Rows> encode, EngineOptions engine) {

  private static final int RESTARTS = 20;

  /** Adds a figure for the training samples and one for those that are held out, if labelled. */
  void addTo(RunResult result, Samples training, Optional<Samples> validation) {
    if (training.labels().isEmpty()) {
      return;
    }
    int[] labels = training.labels().orElseThrow();
    int classes = (int) Arrays.stream(labels).distinct().count();
    KMeans settings = KMeans.of(classes).withRestarts(RESTARTS).withScaling(Scaling.Kind.NONE);
    try (Samples codes = codes(training)) {
      KMeansModel clusters = settings.fit(codes, engine);
      result.figure("kmeans_nmi", agreement(labels, clusters.labels()));
      validation.ifPresent(held -> addValidation(result, clusters, held));
    }
  }

  private void addValidation(RunResult result, KMeansModel clusters, Samples held) {
    held.labels()
        .ifPresent(
            labels -> {
              try (Samples codes = codes(held)) {
                result.figure("val_kmeans_nmi", agreement(labels, clusters.predict(codes)));
              }
            });
  }

  private Samples codes(Samples samples) {
    Rows code = encode.apply(samples);
    return Samples.of(code.values(), Shape.of(code.count(), code.columns()));
  }

  private static double agreement(int[] labels, int... clusters) {
    return Contingency.of(labels, clusters).normalizedMutualInformation();
  }
}
