package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.FarFromZero;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.SavableModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Clusters of samples that are far from zero, beside scikit-learn in float64. */
class FarFromZeroTest {

  @TempDir Path folder;

  static Iterable<FarFromZero> sets() {
    return FarFromZero.sets();
  }

  private static KMeansModel fit(FarFromZero set, Samples samples) {
    return KMeans.from(set.startRows()).withTolerance(0).fit(samples);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void clustersAreThoseOfDoublePrecision(FarFromZero set) {
    FarFromZero.Clusters expected = set.kmeans();
    try (Samples samples = set.samples()) {
      KMeansModel model = fit(set, samples);
      assertThat(model.inertia()).isCloseTo(expected.inertia(), within(1e-7 * expected.inertia()));
      assertThat(model.sizes()).isEqualTo(expected.sizes());
      for (int k = 0; k < model.clusters(); k++) {
        double[] center = FarFromZero.row(expected.centers(), k, model.features());
        for (int j = 0; j < center.length; j++) {
          double rounding = Math.ulp((float) center[j]);
          assertThat((double) model.centers()[k][j]).isCloseTo(center[j], within(rounding));
        }
      }
      assertThat(model.predict(samples)).isEqualTo(model.labels());
      assertThat(model.inertia(samples))
          .isCloseTo(expected.inertia(), within(1e-7 * expected.inertia()));
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void silhouettesAreThoseOfTheDifferences(FarFromZero set) {
    try (Samples samples = set.samples()) {
      Elbow elbow = Elbow.upTo(3);
      double best = elbow.fit(samples).silhouettes()[2];
      try (Samples centered = set.centered()) {
        assertThat(best).isCloseTo(elbow.fit(centered).silhouettes()[2], within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void productsGiveTheDistancesOfPlainLoops(FarFromZero set) {
    try (Samples samples = set.samples()) {
      Points points = Points.of(samples, Scaling.none());
      double[][] targets = {points.coordinates(3), points.coordinates(50)};
      int[] rows = IntStream.range(0, samples.count()).toArray();
      double[] plain = new double[2 * rows.length];
      double[] products = new double[2 * rows.length];
      try (Distances exact = new ExactDistances(points);
          Distances tensor = new TensorDistances(points, EngineOptions.defaults());
          Distances.Targets ofExact = exact.to(targets);
          Distances.Targets ofTensor = tensor.to(targets)) {
        ofExact.squared(rows, 0, rows.length, plain);
        ofTensor.squared(rows, 0, rows.length, products);
        for (int i = 0; i < plain.length; i++) {
          assertThat(products[i]).isCloseTo(plain[i], within(ofTensor.error(rows[i / 2])));
        }
      }
      double largest = Arrays.stream(plain).max().orElseThrow();
      double width = Arrays.stream(set.deviation()).map(value -> value * value).sum();
      assertThat(largest).isBetween(width, 50 * width);
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void membershipsOfTheFitAreFoundAgain(FarFromZero set) {
    try (Samples samples = set.samples()) {
      FuzzyCMeansModel model = FuzzyCMeans.of(3).fit(samples);
      assertThat(model.predict(samples)).isEqualTo(model.labels());
      float[][] again = model.memberships(samples);
      for (int i = 0; i < again.length; i++) {
        assertThat(again[i]).containsExactly(model.memberships()[i], within(1e-3f));
      }
    }
  }

  @Test
  void savedFunctionsHaveAllDigitsOfTheCenters() {
    FarFromZero set = FarFromZero.wholeNumbers();
    try (Samples samples = set.samples()) {
      KMeansModel model = fit(set, samples);
      float[][] expected = model.transform(samples);
      SavableModel savable = model.savable().orElseThrow();
      try (model;
          TFloat32 x =
              TFloat32.tensorOf(
                  Shape.of(set.shape()[0], set.shape()[1]),
                  DataBuffers.of(samples.toFloats(), true, false))) {
        assertThat(savable.variablesByPath().keySet())
            .containsExactly("centers", "centers_remainder");
        CompiledFunction predict = savable.engine().function(savable.functions().get(0));
        CompiledFunction transform = savable.engine().function(savable.functions().get(1));
        try (Outputs labels = predict.call(Map.of("x", x));
            Outputs distances = transform.call(Map.of("x", x))) {
          assertThat(labels.ints("labels")).isEqualTo(model.labels());
          float[] found = distances.floats("distances");
          for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i / 3][i % 3], within(1e-5f));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void mixtureIsThatOfTheDifferences(CovarianceType type) {
    FarFromZero set = FarFromZero.times();
    GaussianMixture mixture = GaussianMixture.of(3).withCovariance(type);
    try (Samples far = set.samples();
        Samples near = set.centered();
        GaussianMixtureModel expected = mixture.fit(near);
        GaussianMixtureModel model = mixture.fit(far)) {
      assertThat(model.logLikelihood(far)).isCloseTo(expected.logLikelihood(near), within(1e-5));
      assertThat(model.bic()).isCloseTo(expected.bic(), within(1e-3));
      assertThat(model.predict(far)).isEqualTo(expected.predict(near));
      assertThat(model.weights()).containsExactly(expected.weights(), within(1e-6f));
      for (int k = 0; k < 3; k++) {
        for (int j = 0; j < 3; j++) {
          double mean = expected.means()[k][j] + set.mean()[j];
          assertThat((double) model.means()[k][j])
              .isCloseTo(mean, within((double) Math.ulp((float) mean)));
        }
      }
      model.save(folder.resolve("mixture"));
      try (GaussianMixtureModel loaded = GaussianMixtureModel.load(folder.resolve("mixture"))) {
        assertThat(loaded.probabilities(far)).isDeepEqualTo(model.probabilities(far));
        assertThat(loaded.logLikelihood(far)).isEqualTo(model.logLikelihood(far));
      }
    }
  }

  @Test
  void mixtureBeginsAtGivenMeans() {
    FarFromZero set = FarFromZero.times();
    float[][] start = set.startRows();
    float[][] moved = new float[3][3];
    for (int i = 0; i < 9; i++) {
      moved[i / 3][i % 3] = (float) (start[i / 3][i % 3] - set.mean()[i % 3]);
    }
    GaussianMixture once = GaussianMixture.of(3).withMaxIterations(1);
    try (Samples far = set.samples();
        Samples near = set.centered();
        GaussianMixtureModel expected = once.withInit(MixtureStart.given(moved)).fit(near);
        GaussianMixtureModel model = once.withInit(MixtureStart.given(start)).fit(far)) {
      assertThat(model.weights()).containsExactly(expected.weights(), within(1e-6f));
      assertThat(model.predict(far)).isEqualTo(expected.predict(near));
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void loadedCentersKeepTheirDigits(FarFromZero set) {
    try (Samples samples = set.samples();
        KMeansModel model = fit(set, samples)) {
      model.save(folder.resolve("centers"));
      try (KMeansModel loaded = KMeansModel.load(folder.resolve("centers"))) {
        assertThat(loaded.predict(samples)).isEqualTo(model.labels());
        assertThat(loaded.inertia(samples))
            .isCloseTo(model.inertia(), within(1e-7 * model.inertia()));
      }
    }
  }

  @Test
  void ordinaryCentersAreOneVariable() {
    try (Samples samples = FarFromZero.times().centered();
        KMeansModel model = KMeans.of(3).fit(samples)) {
      assertThat(model.savable().orElseThrow().variablesByPath().keySet())
          .containsExactly("centers");
    }
  }
}
