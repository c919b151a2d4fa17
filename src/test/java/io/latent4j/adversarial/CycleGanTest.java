package io.latent4j.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.ModelVariable;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitListener;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FitProgress;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.training.Epoch;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        CycleGan.of(ConvolutionalGan.of(24, 16))
            .withLearningRate(0.001)
            .withSteps(500)
            .withAveraging(0.9); // so few steps need a short memory
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

  // ------------------------------------------------------------- goes wrong

  /** Gives the weights that make translations back a value, once. */
  private static final class Planted implements TrainingListener {
    private final float value;

    Planted(float value) {
      this.value = value;
    }

    @Override
    public void onEpoch(TrainingRun run, Epoch ended) {
      if (ended.number() == 4) {
        ModelVariable<?> kernel =
            run.model().variablesByPath().get("inverse_generator.layers[1].kernel");
        float[] planted = new float[(int) kernel.shape().size()];
        Arrays.fill(planted, value);
        kernel.assign(planted);
      }
    }
  }

  private static CycleGan slow() {
    return CycleGan.of(DenseGan.of(12))
        .withBatch(32)
        .withSteps(40)
        .withCheckEvery(5)
        .withLearningRate(1e-6)
        .withAveraging(0.5)
        .withCollapseBelow(0.001);
  }

  private static final class Said implements FitListener {
    private final List<String> messages = new ArrayList<>();

    @Override
    public boolean onProgress(FitProgress progress) {
      return true;
    }

    @Override
    public void onMessage(String message) {
      messages.add(message);
    }
  }

  @Test
  void aCollapseOfEitherWayIsToldAndTrainingGoesOnFromTheLastGoodAverages() {
    Said said = new Said();
    FitOptions planted = HOW.withListener(said).withTrainingListener(new Planted(0));
    try (CycleGanModel never = slow().to(negatives).fit(digits, HOW);
        CycleGanModel recovered = slow().to(negatives).fit(digits, planted);
        CycleGanModel stayed = slow().withRecover(false).to(negatives).fit(digits, planted)) {
      assertThat(never.figures()).containsEntry("collapses", 0.0);
      assertThat(recovered.figures()).containsEntry("collapses", 1.0);
      assertThat(said.messages.get(0))
          .startsWith("step 25: the generator has collapsed")
          .endsWith("Training goes on from its average of step 20");
      float[][] rows = never.translate(digits);
      assertThat(diversity(recovered.translateBack(rows)))
          .isCloseTo(diversity(never.translateBack(rows)), within(0.01));
      assertThat(stayed.figures()).containsEntry("collapses", 1.0);
      assertThat(diversity(stayed.translateBack(rows))).isLessThan(0.001);
      assertThat(recovered.balance()).startsWith("At the end the discriminator takes");
    }
  }

  /** The mean distance of rows from the next. */
  private static double diversity(float[][] rows) {
    double sum = 0;
    for (int i = 1; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        sum += Math.abs(rows[i][j] - rows[i - 1][j]);
      }
    }
    return sum / (rows.length - 1);
  }

  @Test
  void whatIsNoNumberEndsTrainingAndTheLastGoodIsKept() {
    Said said = new Said();
    FitOptions planted = HOW.withListener(said).withTrainingListener(new Planted(Float.NaN));
    try (CycleGanModel model = slow().to(negatives).fit(digits, planted)) {
      assertThat(said.messages)
          .containsExactly(
              "step 21: the loss is no number any more; the generator is the first network that is"
                  + " not finite. Training ends, and the generator of step 20 is kept");
      assertThat(model.figures()).containsEntry("diverged_at", 21.0);
      assertThat(diversity(model.translateBack(model.translate(digits)))).isFinite().isPositive();
    }
  }

  /** With a momentum near 1, the averages stay near the start while the generators move on. */
  @Test
  void translationsAreThoseOfTheAverages() {
    CycleGan fast = slow().withLearningRate(0.01).withSteps(20).withCollapseBelow(0);
    try (CycleGanModel none = fast.withAveraging(0).to(negatives).fit(digits, HOW);
        CycleGanModel half = fast.withAveraging(0.5).to(negatives).fit(digits, HOW);
        CycleGanModel same = fast.withAveraging(0).to(negatives).fit(digits, HOW)) {
      assertThat(same.translate(digits)).isDeepEqualTo(none.translate(digits));
      assertThat(half.translate(digits)).isNotEqualTo(none.translate(digits));
      // The average is of the same training: its losses are the same.
      assertThat(half.history().values("loss")).isEqualTo(none.history().values("loss"));
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
