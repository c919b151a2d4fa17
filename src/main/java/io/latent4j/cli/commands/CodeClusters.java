package io.latent4j.cli.commands;

import io.latent4j.cli.run.Results;
import io.latent4j.cluster.KMeans;
import io.latent4j.cluster.KMeansModel;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Contingency;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/**
 * How well the clusters that k-means finds in a code, as many as there are classes, agree with the
 * labels: a measure of what the code knows of them though it never saw them.
 */
final class CodeClusters implements AutoCloseable {
  private static final int RESTARTS = 20;

  private final KMeansModel clusters;

  private CodeClusters(KMeansModel clusters) {
    this.clusters = clusters;
  }

  /** Clusters of codes, as many as the samples have labels. */
  static CodeClusters of(FloatArray code, int[] labels, EngineOptions engine) {
    int classes = (int) Arrays.stream(labels).distinct().count();
    KMeans kmeans = KMeans.of(classes).withRestarts(RESTARTS).withScale(Scaling.Kind.NONE);
    try (Samples codes = samples(code)) {
      return new CodeClusters(kmeans.fit(codes, FitOptions.of(engine)));
    }
  }

  /** Adds how well the clusters of codes agree with labels. */
  void addTo(Results results, FloatArray code, int[] labels) {
    try (Samples codes = samples(code)) {
      Contingency agreement = Contingency.of(labels, clusters.predict(codes));
      results.figure("kmeans_nmi", agreement.normalizedMutualInformation());
    }
  }

  private static Samples samples(FloatArray code) {
    return Samples.of(code.values(), Shape.of(code.rowCount(), code.columns()));
  }

  @Override
  public void close() {
    clusters.close();
  }
}
