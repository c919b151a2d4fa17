package io.latent4j.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.SavableModel;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What a trained model is: values, variables, operations, words. */
class PcaModelTest {

  @Test
  void variablesHoldTheFigures() {
    try (Samples iris = iris();
        PcaModel model = Pca.of(2).fit(iris)) {
      assertThat(saved(model).variablesByPath().keySet())
          .containsExactly("mean", "components", "explained_variance");
      assertThat(saved(model).trainableVariables()).isEmpty();
      assertThat(value(model, "mean")).containsExactly(model.mean());
      assertThat(value(model, "explained_variance")).containsExactly(model.explainedVariance());
      float[] components = value(model, "components");
      assertThat(List.of(components[0], components[4]))
          .containsExactly(model.components()[0][0], model.components()[1][0]);
      assertThat(saved(model).variablesByPath().get("components").shape())
          .isEqualTo(Shape.of(2, 4));
    }
  }

  @Test
  void meanVariableOfSampleCentringIsThatOfTheSamples() {
    try (Samples iris = iris();
        PcaModel model = Pca.of(2).withCenter(Centering.SAMPLE).fit(iris)) {
      assertThat(saved(model).variablesByPath().get("mean").shape()).isEqualTo(Shape.of(150));
      assertThat(model.mean()[0]).isCloseTo((5.1f + 3.5f + 1.4f + 0.2f) / 4, within(1e-6f));
    }
  }

  @Test
  void operationsComputeWhatTheModelDoes() {
    try (Samples iris = iris();
        PcaModel model = Pca.of(3).withWhiten(true).fit(iris);
        TFloat32 x = TFloat32.tensorOf(Shape.of(1, 4))) {
      x.setFloat(5.1f, 0, 0).setFloat(3.5f, 0, 1).setFloat(1.4f, 0, 2).setFloat(0.2f, 0, 3);
      Engine engine = model.engine();
      CompiledFunction there =
          engine.function(
              "there_and_back",
              List.of(InputSpec.floats("x", -1, 4)),
              (tf, in) -> {
                var embedding = model.transform(tf, in.floats("x"));
                return Map.of("embedding", embedding, "x", model.inverseTransform(tf, embedding));
              });
      try (Outputs outputs = there.call(Map.of("x", x))) {
        float[][] embedding = model.transform(iris);
        assertThat(outputs.floats("embedding")).containsExactly(embedding[0], within(1e-6f));
        assertThat(outputs.floats("x"))
            .containsExactly(model.inverseTransform(embedding)[0], within(1e-6f));
      }
    }
  }

  @Test
  void figuresAreCopies() {
    try (Samples iris = iris();
        PcaModel model = Pca.of(2).fit(iris)) {
      float before = model.components()[0][0];
      model.components()[0][0] = 9;
      model.mean()[0] = 9;
      assertThat(model.components()[0][0]).isEqualTo(before);
      assertThat(model.mean()[0]).isNotEqualTo(9);
    }
  }

  @Test
  void saysWhereItComesFrom() {
    try (Samples iris = iris();
        PcaModel model = Pca.ofVariance(0.9).fit(iris, FitOptions.defaults().withSeed(5))) {
      Provenance provenance = model.provenance();
      assertThat(provenance.system()).isEqualTo("pca");
      assertThat(provenance.options())
          .containsEntry("solver", "gram")
          .containsEntry("center", "feature")
          .containsEntry("whiten", false);
      assertThat(model.solver()).isEqualTo(PcaSolver.GRAM);
      assertThat(provenance.seed()).isEqualTo(5);
      assertThat(provenance.data()).isEqualTo("iris");
      assertThat(provenance.dataHash()).isEqualTo(iris.hash());
    }
  }

  @Test
  void describesItself() {
    try (Samples iris = iris();
        PcaModel model = Pca.of(2).withWhiten(true).fit(iris)) {
      assertThat(model)
          .hasToString(
              "PCA of iris (150 x 4): 2 components, 97.8 % of the variance; solver gram, center"
                  + " feature, whitened");
      assertThat(model.summary().lines().toList())
          .containsExactly(
              model.toString(),
              "component      variance    share  cumulated",
              "1               4.22824  92.46 %    92.46 %",
              "2              0.242671   5.31 %    97.77 %");
    }
  }

  @Test
  void summaryStopsAtTwentyComponents() {
    try (Samples samples = PcaTest.random(40, 25);
        PcaModel model = Pca.of(25).fit(samples)) {
      assertThat(model.summary().lines()).hasSize(23).last().isEqualTo("and 5 more");
    }
  }

