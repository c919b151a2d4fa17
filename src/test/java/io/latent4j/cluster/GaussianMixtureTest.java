package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Outputs;
import io.latent4j.metrics.Contingency;
import io.latent4j.model.FitOptions;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GaussianMixtureTest {
  private static final FitOptions HOW = FitOptions.of(EngineOptions.defaults().withThreads(2));

  @TempDir Path folder;

  private static Samples data(String name) {
    return new DataCatalog(Path.of("unused")).samples(name);
  }

  static Stream<Arguments> references() throws IOException {
    try (Reader in =
        new InputStreamReader(
            GaussianMixtureTest.class.getResourceAsStream("gmm.json"), StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(in).getAsJsonObject().getAsJsonArray("cases").asList().stream()
          .map(JsonElement::getAsJsonObject)
          .map(reference -> Arguments.of(reference.get("name").getAsString(), reference));
    }
  }

  private static float[] floats(JsonObject reference, String name) {
    JsonArray values = reference.getAsJsonArray(name);
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).getAsFloat();
    }
    return floats;
  }

  private static float[][] means(JsonObject reference) {
    JsonObject tensor = reference.getAsJsonObject("means");
    int columns = tensor.getAsJsonArray("shape").get(1).getAsInt();
    float[] values = floats(tensor, "values");
    float[][] rows = new float[values.length / columns][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return rows;
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    return flat;
  }

  private static CovarianceType type(String name) {
    return CovarianceType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("references")
  void givesTheFiguresOfScikitLearn(String name, JsonObject reference) {
    float[][] start = means(reference);
    GaussianMixture options =
        GaussianMixture.of(start.length)
            .withInit(MixtureStart.given(start))
            .withCovariance(type(reference.get("covariance").getAsString()))
            .withRegularization(reference.get("regularization").getAsDouble());
    try (Samples samples = data(reference.get("data").getAsString());
        GaussianMixtureModel model = options.fit(samples, HOW)) {
      double likelihood = reference.get("log_likelihood").getAsDouble();
      assertThat(model.figures().get("log_likelihood")).isCloseTo(likelihood, within(1e-5));
      assertThat(model.logLikelihood(samples)).isCloseTo(likelihood, within(1e-5));
      double bic = reference.get("bic").getAsDouble();
      assertThat(model.bic()).isCloseTo(bic, within(1e-5 * Math.abs(bic)));
      double aic = reference.get("aic").getAsDouble();
      assertThat(model.aic()).isCloseTo(aic, within(1e-5 * Math.abs(aic)));
      assertThat(model.figures().get("iterations"))
          .isEqualTo(reference.get("iterations").getAsDouble());
      assertThat(model.weights()).containsExactly(floats(reference, "weights"), within(1e-5f));
      assertThat(flat(model.means()))
          .containsExactly(floats(reference, "fitted_means"), within(1e-5f));
      assertThat(model.covariances().values())
          .containsExactly(floats(reference, "covariances"), within(1e-5f));
      try (Samples ten = samples.take(10)) {
        assertThat(flat(model.probabilities(ten)))
            .containsExactly(floats(reference, "first_probabilities"), within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void theSavedFunctionsGiveWhatTheModelDoes(CovarianceType type) {
    GaussianMixture options =
        GaussianMixture.of(3).withCovariance(type).withScale(Scaling.Kind.STANDARD);
    try (Samples iris = data("iris");
        GaussianMixtureModel model = options.fit(iris, HOW)) {
      model.save(folder.resolve("model"));
      float[][] x = new float[iris.count()][];
      for (int i = 0; i < x.length; i++) {
        x[i] = model.scaling().apply(iris.row(i), 4);
      }
      try (LoadedModel loaded = SavedModels.load(folder.resolve("model"));
          Outputs predicted = loaded.call("predict", Map.of("x", x));
          Outputs density = loaded.call("log_likelihood", Map.of("x", x))) {
        assertThat(predicted.ints("labels")).isEqualTo(model.predict(iris));
        assertThat(predicted.floats("probabilities"))
            .containsExactly(flat(model.probabilities(iris)), within(1e-4f));
        double[] expected = model.logLikelihoods(iris);
        float[] found = density.floats("log_likelihood");
        for (int i = 0; i < found.length; i++) {
          assertThat((double) found[i]).isCloseTo(expected[i], within(1e-3));
        }
      }
      try (GaussianMixtureModel again = GaussianMixtureModel.load(folder.resolve("model"))) {
        assertThat(again.predict(iris)).isEqualTo(model.predict(iris));
        assertThat(again.covarianceType()).isEqualTo(type);
        assertThat(again.bic()).isEqualTo(model.bic());
      }
    }
  }

  /** What is drawn from a mixture has its means and covariances, on the scale of the data. */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void drawnSamplesHaveTheMixturesMoments(CovarianceType type) {
    float[][] rows = new float[400][];
    Random random = new Random(3);
    for (int i = 0; i < rows.length; i++) {
      double a = random.nextGaussian();
      rows[i] = new float[] {(float) (50 + 3 * a), (float) (2 * a + random.nextGaussian())};
    }
    GaussianMixture options =
        GaussianMixture.of(1).withCovariance(type).withScale(Scaling.Kind.MINMAX);
    try (Samples samples = Samples.of(rows);
        GaussianMixtureModel model = options.fit(samples, HOW);
        Samples drawn = Samples.of(model.sample(20_000, 5));
        GaussianMixtureModel again = options.withScale(Scaling.Kind.NONE).fit(drawn, HOW);
        GaussianMixtureModel unscaled = options.withScale(Scaling.Kind.NONE).fit(samples, HOW)) {
      assertThat(again.means()[0][0]).isCloseTo(unscaled.means()[0][0], within(0.1f));
      assertThat(again.means()[0][1]).isCloseTo(unscaled.means()[0][1], within(0.1f));
      if (type != CovarianceType.SPHERICAL) { // which depends on the scale
        float[] expected = unscaled.covariances().values();
        assertThat(again.covariances().values()).containsExactly(expected, within(0.4f));
      }
      assertThat(model.sample(3, 5)).isDeepEqualTo(model.sample(3, 5));
      assertThat(model.sample(3, 6)).isNotEqualTo(model.sample(3, 5));
    }
  }

  @Test
  void theNumberOfComponentsIsThatOfTheLeastCriterion() {
    try (Samples blobs = data("blobs:n=600,centers=4,features=2,std=0.4");
        GaussianMixtureModel model = GaussianMixture.automatic().fit(blobs, HOW)) {
      double bic = model.bic();
      assertThat(model.provenance().options()).containsEntry("components", model.components());
      for (int count : List.of(model.components() - 1, model.components() + 1)) {
        try (GaussianMixtureModel other = GaussianMixture.of(count).fit(blobs, HOW)) {
          assertThat(other.bic()).isGreaterThan(bic);
        }
      }
      assertThat(
              Contingency.of(blobs.labels().orElseThrow(), model.predict(blobs))
                  .adjustedRandIndex())
          .isGreaterThan(0.9);
    }
  }

  /** Expectation and maximization never make samples less likely. */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void likelihoodGrowsWithEachIteration(CovarianceType type) {
    GaussianMixture options = GaussianMixture.of(5).withCovariance(type).withTolerance(0);
    try (Samples iris = data("iris")) {
      double before = Double.NEGATIVE_INFINITY;
      for (int iterations : List.of(1, 2, 3, 5, 8, 13)) {
        try (GaussianMixtureModel model = options.withMaxIterations(iterations).fit(iris, HOW)) {
          double now = model.figures().get("log_likelihood");
          assertThat(now).isGreaterThanOrEqualTo(before - 1e-9);
          before = now;
        }
      }
    }
  }

  @Test
  void threadsChangeNoMoreThanRounding() {
    try (Samples digits = data("digits");
        GaussianMixtureModel one =
            GaussianMixture.of(4)
                .withCovariance(CovarianceType.DIAGONAL)
                .withRegularization(1e-2)
                .fit(digits, FitOptions.of(EngineOptions.defaults().withThreads(1)));
        GaussianMixtureModel two =
            GaussianMixture.of(4)
                .withCovariance(CovarianceType.DIAGONAL)
                .withRegularization(1e-2)
                .fit(digits, HOW)) {
      assertThat(two.figures().get("log_likelihood"))
          .isCloseTo(one.figures().get("log_likelihood"), within(1e-8));
    }
  }

  @Test
  void whatCannotBeFittedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianMixture.of(0))
        .withMessage("components must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianMixture.of(2).withRegularization(-1))
        .withMessage("regularization must be at least 0, but is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> GaussianMixture.of(3).withInit(MixtureStart.given(new float[][] {{1}, {2}})))
        .withMessage("init must be as many means as components, but is 2");
    try (Samples three = Samples.of(new float[][] {{1, 2}, {3, 4}, {5, 6}})) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GaussianMixture.of(4).fit(three))
          .withMessage("components must be between 1 and the number of samples, 3, but is 4");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GaussianMixture.of(1).withRegularization(0).fit(three))
          .withMessage(
              "regularization must be larger: a component has collapsed onto too few samples or"
                  + " directions");
    }
  }
}
