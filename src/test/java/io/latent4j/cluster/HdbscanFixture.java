package io.latent4j.cluster;

import com.google.gson.Gson;
import io.latent4j.metrics.DistanceMetric;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The figures that tools/fixtures/hdbscan_clusters.py wrote. */
record HdbscanFixture(
    Map<String, Array> points, Others others, Digits digits, List<Expected> cases) {

  /** A tensor, row-major. */
  record Array(int[] shape, float[] values) {}

  /** Clusters of points for some settings. */
  record Expected(
      String points,
      int min_cluster_size,
      int min_samples,
      String selection,
      String metric,
      int[] labels,
      double[] probabilities) {

    DistanceMetric distanceMetric() {
      return DistanceMetric.valueOf(metric.toUpperCase(Locale.ROOT));
    }

    ClusterSelection clusterSelection() {
      return selection.equals("leaf") ? ClusterSelection.LEAF : ClusterSelection.EXCESS_OF_MASS;
    }

    @Override
    public String toString() {
      return "%s, size %d, samples %d, %s, %s"
          .formatted(points, min_cluster_size, min_samples, selection, metric);
    }
  }

  /** Outlier scores, and other points. */
  record Others(
      int min_cluster_size,
      int min_samples,
      int[] labels,
      double[] outlier_scores,
      Array points,
      int[] labels_of_others,
      double[] probabilities_of_others) {}

  /** Clusters of the digits. */
  record Digits(int min_cluster_size, int[] labels) {}

  static HdbscanFixture read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(HdbscanFixture.class.getResourceAsStream("hdbscan.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, HdbscanFixture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
