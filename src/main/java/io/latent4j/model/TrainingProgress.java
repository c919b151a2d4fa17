package io.latent4j.model;

import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.util.List;

/**
 * Tells listeners of a fit how the training of a network goes, and ends it when they want it.
 *
 * <pre>{@code
 * Stages stages = new Stages(List.of(listener));
 * TrainingProgress progress = new TrainingProgress(stages, "training");
 * History history = trainer.fit(training, options, progress);
 * progress.end(history);
 * }</pre>
 */
public final class TrainingProgress implements TrainingListener {
  private final Stages stages;
  private final String name;
  private Stage stage;

  /**
   * A listener of training.
   *
   * @param stages whom to tell
   * @param name what listeners are told is under way
   */
  public TrainingProgress(Stages stages, String name) {
    this.stages = stages;
    this.name = name;
  }

  @Override
  public void onReady(TrainingRun run) {
    int total = run.options().epochs();
    stage = stages.begin(name, "epoch", total);
    List<Epoch> earlier = run.epochs();
    if (!earlier.isEmpty()) {
      stage.done(Math.min(earlier.size(), total), earlier.get(earlier.size() - 1).metrics());
    }
    stopIfWanted(run);
  }

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    if (step < run.stepsPerEpoch()) {
      stage.part((double) step / run.stepsPerEpoch());
    }
    stopIfWanted(run);
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    stage.done(epoch.number(), epoch.metrics());
    stopIfWanted(run);
  }

  private void stopIfWanted(TrainingRun run) {
    if (!stages.goOn()) {
      run.stop();
    }
  }

  /**
   * Training is over: complete or interrupted.
   *
   * @param history what it gave
   */
  public void end(History history) {
    end(history, "complete");
  }

  /**
   * Training is over.
   *
   * @param history what it gave
   * @param reason why, in words, if it was not interrupted
   */
  public void end(History history, String reason) {
    if (history.end() == History.End.INTERRUPTED) {
      stages.stop();
    }
    stage.end(reason);
  }
}
