package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** The commands qlearning and dqn. */
class ReinforcementCommandsTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  /** Runs a command line in which @ is the folder of the test. */
  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  private static double mean(Path file) throws Exception {
    try (Samples samples = Npy.read(file)) {
      double sum = 0;
      for (float value : samples.toFloats()) {
        sum += value;
      }
      return sum / samples.toFloats().length;
    }
  }

  @Test
  void qLearningOfTheGrid() throws Exception {
    assertThat(run("qlearning --steps 200000 --seeds 2 --episodes 50 --out @/x")).isZero();

    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out))
        .contains(
            "episode_returns.npy",
            "metrics.json",
            "policy.png",
            "report.html",
            "returns.png",
            "returns_by_step.npy",
            "seeds.csv",
            "values.npy");
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("value_error").getAsDouble()).isBetween(0.0, 0.3);
    assertThat(metrics.get("mean_return").getAsDouble())
        .isCloseTo(mean(out.resolve("episode_returns.npy")), within(1e-5));
    assertThat(metrics.get("scripted_return").getAsDouble())
        .isGreaterThan(metrics.get("random_return").getAsDouble() + 1);
    assertThat(metrics.get("frames_per_second").getAsDouble()).isPositive();
    assertThat(metrics.get("option_discount").getAsDouble()).isEqualTo(0.95);
    assertThat(ProgramTest.shapeOf(out.resolve("episode_returns.npy"))).isEqualTo(Shape.of(100, 1));
    assertThat(ProgramTest.shapeOf(out.resolve("returns_by_step.npy")).get(1)).isEqualTo(3);
    assertThat(Files.readAllLines(out.resolve("seeds.csv"))).hasSize(3);
  }

  @Test
  void dqnOfSeveralSeedsIsResumedAndApplied() throws Exception {
    String line = "dqn --steps 5400 --games 16 --batch 8 --threads 2 --episodes 20 --out @/x";
    assertThat(run(line + " --duelling --prioritized --n-step 2")).isZero();
    Path out = folder.resolve("x");
    byte[] first = Files.readAllBytes(out.resolve("episode_returns.npy"));
    assertThat(program.err()).contains("100,000 transitions to learn from take up to");
    assertThat(run(line + " --duelling --prioritized --n-step 2 --seeds 2 --resume")).isZero();

    assertThat(ProgramTest.names(out))
        .contains(
            "attention.png",
            "checkpoint",
            "episode_returns.npy",
            "game.gif",
            "history.npy",
            "learning_curve.png",
            "metrics.json",
            "model",
            "play.html",
            "report.html",
            "returns.png",
            "returns_by_step.npy",
            "seeds.csv");
    byte[] both = Files.readAllBytes(out.resolve("episode_returns.npy"));
    assertThat(both.length - 128).isEqualTo(2 * (first.length - 128));
    assertThat(both).contains(Arrays.copyOfRange(first, 128, first.length));
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("seeds").getAsInt()).isEqualTo(2);
    assertThat(metrics.get("option_n_step").getAsInt()).isEqualTo(2);
    assertThat(metrics.get("iqm_return_low").getAsDouble())
        .isLessThanOrEqualTo(metrics.get("iqm_return_high").getAsDouble());

    assertThat(run("dqn --model @/x/model --episodes 10 --predict --threads 2 --out @/y")).isZero();
    JsonObject predicted = ProgramTest.metrics(folder.resolve("y"));
    assertThat(predicted.get("prediction_cells").getAsJsonArray().get(0).getAsDouble())
        .isGreaterThan(
            predicted
                .get("prediction_cells_if_nothing_moved")
                .getAsJsonArray()
                .get(0)
                .getAsDouble());
    assertThat(ProgramTest.shapeOf(folder.resolve("y/prediction_accuracy.npy")))
        .isEqualTo(Shape.of(8, 3));
    assertThat(ProgramTest.names(folder.resolve("y")))
        .contains(
            "attention.png",
            "dynamics",
            "episode_returns.npy",
            "game.gif",
            "metrics.json",
            "play.html",
            "prediction.png")
        .doesNotContain("model");
  }

  @Test
  void whatCantBeDoneIsRefused() {
    assertThat(run("dqn --environment pong --out @/x")).isEqualTo(2);
    assertThat(run("qlearning --environment cartpole --out @/x")).isEqualTo(2);
    assertThat(run("dqn --method pqn --double --out @/x")).isEqualTo(2);
    assertThat(run("dqn --steps 100 --out @/x")).isEqualTo(2);
    assertThat(run("dqn --environment cartpole --predict --out @/x")).isEqualTo(2);
    assertThat(run("dqn --replay 2000000000 --environment cartpole --out @/x")).isEqualTo(2);
    assertThat(program.err())
        .contains("--environment")
        .contains("--environment must be one of few states, gridworld or stock, but is 'cartpole'")
        .contains("--predict must go with an environment of planes, breakout, but the environment")
        .contains("--double must go with --method dqn, but the method is pqn")
        .contains("--steps must be above warmUp + games, 5008, but is 100")
        .contains("--replay must fit into the memory that Java has left");
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
