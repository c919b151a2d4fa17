package io.latent4j.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.EngineOptions;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import io.latent4j.training.listeners.CheckpointMismatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DqnTest {
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(5));

  private static Dqn small() {
    return Dqn.of(20_500)
        .withGames(16)
        .withUpdates(2)
        .withBatch(16)
        .withWarmUp(500)
        .withReplay(2000)
        .withTargetInterval(50)
        .withLayers(List.of(16));
  }

  static List<Learner> learners() {
    return List.of(
        small(),
        small().withDoubleQ(true).withDuelling(true).withPrioritized(true).withNStep(3),
        Pqn.of(20_480).withGames(16).withPasses(1, 4).withLayers(List.of(16)));
  }

  private static Map<String, List<Float>> weights(DqnModel model) {
    Map<String, List<Float>> all = new LinkedHashMap<>();
    model
        .network()
        .orElseThrow()
        .variablesByPath()
        .forEach(
            (path, variable) -> {
              List<Float> values = new ArrayList<>();
              for (float value : variable.toFloats()) {
                values.add(value);
              }
              all.put(path, values);
            });
    return all;
  }

  @ParameterizedTest
  @MethodSource("learners")
  void sameSeedSameNetworkAlsoWhenResumed(Learner learner, @TempDir Path folder) {
    Map<String, List<Float>> straight;
    double[][] returns;
    try (DqnModel model = learner.fit(Breakout::create, HOW)) {
      straight = weights(model);
      returns = model.returnsBySteps();
      assertThat(model.history().epochs()).hasSizeGreaterThan(2);
    }
    FitOptions saved = HOW.withCheckpoint(folder, CheckpointUse.BEGIN);
    FitOptions stopped = saved.withListener(progress -> progress.share() < 0.5);
    try (DqnModel model = learner.fit(Breakout::create, stopped)) {
      assertThat(model.interrupted()).isTrue();
      assertThat(model.history().epochs()).hasSizeBetween(1, 4);
      assertThat(weights(model)).isNotEqualTo(straight);
    }
    FitOptions resumed = HOW.withCheckpoint(folder, CheckpointUse.RESUME);
    try (DqnModel model = learner.fit(Breakout::create, resumed)) {
      assertThat(weights(model)).isEqualTo(straight);
      assertThat(model.returnsBySteps()).isDeepEqualTo(returns);
    }
    // Complete by now: the same again without a step.
    try (DqnModel model = learner.fit(Breakout::create, resumed)) {
      assertThat(weights(model)).isEqualTo(straight);
      assertThat(model.returnsBySteps()).isDeepEqualTo(returns);
    }
    assertThat(catchThrowable(() -> learner.fit(Breakout::create, saved.withSeed(6))))
        .isInstanceOf(CheckpointMismatchException.class)
        .hasMessageContaining("seed is 5 and not 6");
  }

  /** Where nothing depends on how long it goes on, a longer training is that of the start. */
  @ParameterizedTest
  @MethodSource("prolonged")
  void moreStepsProlongWhatIsSaved(Learner first, Learner longer, @TempDir Path folder) {
    Map<String, List<Float>> straight;
    try (DqnModel model = longer.fit(Breakout::create, HOW)) {
      straight = weights(model);
    }
    first.fit(Breakout::create, HOW.withCheckpoint(folder, CheckpointUse.BEGIN)).close();
    FitOptions resumed = HOW.withCheckpoint(folder, CheckpointUse.RESUME);
    try (DqnModel model = longer.fit(Breakout::create, resumed)) {
      assertThat(weights(model)).isEqualTo(straight);
      assertThat(model.frames()).isEqualTo(longer.steps());
    }
  }

  static List<Arguments> prolonged() {
    Dqn dqn = Options.with(small().withWarmUp(512), "steps", 5_504).withEpsilon(1, 0.1, 4000);
    Pqn pqn =
        Pqn.of(4608).withGames(16).withPasses(1, 4).withLayers(List.of(16)).withEpsilon(1, 0, 4000);
    return List.of(
        Arguments.of(dqn, Options.with(dqn, "steps", 10_496)),
        Arguments.of(pqn, Options.with(pqn, "steps", 9_216)));
  }

  @Test
  void trainingIsProlongedByWholeEpochs(@TempDir Path folder) {
    Dqn dqn = Options.with(small(), "steps", 5_492).withEpsilon(1, 0.1, 4000);
    dqn.fit(Breakout::create, HOW.withCheckpoint(folder, CheckpointUse.BEGIN)).close();
    FitOptions resumed = HOW.withCheckpoint(folder, CheckpointUse.RESUME);
    Dqn longer = Options.with(dqn, "steps", 6_000);
    assertThatExceptionOfType(CheckpointMismatchException.class)
        .isThrownBy(() -> longer.fit(Breakout::create, resumed))
        .withMessageContaining("steps is 500 and a multiple of 4992 and not 6000");
  }

  @Test
  void whatDependsOnAllStepsIsNotProlonged(@TempDir Path folder) {
    Dqn dqn = Options.with(small(), "steps", 5_492).withPrioritized(true);
    dqn.fit(Breakout::create, HOW.withCheckpoint(folder, CheckpointUse.BEGIN)).close();
    FitOptions resumed = HOW.withCheckpoint(folder, CheckpointUse.RESUME);
    Dqn longer = Options.with(dqn, "steps", 10_484);
    assertThatExceptionOfType(CheckpointMismatchException.class)
        .isThrownBy(() -> longer.fit(Breakout::create, resumed))
        .withMessageContaining("steps is 5492 and not 10484");
  }

  /** The corridor's values are known: 1, and what is discounted by one move more each. */
  @ParameterizedTest
  @MethodSource("switches")
  void aCorridorsValuesAreFound(Learner learner) {
    Supplier<GridWorld> corridor = () -> GridWorld.of(0, "....G");
    try (DqnModel model = learner.fit(corridor, HOW)) {
      ValueIteration best = ValueIteration.of(corridor.get(), 0.9);
      double scale = (double) learner.options().get("reward_scale");
      float[][] cells = new float[4][5];
      for (int cell = 0; cell < 4; cell++) {
        cells[cell][cell] = 1;
      }
      float[][] values = model.values(cells);
      for (int cell = 0; cell < 4; cell++) {
        for (int action = 0; action < 4; action++) {
          assertThat((double) values[cell][action])
              .as("cell %d, action %d", cell, action)
              .isCloseTo(scale * best.value(cell, action), within(0.06 * scale));
        }
      }
      assertThat(model.player().act(cells)).containsOnly(1);
    }
  }

  static List<Learner> switches() {
    Dqn plain =
        small()
            .withUpdates(4)
            .withDiscount(0.9)
            .withLearningRate(2e-3)
            .withEpsilon(1, 1, 1)
            .withTargetInterval(40);
    return List.of(
        plain,
        plain.withDoubleQ(true).withPrioritized(true),
        plain.withDuelling(true).withHuber(false).withRewardScale(3),
        Pqn.of(60_000)
            .withGames(16)
            .withRollout(8)
            .withPasses(4, 4)
            .withDiscount(0.9)
            .withLambda(0)
            .withRewardScale(2)
            .withEpsilon(1, 1, 1)
            .withLearningRate(2e-3)
            .withLayers(List.of(32)));
  }

  @Test
  void screensAreLearnedFromAndResumed(@TempDir Path folder) {
    Supplier<Environment> game = Screens.of(Breakout::create);
    Dqn screens =
        Dqn.of(608).withGames(4).withUpdates(1).withBatch(4).withWarmUp(408).withReplay(500);
    try (DqnModel model = screens.fit(game, HOW.withCheckpoint(folder, CheckpointUse.BEGIN))) {
      Map<String, List<Float>> straight = weights(model);
      assertThat(straight.get("network.layers[0].kernel")).hasSize(8 * 8 * 4 * 32);
      assertThat(straight.get("network.layers[2].kernel")).hasSize(4 * 4 * 32 * 64);
      assertThat(straight.get("network.layers[4].kernel")).hasSize(3 * 3 * 64 * 64);
      assertThat(straight.get("network.layers[7].kernel")).hasSize(7 * 7 * 64 * 512);
      try (DqnModel again = screens.fit(game, HOW.withCheckpoint(folder, CheckpointUse.RESUME))) {
        assertThat(weights(again)).isEqualTo(straight);
        assertThat(again.frames()).isEqualTo(model.frames());
      }
    }
  }

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    try (DqnModel model = small().fit(Breakout::create, HOW)) {
      Breakout game = Breakout.create();
      game.reset(1);
      float[] seen = game.observation();
      float[] gradient = model.gradient(new float[][] {seen})[0];
      float step = 1e-3f;
      for (int i = 0; i < 400; i += 37) {
        float[][] moved = {seen.clone(), seen.clone()};
        moved[0][i] += step;
        moved[1][i] -= step;
        float[][] values = model.values(moved);
        float up = max(values[0]);
        float down = max(values[1]);
        assertThat(gradient[i]).isCloseTo((up - down) / (2 * step), within(2e-2f));
      }
    }
  }

  private static float max(float... values) {
    float most = values[0];
    for (float value : values) {
      most = Math.max(most, value);
    }
    return most;
  }

  @Test
  void aSavedModelPlaysAlike(@TempDir Path folder) {
    Dqn options = small().withDuelling(true);
    try (DqnModel model = options.fit(Breakout::create, HOW)) {
      model.save(folder.resolve("model"));
      Evaluation played = Evaluation.of(Breakout::create, model.player(), 20, 3);
      assertThat(model.toString()).startsWith("dqn of breakout (20");
      assertThat(model.framesPerSecond()).isPositive();
      Breakout game = Breakout.create();
      game.reset(8);
      try (DqnModel loaded = DqnModel.load(folder.resolve("model"))) {
        Evaluation again = Evaluation.of(Breakout::create, loaded.player(), 20, 3);
        assertThat(again.returns()).isEqualTo(played.returns());
        assertThat(loaded.features()).isEqualTo(400);
        assertThat(loaded.hasLayers()).isTrue();
        assertThat(loaded.toJson()).isEqualTo(model.toJson());
        float[][] seen = {game.observation()};
        assertThat(loaded.gradient(seen)).isDeepEqualTo(model.gradient(seen));
        loaded.save(folder.resolve("again"));
        assertThat(loaded.provenance()).hasToString(model.provenance().toString());
        assertThatIllegalStateException()
            .isThrownBy(loaded::history)
            .withMessage("history is that of a fit, but this model was loaded");
      }
      try (DqnModel again = DqnModel.load(folder.resolve("again"))) {
        assertThat(weights(again)).isEqualTo(weights(model));
      }
      try (var saved = io.latent4j.savedmodel.SavedModels.load(folder.resolve("model"))) {
        assertThat(saved.description().functions())
            .extracting(function -> function.name())
            .contains("q_values", "act");
        assertThat(saved.variablesByPath().keySet())
            .allMatch(path -> path.startsWith("network.layers["));
      }
    }
  }

  @Test
  void optionsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dqn.of(0))
        .withMessage("steps must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dqn.of(10).withNStep(0))
        .withMessage("nStep must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pqn.of(10).withRewardScale(0))
        .withMessage("rewardScale must be above 0 and finite, but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dqn.of(10).withOptimizer("fast"))
        .withMessageContaining("fast");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dqn.of(1000).fit(Breakout::create, HOW))
        .withMessage("steps must be above warmUp + games, 5008, but is 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pqn.of(100).fit(Breakout::create, HOW))
        .withMessage("steps must be at least games times rollout, 2048, but is 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pqn.of(100).withPasses(1, 7))
        .withMessage("batches must be a divisor of games times rollout, 2048, but is 7");
    assertThat(Dqn.of(10).options()).containsEntry("n_step", 1).containsEntry("double_q", false);
  }
}
