package io.latent4j.deepcluster;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What tools/fixtures/deep_clustering.py wrote. */
record DecFixture(Assignments assignments, List<Step> steps) {

  /** A matrix or a vector. */
  record Array(long[] shape, float[] values) {
    float[][] rows() {
      int columns = (int) shape[1];
      float[][] rows = new float[(int) shape[0]][columns];
      for (int i = 0; i < values.length; i++) {
        rows[i / columns][i % columns] = values[i];
      }
      return rows;
    }
  }

  /** Codes, centers, assignments and their target. */
  record Assignments(Array codes, Array centers, Array q, Array p) {}

  /** One step of training. */
  record Step(
      String method,
      Array rows,
      Array target,
      List<Array> weights,
      Array centers,
      double loss,
      List<Array> weights_after,
      Array centers_after) {
    @Override
    public String toString() {
      return method;
    }
  }

  static DecFixture read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(DecFixture.class.getResourceAsStream("dec.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, DecFixture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
