package io.latent4j.training.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Schedules;
import io.latent4j.nn.optimizers.Sgd;
import io.latent4j.training.Epoch;
import io.latent4j.training.Regression;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingRun;
import io.latent4j.training.TrainingRuns;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

class ReduceLearningRateOnPlateauTest {
  /** What {@code tools/fixtures/plateau.py} had Keras do. */
  private record Fixture(List<Run> runs) {}

  private record Run(
      boolean rising,
      double factor,
      int patience,
      @SerializedName("min_delta") double minimumDelta,
      int cooldown,
      @SerializedName("min_lr") float minimumRate,
      double[] values,
      @SerializedName("learning_rates") float[] learningRates) {

    ReduceLearningRateOnPlateau ours() {
      ReduceLearningRateOnPlateau plateau =
          ReduceLearningRateOnPlateau.of(factor)
              .withPatience(patience)
              .withMinimumDelta(minimumDelta)
              .withCooldown(cooldown)
              .withMinimumRate(minimumRate);
      return rising ? plateau.monitoringRising("value") : plateau.monitoring("value");
    }
  }

  @ParameterizedTest
  @EnumSource
  void learningRatesAreThoseOfKeras(EngineKind kind) throws Exception {
    Fixture fixture;
    try (Reader reader =
        new InputStreamReader(
            getClass().getResourceAsStream("plateau.json"), StandardCharsets.UTF_8)) {
      fixture = new Gson().fromJson(reader, Fixture.class);
    }
    assertThat(fixture.runs).hasSize(8);
    for (Run run : fixture.runs) {
      assertThat(learningRates(kind, run)).as(run.toString()).containsExactly(run.learningRates);
    }
  }

  private static float[] learningRates(EngineKind kind, Run fixture) {
    float[] rates = new float[fixture.values.length];
    try (Engine engine = kind.open()) {
      Optimizer optimizer = Sgd.of(0.1f);
      optimizer.build(List.of(engine.weight("w", Shape.of(1), Initializers.zeros())));
      TrainingRun run =
          TrainingRuns.of(
              engine, Map.of("optimizer", optimizer), TrainingOptions.of(rates.length, 1));
      ReduceLearningRateOnPlateau plateau = fixture.ours();
      plateau.onStart(run);
      for (int i = 0; i < rates.length; i++) {
        plateau.onEpoch(run, new Epoch(i + 1, Map.of("value", fixture.values[i]), 0));
        rates[i] = optimizer.learningRateNow();
      }
    }
    return rates;
  }

  @Test
  void resumedRunIsTheUninterruptedOneBitForBit(@TempDir Path folder) {
    Map<String, String> uninterrupted;
    List<Float> allRates = new ArrayList<>();
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(8, plateau(), rates(allRates));
      uninterrupted = run.weights();
    }
    List<Float> rates = new ArrayList<>();
    for (int epochs : new int[] {1, 4, 6, 8}) {
      try (Regression run = new Regression(EngineKind.GRAPH)) {
        run.fit(
            epochs,
            plateau(),
            rates(rates),
            Checkpointing.of(folder, Map.of("run", "same")).resuming());
        if (epochs == 8) {
          assertThat(run.weights()).isEqualTo(uninterrupted);
        }
      }
    }
    assertThat(rates).isEqualTo(allRates);
    assertThat(allRates.get(7)).isLessThan(allRates.get(0) / 3);
  }

  /** Wants falls that this training does not have, so that rates do fall. */
  private static ReduceLearningRateOnPlateau plateau() {
    return ReduceLearningRateOnPlateau.of(0.5)
        .withPatience(2)
        .withCooldown(1)
        .withMinimumDelta(0.5);
  }

  private static TrainingListener rates(List<Float> rates) {
    return new TrainingListener() {
      @Override
      public void onSave(TrainingRun run, Epoch epoch) {
        rates.add(((Optimizer) run.state().get("optimizer")).learningRateNow());
      }
    };
  }

  @Test
  void rateThatFollowsScheduleIsRefused() {
    Optimizer scheduled = Sgd.of(0.1f).withSchedule(Schedules.cosineDecay(0.1f, 10));
    try (Regression run = new Regression(EngineKind.GRAPH, 7, scheduled)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> run.fit(1, ReduceLearningRateOnPlateau.of(0.1)))
          .withMessageContaining("follows the schedule");
    }
  }

  @Test
  void wrongArgumentsAreRefused() {
    ReduceLearningRateOnPlateau plateau = ReduceLearningRateOnPlateau.of(0.1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReduceLearningRateOnPlateau.of(1))
        .withMessage("factor must be above 0 and below 1, but is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plateau.withPatience(0))
        .withMessage("patience must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plateau.withMinimumDelta(Double.NaN))
        .withMessage("minimum delta must be at least 0, but is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plateau.withCooldown(-1))
        .withMessage("cooldown must be at least 0, but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plateau.withMinimumRate(-1))
        .withMessage("minimum rate must be at least 0 and finite, but is -1.0");
  }
}