  @Test
  void refusesOtherFeatures() {
    try (Samples iris = iris();
        Samples other = PcaTest.random(3, 5);
        PcaModel model = Pca.of(2).fit(iris)) {
      String message = "samples must have 4 features, as those of the fit, but have 5";
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.transform(other))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.reconstructionError(other))
          .withMessage(message);
    }
  }

  @Test
  void refusesEmbeddingsThatDoNotFit() {
    try (Samples iris = iris();
        PcaModel model = Pca.of(2).fit(iris)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.inverseTransform(new float[0][]))
          .withMessage("embedding must have at least one row");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.inverseTransform(new float[][] {{1, 2}, {3}}))
          .withMessage(
              "rows of the embedding must have 2 values, one for each component, but row 1 has 1");
    }
  }

  @Test
  void closedModelKeepsItsFigures() {
    try (Samples iris = iris()) {
      PcaModel model = Pca.of(2).fit(iris);
      model.close();
      model.close();
      assertThat(model.explainedVariance()[0]).isCloseTo(4.22824f, within(1e-4f));
      assertThatIllegalStateException()
          .isThrownBy(() -> model.transform(iris))
          .withMessage("the model is closed");
      assertThatIllegalStateException()
          .isThrownBy(() -> model.inverseTransform(new float[][] {{1, 2}}))
          .withMessage("the model is closed");
    }
  }

  @Test
  void isLoadedWithAllItsFigures(@TempDir Path folder) {
    try (Samples iris = iris();
        PcaModel model = Pca.of(2).withCenter(Centering.SAMPLE).withWhiten(true).fit(iris)) {
      model.save(folder.resolve("pca"));
      try (PcaModel loaded = PcaModel.load(folder.resolve("pca"))) {
        assertThat(loaded.mean()).containsExactly(model.mean());
        assertThat(loaded.explainedVariance()).containsExactly(model.explainedVariance());
        assertThat(loaded.explainedVarianceRatio())
            .containsExactly(model.explainedVarianceRatio(), within(1e-7f));
        assertThat(loaded.singularValues()).containsExactly(model.singularValues(), within(1e-4f));
        assertThat(loaded.solver()).isEqualTo(model.solver());
        float[][] embedding = model.transform(iris);
        assertThat(loaded.transform(iris)).isDeepEqualTo(embedding);
        assertThat(loaded.inverseTransform(embedding))
            .isDeepEqualTo(model.inverseTransform(embedding));
      }
    }
  }

  /** Python keeps the variables, but not the files that say what they are. */
  @Test
  void whatPythonSavedAgainCentersByFeature(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("pca");
    try (Samples iris = iris();
        PcaModel model = Pca.of(2).fit(iris);
        PcaModel bySample = Pca.of(2).withCenter(Centering.SAMPLE).fit(iris)) {
      model.save(file);
      withoutAssets(file);
      try (PcaModel loaded = PcaModel.load(file)) {
        assertThat(loaded.transform(iris)).isDeepEqualTo(model.transform(iris));
        assertThat(loaded.explainedVariance()).containsExactly(model.explainedVariance());
        assertThat(loaded.explainedVarianceRatio()).containsOnly(Float.NaN);
        assertThat(loaded.singularValues()).containsOnly(Float.NaN);
        assertThat(loaded.solver()).isEqualTo(PcaSolver.AUTO);
        assertThat(loaded.provenance()).isEqualTo(Provenance.unknown("pca"));
      }
      bySample.save(file);
      withoutAssets(file);
      assertThatThrownBy(() -> PcaModel.load(file))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("2 components of 4 features, 2 variances, 150 means");
    }
  }

  private static void withoutAssets(Path file) throws IOException {
    for (String name : List.of("preprocessing.json", "provenance.json")) {
      Files.delete(file.resolve("assets").resolve(name));
    }
  }

  @Test
  void whatAnInterruptLeavesIsThatOfTheSamplesSoFar(@TempDir Path folder) {
    int seen = 8192; // a chunk
    try (Samples all = PcaTest.random(20_000, 5);
        Samples first = all.rows(0, seen);
        PcaModel expected = Pca.of(2).fit(first);
        PcaModel ended =
            Pca.of(2)
                .fit(all, FitOptions.defaults().withListener(progress -> progress.done() == 0))) {
      assertThat(ended.interrupted()).isTrue();
      assertThat(ended.components()).isDeepEqualTo(expected.components());
      assertThat(ended.mean()).containsExactly(expected.mean());
      assertThat(ended.explainedVariance()).containsExactly(expected.explainedVariance());
      assertThat(ended.figures()).containsEntry("samples", (double) seen);
      ended.save(folder.resolve("pca"));
      try (PcaModel loaded = PcaModel.load(folder.resolve("pca"))) {
        assertThat(loaded.singularValues())
            .containsExactly(expected.singularValues(), within(1e-4f));
      }
    }
  }

  private static Samples iris() {
    return new DataCatalog(Path.of("unused")).samples("iris");
  }

  private static SavableModel saved(PcaModel model) {
    return model.savable().orElseThrow();
  }

  private static float[] value(PcaModel model, String path) {
    ModelVariable<?> variable = saved(model).variablesByPath().get(path);
    return variable.toFloats();
  }
}
