package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.latent4j.data.Samples;
import io.latent4j.metrics.DistanceMetric;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Isomap by other distances, beside the figures that tools/fixtures/isomap_metrics.py wrote. */
class IsomapMetricTest {

  /** The file. */
  record Fixture(ManifoldFixture.Array samples, int neighbors, List<Embedded> embeddings) {}

  /** What scikit-learn makes of the samples. */
  record Embedded(String metric, ManifoldFixture.Array places) {
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
                IsomapMetricTest.class.getResourceAsStream("isomap_metrics.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Fixture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Embedded> embeddings() {
    return FIXTURE.embeddings();
  }

  @ParameterizedTest
  @MethodSource("embeddings")
  void agreesWithScikitLearn(Embedded expected) {
    int[] shape = FIXTURE.samples().shape();
    DistanceMetric metric = DistanceMetric.valueOf(expected.metric().toUpperCase(Locale.ROOT));
    try (Samples samples = Samples.of(FIXTURE.samples().values(), Shape.of(shape[0], shape[1]));
        Embedding found =
            Isomap.of(2).withNeighbors(FIXTURE.neighbors()).withMetric(metric).fit(samples)) {
      assertThat(found.parts()).isGreaterThan(1);
      UnrollingTest.same(found.embedding(), expected.places(), 1e-4);
    }
  }
}
