package io.latent4j.reinforcement;

import io.latent4j.model.Stage;
import io.latent4j.model.Stages;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.util.List;
import java.util.Map;

/** Tells listeners of a fit how many steps of the games are made, and ends it when they want it. */
final class PlayProgress implements TrainingListener {
  private final Stages stages;
  private final Experience experience;
  private final int steps;
  private Stage stage;

  /**
   * A listener of training, after one that restores what was played before.
   *
   * @param stages whom to tell
   * @param experience what is played
   * @param steps how many steps there will be
   */
  PlayProgress(Stages stages, Experience experience, int steps) {
    this.stages = stages;
    this.experience = experience;
    this.steps = steps;
  }

  @Override
  public void onReady(TrainingRun run) {
    stage = stages.begin("training", "step", steps);
    List<Epoch> earlier = run.epochs();
    if (!earlier.isEmpty()) {
      stage.done(made(), earlier.get(earlier.size() - 1).metrics());
    }
    stopIfWanted(run);
  }

  private int made() {
    return (int) Math.min(steps, experience.frames());
  }

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    if (step < run.stepsPerEpoch()) { // else the epoch tells of it
      stage.done(made(), Map.of());
    }
    stopIfWanted(run);
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    stage.done(made(), epoch.metrics());
    stopIfWanted(run);
  }

  private void stopIfWanted(TrainingRun run) {
    if (!stages.goOn()) {
      run.stop();
    }
  }

  /** Training is over: complete or interrupted. */
  void end(History history) {
    if (history.end() == History.End.INTERRUPTED) {
      stages.stop();
    }
    stage.end("complete");
  }
}
