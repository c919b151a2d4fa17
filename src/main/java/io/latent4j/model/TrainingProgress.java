package io.latent4j.model;

import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.StepCount;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    Optional<StepCount> counted = run.options().counted();
    stage =
        counted.isPresent()
            ? stages.begin(name, "step", counted.get().total())
            : stages.begin(name, "epoch", run.options().epochs());
    List<Epoch> earlier = run.epochs();
    if (!earlier.isEmpty()) {
      stage.done(doneAfter(earlier.size(), run), earlier.get(earlier.size() - 1).metrics());
    }
    stopIfWanted(run);
  }

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    if (run.options().counted().isPresent()) {
      int done = doneAfter(run.epochs().size(), run) + step;
      if (done < doneAfter(run.epochs().size() + 1, run)) { // else the epoch tells of it
        stage.done(done, Map.of());
      }
    } else if (step < run.stepsPerEpoch()) {
      stage.part((double) step / run.stepsPerEpoch());
    }
    stopIfWanted(run);
  }

  /** How many units are done after some epochs. */
  private static int doneAfter(int epochs, TrainingRun run) {
    return run.options()
        .counted()
        .map(counted -> counted.after(epochs))
        .orElse(Math.min(epochs, run.options().epochs()));
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    stage.done(doneAfter(epoch.number(), run), epoch.metrics());
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
