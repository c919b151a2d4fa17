package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.model.FitOptions;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** From the same start the result is scikit-learn's; see tools/fixtures/kmeans.py. */
class KMeansFixtureTest {

  record Fixture(List<Case> cases) {}

  record Array(int[] shape, float[] values) {
    float[][] rows() {
      float[][] rows = new float[shape[0]][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]);
      }
      return rows;
    }
  }

  record Case(
      String name,
      String data,
      Array values,
      Array start,
      float[] weights,
      double inertia,
      int iterations,
      Array centers,
      int[] sizes) {

    Samples samples() {
      return values == null
          ? new DataCatalog(Path.of("unused")).samples(data)
          : Samples.of(values.values, Shape.of(values.shape[0], values.shape[1]));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(KMeansFixtureTest.class.getResourceAsStream("kmeans.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Fixture.class).cases();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lloyd(Case expected) {
    check(expected, KMeansAlgorithm.LLOYD);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void elkan(Case expected) {
    check(expected, KMeansAlgorithm.ELKAN);
  }

  private static void check(Case expected, KMeansAlgorithm algorithm) {
    try (Samples samples = expected.samples()) {
      float[] weights = new float[samples.count()];
      Arrays.fill(weights, 1);
      KMeansModel model =
          KMeans.from(expected.start.rows())
              .withAlgorithm(algorithm)
              .fit(
                  samples,
                  expected.weights == null ? weights : expected.weights,
                  FitOptions.defaults());

      assertThat(model.inertia())
          .isCloseTo(expected.inertia, within(1e-5 * expected.inertia + 1e-9));
      assertThat(model.sizes()).isEqualTo(expected.sizes);
      assertThat(model.iterations()).isEqualTo(expected.iterations);
      float[][] centers = expected.centers.rows();
      for (int k = 0; k < centers.length; k++) {
        assertThat(model.centers()[k]).containsExactly(centers[k], within(2e-4f));
      }
      assertThat(model.predict(samples)).isEqualTo(model.labels());
    }
  }
}
