package io.latent4j.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

/** Components of samples that come batch by batch. */
class IncrementalPcaTest {
  @TempDir Path folder;

  private static void addInBatches(IncrementalPca fit, Samples samples, int... ends) {
    int from = 0;
    for (int end : ends) {
      try (Samples batch = samples.rows(from, end)) {
        fit.add(batch);
      }
      from = end;
    }
  }

  /** Features of their own variances, along directions of no meaning, around their own means. */
  private static Samples drawn(int count, int features, float mean) {
    Random random = new Random(count);
    float[] values = new float[count * features];
    for (int i = 0; i < count; i++) {
      float shared = (float) random.nextGaussian();
      for (int j = 0; j < features; j++) {
        values[i * features + j] =
            mean * (j % 7) + shared * (j % 5) + (float) random.nextGaussian() * (1 + 3f / (1 + j));
      }
    }
    return Samples.of(values, Shape.of(count, features));
  }

  @ParameterizedTest
  @EnumSource(Centering.class)
  void batchesOfAnySizeGiveWhatAllSamplesGiveAtOnce(Centering center) {
    Pca settings = Pca.of(3).withCenter(center);
    try (Samples digits = new DataCatalog(folder).samples("digits");
        IncrementalPca fit = settings.incremental();
        PcaModel whole = settings.fit(digits)) {
      addInBatches(fit, digits, 1, 2, 600, 1797);

      assertThat(fit.count()).isEqualTo(1797);
      try (PcaModel model = fit.model()) {
        assertThat(model.mean()).containsExactly(whole.mean(), within(1e-6f));
        for (int k = 0; k < 3; k++) {
          assertThat(model.components()[k]).containsExactly(whole.components()[k], within(1e-5f));
          assertThat(model.explainedVariance()[k] / whole.explainedVariance()[k])
              .isCloseTo(1, within(1e-6f));
        }
        assertThat(model.provenance().data()).isEqualTo("digits");
        assertThat(model.provenance().dataHash())
            .hasSize(64)
            .isNotEqualTo(whole.provenance().dataHash());
      }
    }
  }

  @Test
  void meansFarFromZeroAndFromBatchToBatchCostNoDigits() {
    // A step of 2 * 5000 between the halves: its variance is 5000 squared, n / (n - 1).
    int half = 4000;
    float[] values = new float[2 * half * 2];
    Random random = new Random(1);
    for (int i = 0; i < 2 * half; i++) {
      values[2 * i] = 1e6f + (i < half ? -5000 : 5000);
      values[2 * i + 1] = 1e6f + (i % 2 == 0 ? 1 : -1);
    }
    try (Samples samples = Samples.of(values, Shape.of(2 * half, 2));
        IncrementalPca fit = Pca.of(2).incremental()) {
      addInBatches(fit, samples, half, half + 1 + random.nextInt(100), 2 * half);
      try (PcaModel model = fit.model()) {
        double all = 2.0 * half / (2 * half - 1);
        assertThat(model.mean()).containsExactly(1e6f, 1e6f);
        assertThat(model.explainedVariance()[0]).isCloseTo((float) (25e6 * all), within(1f));
        assertThat(model.explainedVariance()[1]).isCloseTo((float) all, within(1e-5f));
      }
    }
  }

  @Test
  void aFewComponentsOfManyFeaturesAreThoseOfTheWholeDecomposition() {
    try (Samples samples = drawn(900, 420, 100);
        PcaModel svd = Pca.of(4).withSolver(PcaSolver.SVD).fit(samples);
        PcaModel gram = Pca.of(4).withSolver(PcaSolver.GRAM).fit(samples)) {
      for (int k = 0; k < 4; k++) {
        assertThat(gram.explainedVariance()[k] / svd.explainedVariance()[k])
            .isCloseTo(1, within(1e-5f));
        assertThat(gram.components()[k]).containsExactly(svd.components()[k], within(2e-4f));
      }
    }
  }

  @Test
  void equalVariancesAllRound() {
    // Each feature is ±1 once: all directions vary alike, and any orthonormal ones will do.
    int features = 200;
    float[] values = new float[2 * features * features];
    for (int j = 0; j < features; j++) {
      values[2 * j * features + j] = 1;
      values[(2 * j + 1) * features + j] = -1;
    }
    try (Samples samples = Samples.of(values, Shape.of(2 * features, features));
        PcaModel model = Pca.of(2).withSolver(PcaSolver.GRAM).fit(samples)) {
      float expected = 2f / (2 * features - 1);
      assertThat(model.explainedVariance())
          .containsExactly(new float[] {expected, expected}, within(1e-8f));
      float[][] components = model.components();
      double dot = 0;
      double length = 0;
      for (int j = 0; j < features; j++) {
        dot += components[0][j] * components[1][j];
        length += components[0][j] * components[0][j];
      }
      assertThat(dot).isCloseTo(0, within(1e-6));
      assertThat(length).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pca.of(2).withSolver(PcaSolver.SVD).incremental())
        .withMessage("solver must be auto or gram by batches, but is svd");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pca.of(2).withScale(Scaling.Kind.STANDARD).incremental())
        .withMessage("scale must be auto, none or unit by batches, but is standard");
    IncrementalPca fit = Pca.of(3).incremental();
    try (Samples two = drawn(2, 3, 1);
        Samples one = two.rows(0, 1);
        Samples other = drawn(5, 4, 1)) {
      assertThatIllegalStateException()
          .isThrownBy(fit::model)
          .withMessage("samples must be at least 2, but are 0");
      fit.add(one);
      assertThatIllegalStateException()
          .isThrownBy(fit::model)
          .withMessage("samples must be at least 2, but are 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> fit.add(other))
          .withMessageContaining("samples must be of shape [3] like those before");
      fit.add(two);
      fit.add(two);
      fit.model().close();
      fit.close();
      assertThatIllegalStateException()
          .isThrownBy(() -> fit.add(two))
          .withMessage("incremental PCA is closed");
    } finally {
      fit.close();
    }
  }
}
