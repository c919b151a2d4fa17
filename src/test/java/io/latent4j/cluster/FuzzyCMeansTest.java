package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzyCMeansTest {

  private static Samples data(String name) {
    return new DataCatalog(Path.of("unused")).samples(name);
  }

  /** The conditions that a minimum of the objective must meet, from its definition. */
  @ParameterizedTest
  @ValueSource(doubles = {1.5, 2, 3})
  void centersAndMembershipsAgree(double fuzzifier) {
    try (Samples iris = data("iris")) {
      FuzzyCMeansModel model =
          FuzzyCMeans.of(3).withFuzzifier(fuzzifier).withTolerance(1e-8).fit(iris);
      float[][] centers = model.centers();
      double[][] sums = new double[3][4];
      double[] weights = new double[3];
      double objective = 0;
      double squares = 0;
      for (int i = 0; i < 150; i++) {
        float[] sample = iris.row(i);
        double[] squared = new double[3];
        for (int k = 0; k < 3; k++) {
          for (int j = 0; j < 4; j++) {
            squared[k] += Math.pow(sample[j] - (double) centers[k][j], 2);
          }
        }
        for (int k = 0; k < 3; k++) {
          double sum = 0;
          for (double other : squared) {
            sum += Math.pow(squared[k] / other, 1 / (fuzzifier - 1));
          }
          assertThat((double) model.memberships()[i][k]).isCloseTo(1 / sum, within(1e-4));
          double weight = Math.pow(1 / sum, fuzzifier);
          objective += weight * squared[k];
          squares += 1 / sum / sum;
          weights[k] += weight;
          for (int j = 0; j < 4; j++) {
            sums[k][j] += weight * sample[j];
          }
        }
      }
      assertThat(model.objective()).isCloseTo(objective, within(1e-3));
      assertThat(model.partitionCoefficient()).isCloseTo(squares / 150, within(1e-5));
      for (int k = 0; k < 3; k++) {
        for (int j = 0; j < 4; j++) {
          assertThat((double) centers[k][j]).isCloseTo(sums[k][j] / weights[k], within(1e-4));
        }
      }
      assertThat(model.memberships(iris)[70])
          .containsExactly(model.memberships()[70], within(1e-4f));
      assertThat(model.predict(iris)).isEqualTo(model.labels());
    }
  }

  @Test
  void irisHasItsKnownCoefficient() {
    try (Samples iris = data("iris")) {
      // Bezdek's figure for Iris, three clusters, fuzzifier 2: 0.783.
      assertThat(FuzzyCMeans.of(3).fit(iris).partitionCoefficient())
          .isCloseTo(0.7834, within(1e-3));
    }
  }

  @Test
  void samplesAtACenterBelongToItAlone() {
    try (Samples samples = Samples.of(new float[][] {{0, 0}, {0, 0}, {4, 0}, {4, 0}})) {
      FuzzyCMeansModel model = FuzzyCMeans.of(2).fit(samples);
      assertThat(model.partitionCoefficient()).isEqualTo(1);
      assertThat(model.objective()).isZero();
      FuzzyCMeansModel three = FuzzyCMeans.of(3).fit(samples);
      for (float[] row : three.memberships()) {
        assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-6f));
      }
    }
  }

  @Test
  void aLargeFuzzifierDoesNotHoldCentersAtSamples() {
    try (Samples iris = new DataCatalog(Path.of("unused")).samples("iris")) {
      FuzzyCMeansModel model = FuzzyCMeans.of(3).withFuzzifier(50).fit(iris);
      for (float[] row : model.memberships()) {
        for (float share : row) {
          assertThat(share).isBetween(0.29f, 0.39f);
        }
      }
    }
  }

  @Test
  void largeProblemsAreReproducible() {
    try (Samples blobs = data("blobs:n=3000,centers=8,features=64,std=3")) {
      FitOptions options = FitOptions.of(EngineOptions.defaults().withThreads(2));
      FuzzyCMeans fuzzy = FuzzyCMeans.of(30).withFuzzifier(1.3).withMaxIterations(5);
      FuzzyCMeansModel model = fuzzy.fit(blobs, options);
      assertThat(fuzzy.fit(blobs, options).centers()).isDeepEqualTo(model.centers());
      assertThat(model.iterations()).isEqualTo(5);
    }
  }

  @Test
  void badOptionsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FuzzyCMeans.of(3).withFuzzifier(1))
        .withMessage("fuzzifier must be above 1, but is 1.0");
    try (Samples iris = data("iris")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FuzzyCMeans.of(151).fit(iris))
          .withMessage("clusters must be between 1 and the number of samples, 150, but is 151");
    }
  }
}
