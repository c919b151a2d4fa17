package io.latent4j.model;

import io.latent4j.training.History;
import io.latent4j.training.StepCount;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The training of networks for a number of steps, as a fit wants it: with checkpoints, listeners
 * and one end.
 */
public final class StepTraining {
  private final Fit fit;
  private final StepPlan plan;

  /**
   * Prepares training.
   *
   * @param fit the fit that it is for
   * @param plan how to train
   */
  public StepTraining(Fit fit, StepPlan plan) {
    this.fit = fit;
    this.plan = plan;
  }

  /**
   * Trains for all steps, or until a listener wants the end.
   *
   * @param stage what listeners are told is under way, such as {@code training}
   * @param trainer the networks and their step
   * @param set the samples to train on
   * @param rows how many rows of the set a step takes
   * @param perEpoch how many steps an epoch has, after which training can be saved
   * @param own the estimator's own listeners, which are told first
   * @return what it gave
   * @throws io.latent4j.training.listeners.CheckpointMismatchException if a training of other
   *     settings is saved where this one is to be
   * @throws io.latent4j.training.TrainingDivergedException if a loss becomes NaN or infinite
   */
  public History run(
      String stage,
      Trainer trainer,
      TrainingSet set,
      int rows,
      int perEpoch,
      List<TrainingListener> own) {
    List<TrainingListener> listeners = new ArrayList<>(own);
    listeners.addAll(fit.how().trainingListeners());
    TrainingProgress progress = new TrainingProgress(fit.stages(), stage);
    listeners.add(progress);
    NetworkTraining.checkpointing(fit, "", settings(perEpoch)).ifPresent(listeners::add);
    History history =
        trainer.fit(
            set,
            TrainingOptions.of(new StepCount(plan.steps(), perEpoch), rows),
            listeners.toArray(new TrainingListener[0]));
    progress.end(history, history.end() == History.End.STOPPED ? "ended early" : "complete");
    return history;
  }

  /**
   * All that the weights depend on but, at a constant rate and where the last epoch is whole, the
   * number of steps.
   */
  private Map<String, String> settings(int perEpoch) {
    Map<String, String> settings = fit.settings();
    if (plan.schedule() == RateSchedule.CONSTANT && plan.steps() % perEpoch == 0) {
      settings.remove("steps");
    }
    return settings;
  }
}
