package io.latent4j.bench;

import com.google.gson.Gson;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.reinforcement.Breakout;
import io.latent4j.reinforcement.Dqn;
import io.latent4j.reinforcement.Learner;
import io.latent4j.reinforcement.Pqn;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Trains a Q-network on Breakout on command, and says how long it took: the Java side of {@code
 * tools/bench/dqn_frames.py}, which documents the protocol.
 */
public final class DqnWorker implements TrainingListener {
  private final BufferedReader commands;
  private int left;
  private int asked;
  private long start;

  private DqnWorker(BufferedReader commands) {
    this.commands = commands;
  }

  private record Setup(String method, int threads) {}

  /**
   * Answers commands until there are no more.
   *
   * @param args none
   * @throws IOException if standard input can't be read
   */
  public static void main(String[] args) throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = commands.readLine();
    Setup setup = new Gson().fromJson(line.substring("setup ".length()), Setup.class);
    Learner learner =
        setup.method.equals("pqn")
            ? Pqn.of(1_000_000_000).withEpsilon(0.1, 0.1, 1)
            : Dqn.of(1_000_000_000).withEpsilon(0.1, 0.1, 1);
    EngineOptions engine = EngineOptions.defaults();
    FitOptions how =
        FitOptions.of(setup.threads == 0 ? engine : engine.withThreads(setup.threads))
            .withTrainingListener(new DqnWorker(commands));
    learner.fit(Breakout::create, how).close();
  }

  @Override
  public void onReady(TrainingRun run) {
    System.out.println("ready");
    next(run);
  }

  private void next(TrainingRun run) {
    try {
      String line = commands.readLine();
      if (line == null || !line.startsWith("run ")) {
        run.stop();
        return;
      }
      asked = Integer.parseInt(line.substring("run ".length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    left = asked;
    start = System.nanoTime();
  }

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    if (--left == 0) {
      System.out.printf(Locale.ROOT, "done %.6f %.6f%n", (System.nanoTime() - start) * 1e-9, loss);
      next(run);
    }
  }
}
