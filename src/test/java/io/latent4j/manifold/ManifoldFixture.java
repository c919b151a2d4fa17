package io.latent4j.manifold;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The figures that tools/fixtures/manifold.py wrote. */
record ManifoldFixture(
    Array rows,
    Nearest neighbors,
    Affinity affinities,
    Roll unrolled,
    Roll apart,
    Reached tsne,
    List<Slope> gradients) {

  /** A tensor, row-major. */
  record Array(int[] shape, float[] values) {
    Rows toRows() {
      return new Rows(values, shape[0], shape[1], new double[shape[1]]);
    }

    /** As t-SNE keeps places: (columns, rows). */
    float[][] columns() {
      float[][] columns = new float[shape[1]][shape[0]];
      for (int i = 0; i < values.length; i++) {
        columns[i % shape[1]][i / shape[1]] = values[i];
      }
      return columns;
    }
  }

  /** Nearest neighbours. */
  record Nearest(Array indices, Array squared) {}

  /** Joint probabilities, dense. */
  record Affinity(double perplexity, int neighbors, Array near, Array exact) {}

  /** A Swiss roll and its embeddings. */
  record Roll(Array samples, int neighbors, Array isomap, Array lle) {}

  /** What TSNE reaches. */
  record Reached(int samples, double divergence, double trustworthiness) {}

  /** A gradient of t-SNE. */
  record Slope(Array places, double divergence, Array gradient) {}

  static ManifoldFixture read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(ManifoldFixture.class.getResourceAsStream("manifold.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, ManifoldFixture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
