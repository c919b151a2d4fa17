package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ElbowTest {

  private static Samples data(String name) {
    return new DataCatalog(Path.of("unused")).samples(name);
  }

  @Test
  void irisHasThreeClusters() {
    try (Samples iris = data("iris")) {
      ElbowCurve curve = Elbow.upTo(10).fit(iris);
      assertThat(curve.knee()).isEqualTo(3);
      assertThat(curve.bestSilhouette()).isEqualTo(2);
      // scikit-learn, n_init 10.
      assertThat(curve.sse()[0]).isCloseTo(681.3706, within(1e-3));
      assertThat(curve.sse()[1]).isCloseTo(152.3480, within(1e-3));
      assertThat(curve.sse()[2]).isCloseTo(78.8514, within(1e-3));
      assertThat(curve.silhouettes()[1]).isCloseTo(0.6810, within(1e-4));
      assertThat(curve.summary()).contains("knee\n");
    }
  }

  @Test
  void kneesAreWhereCurvesBend() {
    assertThat(Knee.of(100, 50, 5, 4, 3, 2, 1)).isEqualTo(3);
    assertThat(Knee.of(100, 10, 9, 8, 7, 6, 5)).isEqualTo(2);
    assertThat(Knee.of(1e-9, 1e-10, 9e-11, 8e-11, 7e-11)).isEqualTo(2);
  }

  @Test
  void someCurvesHaveNoKnee() {
    assertThat(Knee.of(9, 8, 7, 6, 5, 4)).as("straight").isZero();
    assertThat(Knee.of(0.7, 0.6, 0.5, 0.4, 0.3, 0.2)).as("straight, rounded").isZero();
    assertThat(Knee.of(100, 99, 95, 80, 50, 0)).as("falls ever faster").isZero();
    assertThat(Knee.of(5, 5, 5, 5)).as("constant").isZero();
    assertThat(Knee.of(0, 0, 0)).as("zero").isZero();
    assertThat(Knee.of(5, 1)).as("too short").isZero();
  }

  @Test
  void duplicatesAreNoTrouble() {
    float[][] rows = new float[9][];
    Arrays.setAll(rows, i -> new float[] {i % 3, 0});
    try (Samples samples = Samples.of(rows);
        Samples one = Samples.of(new float[][] {{1, 2}})) {
      ElbowCurve curve = Elbow.upTo(9).fit(samples);
      assertThat(curve.sse()[2]).isZero();
      assertThat(curve.bestSilhouette()).isEqualTo(3);
      assertThat(Elbow.upTo(1).fit(one))
          .hasToString("elbow of 1 to 1 clusters: no knee, best silhouette with 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Elbow.upTo(10).fit(samples))
          .withMessage("maxClusters must be between 1 and the number of samples, 9, but is 10");
    }
  }
}
