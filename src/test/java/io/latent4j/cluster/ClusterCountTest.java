package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterCountTest {
  private static final DataCatalog CATALOG = new DataCatalog(Path.of("unused"));

  private static ClusterCountResult count(Samples samples, long seed) {
    EngineOptions engine = EngineOptions.defaults().withThreads(2).withSeed(seed);
    return new ClusterCount(6, 3).of(samples, Scaling.none(), engine);
  }

  /** Each seed has samples of its own. */
  @ParameterizedTest
  @CsvSource({"150, 2", "120, 6"})
  void samplesSpreadEvenlyHaveNoClustersWhateverTheSeed(int count, int features) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      float[][] rows = new float[count][features];
      for (float[] row : rows) {
        for (int j = 0; j < features; j++) {
          row[j] = random.nextFloat() * (j + 1);
        }
      }
      try (Samples even = Samples.of(rows)) {
        assertThat(count(even, seed).clusters()).as("seed %d", seed).isEmpty();
      }
    }
  }

  @Test
  void oneRoundCloudHasNoClusters() {
    Random random = new Random(1);
    float[][] rows = new float[200][3];
    for (float[] row : rows) {
      for (int j = 0; j < 3; j++) {
        row[j] = (float) random.nextGaussian() * (j + 1);
      }
    }
    try (Samples cloud = Samples.of(rows)) {
      ClusterCountResult result = count(cloud, 1);
      assertThat(result.clusters()).isEmpty();
      assertThat(result.note()).startsWith("no clusters here: ");
      assertThat(result.tried()).hasSize(5);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "3, 2", "4, 5", "5, 10"})
  void cloudsThatAreApartAreCounted(int centers, int features) {
    Random random = new Random(centers);
    float[][] rows = new float[200][features];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < features; j++) {
        double center = Math.cos(i % centers * 2 * Math.PI / centers + j * 1.3) * 12;
        rows[i][j] = (float) (center + random.nextGaussian());
      }
    }
    try (Samples clouds = Samples.of(rows)) {
      ClusterCountResult result = count(clouds, 2);
      assertThat(result.clusters()).hasValue(centers);
      assertThat(result.note()).startsWith(centers + " clusters: their stability");
      ClusterCountResult.Trial chosen = result.tried().get(centers - 2);
      assertThat(chosen.stability()).isGreaterThan(0.99);
      assertThat(chosen.separation()).isGreaterThan(0.5);
    }
  }

  @Test
  void fewOrConstantOrRepeatedSamplesAreNoProblem() {
    try (Samples iris = CATALOG.samples("iris");
        Samples three = iris.take(3);
        Samples alike = Samples.of(new float[50][3])) {
      assertThat(count(three, 1).clusters()).isEmpty();
      assertThat(count(three, 1).note()).contains("too few different samples");
      assertThat(count(alike, 1).clusters()).isEmpty();
    }
    float[][] two = new float[3000][2];
    for (int i = 0; i < two.length; i++) {
      two[i][0] = i % 2;
    }
    try (Samples repeated = Samples.of(two)) {
      assertThat(count(repeated, 1).clusters()).hasValue(2);
    }
  }

  @Test
  void refusesNumbersThatAreTooSmall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterCount.upTo(1))
        .withMessage("most must be at least 2, but is 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterCount(3, 0))
        .withMessage("resamples must be at least 1, but is 0");
  }
}
