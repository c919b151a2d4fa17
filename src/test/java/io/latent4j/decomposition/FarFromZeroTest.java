package io.latent4j.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.FarFromZero;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Outputs;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Components of samples that are far from zero, beside scikit-learn in float64. */
class FarFromZeroTest {

  static Iterable<FarFromZero> sets() {
    return FarFromZero.sets();
  }

  static Stream<Arguments> everySolver() {
    return FarFromZero.sets().stream()
        .flatMap(
            set ->
                set.pca().stream()
                    .flatMap(
                        expected ->
                            Stream.of(PcaSolver.values())
                                .map(solver -> Arguments.of(set, expected, solver))));
  }

  static Stream<Arguments> everyCenter() {
    return FarFromZero.sets().stream()
        .flatMap(set -> set.pca().stream().map(expected -> Arguments.of(set, expected)));
  }

  private static Pca options(FarFromZero.Pca expected) {
    return Pca.of(components(expected))
        .withCenter(Centering.valueOf(expected.center().toUpperCase(Locale.ROOT)));
  }

  /** Rows less their means have a direction without variance. */
  private static int components(FarFromZero.Pca expected) {
    return expected.center().equals("sample") ? 2 : expected.variance().length;
  }

  @ParameterizedTest
  @MethodSource("everySolver")
  void everySolverFindsTheVariances(FarFromZero set, FarFromZero.Pca expected, PcaSolver solver) {
    try (Samples samples = set.samples();
        PcaModel model = options(expected).withSolver(solver).fit(samples)) {
      check(model, samples, set, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("everyCenter")
  void batchesGiveTheSame(FarFromZero set, FarFromZero.Pca expected) {
    try (Samples samples = set.samples();
        IncrementalPca fit = options(expected).incremental()) {
      for (int from = 0; from < samples.count(); from += 70) {
        try (Samples batch = samples.rows(from, Math.min(samples.count(), from + 70))) {
          fit.add(batch);
        }
      }
      try (PcaModel model = fit.model()) {
        check(model, samples, set, expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyCenter")
  void moreFeaturesThanSamplesGiveTheSame(FarFromZero set, FarFromZero.Pca expected) {
    // The first features, and many that are constant and add nothing where they are subtracted.
    int features = set.shape()[1];
    int rows = 12;
    double[] wide = new double[rows * 40];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(set.values(), i * features, wide, i * 40, features);
    }
    Pca options = options(expected);
    try (Samples samples = Samples.of(wide, Shape.of(rows, 40));
        PcaModel exact = options.withSolver(PcaSolver.SVD).fit(samples);
        PcaModel gram = options.withSolver(PcaSolver.GRAM).fit(samples)) {
      for (int k = 0; k < exact.componentCount(); k++) {
        float variance = exact.explainedVariance()[k];
        assertThat(gram.explainedVariance()[k]).isCloseTo(variance, within(1e-5f * variance));
      }
    }
  }

  private static void check(
      PcaModel model, Samples samples, FarFromZero set, FarFromZero.Pca expected) {
    int kept = model.componentCount();
    float[][] embedding = model.transform(samples);
    for (int k = 0; k < kept; k++) {
      double variance = expected.variance()[k];
      assertThat((double) model.explainedVariance()[k])
          .isCloseTo(variance, within(1e-5 * variance));
      assertThat((double) model.explainedVarianceRatio()[k])
          .isCloseTo(expected.ratio()[k], within(1e-5 * expected.ratio()[k]));
      double sum = 0;
      for (float[] row : embedding) {
        sum += row[k];
      }
      double deviation = Math.sqrt(variance);
      if (expected.center().equals("feature")) {
        assertThat(sum / samples.count()).isCloseTo(0, within(1e-6 * deviation));
      }
      int columns = expected.variance().length;
      for (int i = 0; i < expected.embedding().length / columns; i++) {
        double place = expected.embedding()[i * columns + k];
        double rounding = Math.ulp((float) place);
        assertThat((double) embedding[i][k])
            .as("sample %d, component %d", i, k)
            .isCloseTo(place, within(1e-4 * deviation + rounding));
      }
    }
    if (expected.center().equals("feature")) {
      for (int j = 0; j < set.mean().length; j++) {
        assertThat(model.mean()[j]).isEqualTo((float) set.mean()[j]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyCenter")
  void allComponentsLoseNothing(FarFromZero set, FarFromZero.Pca expected) {
    try (Samples samples = set.samples();
        PcaModel model =
            Pca.of(set.shape()[1])
                .withCenter(Centering.valueOf(expected.center().toUpperCase(Locale.ROOT)))
                .fit(samples)) {
      double least = set.deviation()[set.shape()[1] - 1];
      assertThat(model.reconstructionError(samples)).isLessThan(1e-8 * least * least);
    }
  }

  @Test
  void savedTransformSubtractsTheWholeMean() {
    FarFromZero set = FarFromZero.wholeNumbers();
    FarFromZero.Pca expected = set.pca().get(0);
    try (Samples samples = set.samples();
        PcaModel model = Pca.of(3).fit(samples)) {
      assertThat(model.savable().orElseThrow().variablesByPath().keySet())
          .containsExactly("mean", "mean_remainder", "components", "explained_variance");
      CompiledFunction transform =
          model.engine().function(model.savable().orElseThrow().functions().get(0));
      try (TFloat32 x =
              TFloat32.tensorOf(
                  Shape.of(set.shape()[0], set.shape()[1]),
                  DataBuffers.of(samples.toFloats(), true, false));
          Outputs outputs = transform.call(Map.of("x", x))) {
        float[] embedding = outputs.floats("embedding");
        for (int i = 0; i < expected.embedding().length; i++) {
          assertThat((double) embedding[i]).isCloseTo(expected.embedding()[i], within(1e-5));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void loadedComponentsKeepTheDigitsOfTheMean(FarFromZero set, @TempDir Path folder) {
    FarFromZero.Pca expected = set.pca().get(0);
    try (Samples samples = set.samples();
        PcaModel model = Pca.of(3).fit(samples)) {
      model.save(folder.resolve("pca"));
      try (PcaModel loaded = PcaModel.load(folder.resolve("pca"))) {
        float[][] embedding = loaded.transform(samples);
        for (int i = 0; i < expected.embedding().length; i++) {
          double deviation = Math.sqrt(expected.variance()[i % 3]);
          assertThat((double) embedding[i / 3][i % 3])
              .isCloseTo(expected.embedding()[i], within(1e-4 * deviation));
        }
      }
    }
  }

  @Test
  void standardScaleLeavesNothingToKeepApart() {
    FarFromZero set = FarFromZero.times();
    try (Samples samples = set.samples();
        PcaModel model = Pca.of(3).withScale(Scaling.Kind.STANDARD).fit(samples)) {
      assertThat(model.savable().orElseThrow().variablesByPath().keySet())
          .containsExactly("mean", "components", "explained_variance");
      double sum = 0;
      for (float variance : model.explainedVariance()) {
        sum += variance;
      }
      int count = samples.count();
      assertThat(sum).isCloseTo(3.0 * count / (count - 1), within(1e-5));
      for (float mean : model.mean()) {
        assertThat(mean).isCloseTo(0, within(1e-6f));
      }
    }
  }
}
