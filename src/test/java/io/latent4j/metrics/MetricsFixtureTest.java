package io.latent4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metrics are scikit-learn's; the figures are from tools/fixtures/metrics.py. */
class MetricsFixtureTest {

  private static final Offset<Double> EXACT = within(1e-9);

  record Fixture(List<Labeling> labelings, List<Points> points) {}

  record Labeling(
      String name,
      int[] truth,
      int[] predicted,
      double nmi,
      @SerializedName("nmi_min") double nmiMin,
      @SerializedName("nmi_max") double nmiMax,
      @SerializedName("nmi_geometric") double nmiGeometric,
      @SerializedName("mutual_information") double mutualInformation,
      double ari,
      double accuracy,
      double purity) {
    @Override
    public String toString() {
      return name;
    }
  }

  record Points(
      String name,
      int features,
      int components,
      int neighbors,
      float[] rows,
      float[] embedding,
      int[] labels,
      double silhouette,
      double[] silhouettes,
      double trustworthiness) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Fixture read() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(MetricsFixtureTest.class.getResourceAsStream("metrics.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Fixture.class);
    }
  }

  static List<Labeling> labelings() throws IOException {
    return read().labelings();
  }

  static List<Points> points() throws IOException {
    return read().points();
  }

  @ParameterizedTest
  @MethodSource("labelings")
  void labelings(Labeling expected) {
    Contingency actual = Contingency.of(expected.truth, expected.predicted);

    assertThat(actual.normalizedMutualInformation()).isCloseTo(expected.nmi, EXACT);
    assertThat(actual.normalizedMutualInformation(InformationAverage.MIN))
        .isCloseTo(expected.nmiMin, EXACT);
    assertThat(actual.normalizedMutualInformation(InformationAverage.MAX))
        .isCloseTo(expected.nmiMax, EXACT);
    assertThat(actual.normalizedMutualInformation(InformationAverage.GEOMETRIC))
        .isCloseTo(expected.nmiGeometric, EXACT);
    assertThat(actual.mutualInformation()).isCloseTo(expected.mutualInformation, EXACT);
    assertThat(actual.adjustedRandIndex()).isCloseTo(expected.ari, EXACT);
    assertThat(actual.accuracy()).isCloseTo(expected.accuracy, EXACT);
    assertThat(actual.purity()).isCloseTo(expected.purity, EXACT);
  }

  @ParameterizedTest
  @MethodSource("points")
  void silhouettes(Points expected) {
    Silhouette actual = Silhouette.of(expected.rows, expected.features, expected.labels);

    assertThat(actual.mean()).isCloseTo(expected.silhouette, EXACT);
    assertThat(Arrays.copyOf(actual.values(), 8)).containsExactly(expected.silhouettes, EXACT);
  }

  @ParameterizedTest
  @MethodSource("points")
  void trustworthiness(Points expected) {
    assertThat(
            Trustworthiness.of(
                expected.rows,
                expected.features,
                expected.embedding,
                expected.components,
                expected.neighbors,
                2))
        .isCloseTo(expected.trustworthiness, EXACT);
  }
}
