package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import com.google.gson.Gson;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.metrics.DistanceMetric;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** By other distances, beside the figures that tools/fixtures/manifold_metrics.py wrote. */
class ManifoldMetricTest {

  /** The file. */
  record Fixture(
      ManifoldFixture.Array samples,
      int neighbors,
      int digits,
      double perplexity,
      List<Embedded> embeddings,
      List<Diverged> tsne) {}

  /** What scikit-learn makes of the samples. */
  record Embedded(String metric, ManifoldFixture.Array places) {
    @Override
    public String toString() {
      return metric;
    }
  }

  /** What its t-SNE reaches. */
  record Diverged(String metric, double divergence) {
    @Override
    public String toString() {
      return metric;
    }
  }

  private static final Fixture FIXTURE = read();

  private static Fixture read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                ManifoldMetricTest.class.getResourceAsStream("manifold_metrics.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Fixture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Embedded> embeddings() {
    return FIXTURE.embeddings();
  }

  static List<Diverged> divergences() {
    return FIXTURE.tsne();
  }

  private static Samples samples(float factor) {
    int[] shape = FIXTURE.samples().shape();
    float[] values = FIXTURE.samples().values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return Samples.of(values, Shape.of(shape[0], shape[1]));
  }

  private static DistanceMetric metric(String name) {
    return DistanceMetric.valueOf(name.toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("embeddings")
  void isomapAgreesWithScikitLearn(Embedded expected) {
    try (Samples samples = samples(1);
        Embedding found =
            Isomap.of(2)
                .withNeighbors(FIXTURE.neighbors())
                .withMetric(metric(expected.metric()))
                .fit(samples)) {
      assertThat(found.parts()).isGreaterThan(1);
      UnrollingTest.same(found.embedding(), expected.places(), 1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("divergences")
  void tsneReachesWhatScikitLearnDoes(Diverged expected, @TempDir Path folder) {
    try (Samples all = new DataCatalog(folder).samples("digits");
        Samples digits = all.rows(0, FIXTURE.digits());
        TsneModel found = tsne(metric(expected.metric())).fit(digits)) {
      assertThat(found.klDivergence()).isCloseTo(expected.divergence(), withPercentage(3));
    }
  }

  private static Tsne tsne(DistanceMetric metric) {
    return Tsne.of(2)
        .withPerplexity(FIXTURE.perplexity())
        .withMethod(TsneMethod.EXACT)
        .withMetric(metric);
  }

  @Test
  void byCosineOthersArePlacedByTheirDirection() {
    Tsne tsne = tsne(DistanceMetric.COSINE).withPerplexity(10);
    try (Samples samples = samples(1);
        Samples longer = samples(4);
        TsneModel model = tsne.fit(samples)) {
      assertThat(model.transform(longer)).isDeepEqualTo(model.transform(samples));
    }
  }

  @Test
  void otherDistancesAreNotThoseOfPrincipalComponents() {
    assertThatThrownBy(() -> Tsne.of(2).withReduceTo(50).withMetric(DistanceMetric.MANHATTAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("reduceTo", "manhattan", "50");
    try (Samples zero = Samples.of(new float[12], Shape.of(6, 2))) {
      Tsne tsne = Tsne.of(2).withPerplexity(2).withMetric(DistanceMetric.COSINE);
      assertThatThrownBy(() -> tsne.fit(zero))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("metric", "sample 0");
    }
  }
}
