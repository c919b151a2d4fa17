package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import io.latent4j.metrics.Contingency;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.parallel.Workers;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hierarchical clustering, beside the figures that tools/fixtures/hierarchy.py wrote. */
class MergesTest {

  /** The file. */
  record Fixture(Array rows, List<Linked> linkages) {}

  /** A tensor, row-major. */
  record Array(int[] shape, float[] values) {}

  /** What SciPy makes of the rows. */
  record Linked(
      String method,
      String metric,
      double[] merges,
      double correlation,
      Map<String, int[]> labels) {
    Linkage linkage() {
      return Linkage.valueOf(method.toUpperCase(Locale.ROOT));
    }

    Rows rows() {
      float[] values = FIXTURE.rows().values();
      int features = FIXTURE.rows().shape()[1];
      DistanceMetric chosen = DistanceMetric.valueOf(metric.toUpperCase(Locale.ROOT));
      Rows rows = new Rows(values, features, new double[features], chosen);
      return chosen == DistanceMetric.COSINE ? rows.ofLengthOne() : rows;
    }

    @Override
    public String toString() {
      return method + ", " + metric;
    }
  }

  private static final Fixture FIXTURE = read();

  private static Fixture read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(MergesTest.class.getResourceAsStream("hierarchy.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Fixture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Linked> linkages() {
    return FIXTURE.linkages();
  }

  private static Rows rows() {
    return new Rows(FIXTURE.rows().values(), FIXTURE.rows().shape()[1]);
  }

  private static Merges merges(Rows rows, Linkage linkage, int threads) {
    try (Workers workers = new Workers(threads)) {
      return Merges.of(rows, linkage, workers, done -> true);
    }
  }

  private static double correlation(Rows rows, Merges merges, int threads) {
    try (Workers workers = new Workers(threads)) {
      return CopheneticCorrelation.of(rows, merges, workers);
    }
  }

  @ParameterizedTest
  @MethodSource("linkages")
  void agreesWithScipy(Linked expected) {
    Merges found = merges(expected.rows(), expected.linkage(), 2);
    double rounded = expected.metric().equals("cosine") ? 1e-6 : 1e-9;

    for (int k = 0; k < found.sizes().length; k++) {
      assertThat(found.firsts()[k]).isEqualTo((int) expected.merges()[4 * k]);
      assertThat(found.seconds()[k]).isEqualTo((int) expected.merges()[4 * k + 1]);
      assertThat(found.heights()[k]).isCloseTo(expected.merges()[4 * k + 2], within(rounded));
      assertThat(found.sizes()[k]).isEqualTo((int) expected.merges()[4 * k + 3]);
    }
    expected
        .labels()
        .forEach(
            (clusters, labels) -> {
              int[] cut = found.cut(Integer.parseInt(clusters));
              assertThat(Contingency.of(labels, cut).clusters())
                  .isEqualTo(Integer.parseInt(clusters));
              assertThat(Contingency.of(labels, cut).purity()).isEqualTo(1);
            });
    assertThat(correlation(expected.rows(), found, 2))
        .isCloseTo(expected.correlation(), within(1e-6));
  }

  @Test
  void wardTakesNoOtherDistancesThanEuclidean() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hierarchical.of(3).withMetric(DistanceMetric.COSINE))
        .withMessage("metric must be euclidean for ward linkage, but is cosine");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Hierarchical.of(3)
                    .withLinkage(Linkage.SINGLE)
                    .withMetric(DistanceMetric.MANHATTAN)
                    .withLinkage(Linkage.WARD))
        .withMessage("metric must be euclidean for ward linkage, but is manhattan");
  }

  @ParameterizedTest
  @EnumSource(Linkage.class)
  void threadsDoNotMatter(Linkage linkage) {
    Random random = new Random(3);
    float[] values = new float[700 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Rows rows = new Rows(values, 4);
    Merges once = merges(rows, linkage, 1);
    Merges twice = merges(rows, linkage, 2);

    assertThat(twice.firsts()).isEqualTo(once.firsts());
    assertThat(twice.heights()).isEqualTo(once.heights());
    assertThat(correlation(rows, twice, 2)).isEqualTo(correlation(rows, once, 1));
  }

  @ParameterizedTest
  @EnumSource(Linkage.class)
  void heightsNeverFallAndEqualPointsComeFirst(Linkage linkage) {
    float[] values = new float[300];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < 200 ? 1 : i % 7;
    }
    Merges merges = merges(new Rows(values, 1), linkage, 2);

    assertThat(merges.heights()[200]).isZero();
    for (int k = 1; k < merges.heights().length; k++) {
      assertThat(merges.heights()[k]).isGreaterThanOrEqualTo(merges.heights()[k - 1]);
    }
    assertThat(Arrays.stream(merges.cut(7)).distinct().count()).isEqualTo(7);
    assertThat(merges.cut(7)[0]).isZero();
  }

  @ParameterizedTest
  @EnumSource(Linkage.class)
  void twoPointsAndConstantDataDoNoHarm(Linkage linkage) {
    Merges two = merges(new Rows(new float[] {1, 4}, 1), linkage, 1);
    assertThat(two.heights()).containsExactly(3);
    assertThat(two.cut(1)).containsExactly(0, 0);
    assertThat(two.cut(2)).containsExactly(0, 1);

    Rows constant = new Rows(new float[40], 2);
    Merges merges = merges(constant, linkage, 1);
    assertThat(merges.heights()).containsOnly(0);
    assertThat(correlation(constant, merges, 1)).isNaN();
  }

  @Test
  void leavesOfAClusterStandTogether() {
    Merges merges = merges(rows(), Linkage.AVERAGE, 1);
    int[] leaves = merges.leaves();
    int[] labels = merges.cut(6);
    double[] between = merges.heightsBetween(leaves);

    int changes = 0;
    for (int k = 1; k < leaves.length; k++) {
      boolean changed = labels[leaves[k]] != labels[leaves[k - 1]];
      changes += changed ? 1 : 0;
      assertThat(between[k - 1] >= merges.heights()[merges.heights().length - 5])
          .isEqualTo(changed);
    }
    assertThat(changes).isEqualTo(5);
    assertThat(Arrays.stream(leaves).sorted().toArray())
        .isEqualTo(IntStream.range(0, leaves.length).toArray());
  }
}
