package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.engine.EngineKind;
import io.latent4j.training.listeners.Checkpointing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training for a number of steps, with epochs of any length. */
class CountedStepsTest {

  private static TrainingOptions steps(int total, int perEpoch) {
    return TrainingOptions.of(new StepCount(total, perEpoch), Regression.BATCH);
  }

  private static List<Double> losses(Regression run, TrainingOptions options) {
    List<Double> losses = new ArrayList<>();
    run.trainer.fit(
        run.training,
        options,
        new TrainingListener() {
          @Override
          public void onStep(TrainingRun training, int step, double loss) {
            losses.add(loss);
          }
        });
    return losses;
  }

  @Test
  void stepsDoNotDependOnTheLengthOfEpochs() {
    try (Regression whole = new Regression(EngineKind.GRAPH);
        Regression parts = new Regression(EngineKind.GRAPH)) {
      List<Double> losses = losses(whole, steps(11, 11));
      assertThat(losses).hasSize(11);
      assertThat(losses(parts, steps(11, 3))).isEqualTo(losses);
      assertThat(parts.model.variables().get(0).toFloats())
          .containsExactly(whole.model.variables().get(0).toFloats());
    }
  }

  /** A pass of 37 samples has four batches of 8; what is left is passed over. */
  @Test
  void batchesAreThoseOfWholePasses() {
    try (Regression counted = new Regression(EngineKind.GRAPH);
        Regression passes = new Regression(EngineKind.GRAPH)) {
      List<Double> bySteps = losses(counted, steps(4, 100));
      List<Double> byPass = losses(passes, TrainingOptions.of(1, Regression.BATCH));
      assertThat(bySteps).isEqualTo(byPass.subList(0, 4));
    }
  }

  @Test
  void epochsEndAfterSoManyStepsAndTheLastAfterWhatIsLeft() {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      History history = run.trainer.fit(run.training, steps(10, 4));
      assertThat(history.epochs()).hasSize(3);
      assertThat(history.end()).isEqualTo(History.End.COMPLETED);
    }
    StepCount count = new StepCount(10, 4);
    assertThat(count.after(2)).isEqualTo(8);
    assertThat(count.after(3)).isEqualTo(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StepCount(0, 4))
        .withMessage("steps must be at least 1, but are 0");
  }

  @Test
  void aResumedRunGoesOnWithinThePass(@TempDir Path folder) {
    Map<String, String> settings = Map.of("data", "curve");
    try (Regression whole = new Regression(EngineKind.GRAPH);
        Regression first = new Regression(EngineKind.GRAPH);
        Regression second = new Regression(EngineKind.GRAPH)) {
      whole.trainer.fit(whole.training, steps(12, 3));
      first.trainer.fit(first.training, steps(6, 3), Checkpointing.of(folder, settings));
      second.trainer.fit(
          second.training, steps(12, 3), Checkpointing.of(folder, settings).resuming());
      assertThat(second.model.variables().get(0).toFloats())
          .containsExactly(whole.model.variables().get(0).toFloats());
    }
  }

  /** Makes the loss NaN after a step, and may mend it. */
  private static final class Breaking implements TrainingListener {
    private final boolean mends;
    private int told;

    Breaking(boolean mends) {
      this.mends = mends;
    }

    @Override
    public void onStep(TrainingRun run, int step, double loss) {
      told++;
      if (step == 2) {
        set(run, Float.NaN);
      }
    }

    @Override
    public boolean onDivergence(TrainingRun run, int step, Map<String, Double> metrics) {
      assertThat(step).isEqualTo(3);
      assertThat(metrics.get("loss")).isNaN();
      set(run, 0);
      return mends;
    }

    private static void set(TrainingRun run, float value) {
      float[] values = new float[(int) run.model().variables().get(0).shape().size()];
      Arrays.fill(values, value);
      run.model().variables().get(0).assign(values);
    }
  }

  @Test
  void whoMendsWhatDivergedEndsTraining() {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      Breaking mending = new Breaking(true);
      History history = run.trainer.fit(run.training, steps(10, 5), mending);
      assertThat(history.end()).isEqualTo(History.End.STOPPED);
      assertThat(mending.told).isEqualTo(2);
    }
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      assertThatExceptionOfType(TrainingDivergedException.class)
          .isThrownBy(() -> run.trainer.fit(run.training, steps(10, 5), new Breaking(false)));
    }
  }
}
