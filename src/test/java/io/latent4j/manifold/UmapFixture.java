package io.latent4j.manifold;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The figures that tools/fixtures/umap_graph.py wrote. */
record UmapFixture(
    ManifoldFixture.Array rows,
    ManifoldFixture.Array others,
    int nearest,
    Reached reached,
    List<Curve> curves,
    List<Graph> graphs) {

  /** What umap-learn reaches. */
  record Reached(int samples, double trustworthiness) {}

  /** Parameters of the layout. */
  record Curve(double min_dist, double spread, double a, double b) {}

  /** Weighted pairs. */
  record Pairs(int[] samples, int[] neighbors, float[] weights) {}

  /** A fuzzy simplicial set, and how surely other samples are connected to it. */
  record Graph(String metric, int[] samples, int[] neighbors, float[] weights, Pairs others) {
    RowMetric rowMetric() {
      return RowMetric.valueOf(metric.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return metric;
    }
  }

  static UmapFixture read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(UmapFixture.class.getResourceAsStream("umap.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, UmapFixture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
