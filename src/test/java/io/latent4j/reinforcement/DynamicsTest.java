package io.latent4j.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.model.TrainingPlan;
import io.latent4j.pictures.GamePictures;
import io.latent4j.pictures.Illustration;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of a game tells what is seen next. */
class DynamicsTest {
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(3));
  private static final Supplier<Breakout> GAME = () -> Breakout.withStickiness(0);

  private static DynamicsModel fit(int steps, int epochs) {
    TrainingPlan plan = TrainingPlan.of(epochs, 32).withLearningRate(0.004).withPatience(0);
    return Dynamics.of(steps).withFilters(16).withPlan(plan).fit(GAME, Player.random(3, 1), HOW);
  }

  @Test
  void framesAreToldBetterThanByWhoSaysThatNothingMoves(@TempDir Path folder) {
    try (DynamicsModel model = fit(4000, 6)) {
      DynamicsModel.Accuracy found = model.accuracy(GAME, Player.random(3, 2), 3, 100, 99);
      assertThat(found.frames()[0]).isGreaterThan(0.7);
      for (int step = 0; step < 3; step++) {
        assertThat(1 - found.cells()[step]).isLessThan((1 - found.kept()[step]) / 3);
      }
      Breakout game = GAME.get();
      game.reset(5);
      float[] seen = game.observation();
      float[][] imagined = model.imagine(seen, 1, 2);
      float[] next = model.predict(new float[][] {seen}, 1)[0];
      float[] after = model.predict(new float[][] {imagined[0]}, 2)[0];
      for (int i = 0; i < seen.length; i++) {
        assertThat(imagined[0][i]).isEqualTo(Math.round(next[i]));
        assertThat(imagined[1][i]).isEqualTo(Math.round(after[i]));
      }
      Illustration picture =
          GamePictures.prediction(model.compare(GAME, Player.random(3, 2), 4, 99));
      assertThat(picture.name()).isEqualTo("prediction");
      model.save(folder.resolve("dynamics"));
      try (DynamicsModel loaded = DynamicsModel.load(folder.resolve("dynamics"))) {
        assertThat(loaded.predict(new float[][] {seen}, 1)[0]).isEqualTo(next);
        assertThat(loaded.provenance().options()).containsEntry("filters", 16L);
        assertThat(loaded.features()).isEqualTo(400);
      }
    }
  }

  @Test
  void sameSeedSamePredictions() {
    Breakout game = GAME.get();
    game.reset(5);
    float[][] seen = {game.observation()};
    try (DynamicsModel one = fit(300, 2);
        DynamicsModel other = fit(300, 2)) {
      assertThat(one.predict(seen, 0)).isDeepEqualTo(other.predict(seen, 0));
      assertThat(one.toString()).startsWith("dynamics of breakout (300 steps): ");
    }
  }

  @Test
  void whatCantBeToldIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dynamics.of(0))
        .withMessage("steps must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dynamics.of(10).withFilters(0))
        .withMessage("filters must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dynamics.of(10).fit(CartPole::create, Player.random(2, 1), HOW))
        .withMessageContaining("must be seen as planes of zeros and ones, but cartpole is not");
    try (DynamicsModel model = fit(100, 1)) {
      float[][] seen = {new float[400]};
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(seen, 0, 1))
          .withMessage("actions must be as many as observations, 1, but is 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(new float[][] {new float[3]}, 0))
          .withMessage("observations must be of 400 values each, but is 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.accuracy(GAME, Player.random(3, 1), 500, 1, 1))
          .withMessage("horizon must be shorter than most episodes, but is 500");
    }
  }
}
