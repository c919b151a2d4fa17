package io.latent4j.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Digits are translated to negatives of other digits: to their own, as can be checked. */
class CycleGanTest {
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(5));
  private static final float WHITE = 16;

  private static Samples digits;
  private static Samples negatives;

  @BeforeAll
  static void open(@TempDir Path empty) {
    try (Samples all = new DataCatalog(empty).samples("digits");
        Samples others = all.rows(800, 1500)) {
      digits = all.rows(0, 800);
      float[] values = others.toFloats();
      for (int i = 0; i < values.length; i++) {
        values[i] = WHITE - values[i];
      }
      negatives = Samples.of(values, others.shape()).withName("negatives");
    }
  }

  @AfterAll
  static void close() {
    digits.close();
    negatives.close();
  }

  @Test
  void findsTheNegativeOfEachDigit(@TempDir Path folder) {
    CycleGan cycle =
        CycleGan.of(ConvolutionalGan.of(24, 16)).withLearningRate(0.001).withSteps(300);
    try (CycleGanModel model = cycle.to(negatives).fit(digits, HOW)) {
      float[][] translated = model.translate(digits);
      assertThat(errorOf(translated, 0)).isLessThan(0.4 * errorOf(translated, 100));
      assertThat(model.figures())
          .containsKeys("cycle_loss", "generator_loss", "discriminator_loss");
      double[] cycleLoss = model.history().values("cycle_loss");
      assertThat(cycleLoss[cycleLoss.length - 1]).isLessThan(cycleLoss[0]);

      model.save(folder.resolve("model"));
      try (CycleGanModel loaded =
          CycleGanModel.load(folder.resolve("model"), EngineOptions.defaults(), Scaling.none())) {
        assertThat(loaded.translate(digits)).isDeepEqualTo(translated);
        assertThat(loaded.translateBack(translated)).isDeepEqualTo(model.translateBack(translated));
        assertThat(loaded).hasToString(model.toString());
      }
    }
  }

  /** How far translations are from the negatives of the digits some rows further on. */
  private static double errorOf(float[][] translated, int further) {
    double sum = 0;
    float[] pixels = digits.toFloats();
    int features = digits.features();
    for (int i = 0; i < translated.length; i++) {
      int other = (i + further) % translated.length;
      for (int j = 0; j < features; j++) {
        double difference = translated[i][j] - (1 - pixels[other * features + j] / WHITE);
        sum += difference * difference;
      }
    }
    return sum / pixels.length;
  }

  @Test
  void resumesBitForBit(@TempDir Path folder) {
    CycleGan cycle = CycleGan.of(DenseGan.of(6)).withBatch(16).withSteps(9).withCheckEvery(4);
    FitOptions saving = HOW.withCheckpoint(folder, CheckpointUse.BEGIN);
    TrainingListener stop =
        new TrainingListener() {
          private int steps;

          @Override
          public void onStep(TrainingRun run, int step, double loss) {
            if (++steps == 6) {
              run.stop();
            }
          }
        };
    cycle.to(negatives).fit(digits, saving.withTrainingListener(stop)).close();
    try (CycleGanModel whole = cycle.to(negatives).fit(digits, HOW);
        CycleGanModel resumed =
            cycle.to(negatives).fit(digits, HOW.withCheckpoint(folder, CheckpointUse.RESUME))) {
      assertThat(resumed.translate(digits)).isDeepEqualTo(whole.translate(digits));
      assertThat(resumed.figures()).isEqualTo(whole.figures());
    }
  }

  @Test
  void refusesSetsThatDontFit() {
    CycleGan cycle = CycleGan.of(DenseGan.of(6));
    try (Samples narrow = Samples.of(new float[][] {{1, 2}, {3, 4}})) {
      assertThatExceptionOfType(InvalidOptionException.class)
          .isThrownBy(() -> cycle.to(narrow).check(digits))
          .withMessage("target must have 64 features like the samples to translate, but has 2");
    }
    assertThatExceptionOfType(InvalidOptionException.class)
        .isThrownBy(() -> cycle.withLoss(GanLoss.WASSERSTEIN))
        .withMessageStartingWith("loss must be minimax");
  }
}
