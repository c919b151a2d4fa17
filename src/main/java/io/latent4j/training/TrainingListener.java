package io.latent4j.training;

import java.util.Map;

/**
 * Follows training, and may stop it. Each event goes to all listeners, in the order in which they
 * were given, before the next one does.
 */
public interface TrainingListener {

  /**
   * Training begins; state that checkpoints are to hold is added here.
   *
   * @param run the training under way
   */
  default void onStart(TrainingRun run) {}

  /**
   * The state is complete; whoever resumes an earlier run restores it now.
   *
   * @param run the training under way
   */
  default void onRestore(TrainingRun run) {}

  /**
   * The first epoch of this run is about to begin; the epochs of a run that is resumed are there.
   *
   * @param run the training under way
   */
  default void onReady(TrainingRun run) {}

  /**
   * A step was made.
   *
   * @param run the training under way
   * @param step the number of the step in this epoch, from 1
   * @param loss its loss
   */
  default void onStep(TrainingRun run, int step, double loss) {}

  /**
   * The loss of a step is NaN or infinite, which ends training by an exception unless a listener
   * knows better. It is asked before it is told of the step.
   *
   * @param run the training under way
   * @param step the number of the step in this epoch, from 1
   * @param metrics what the step gave by name, its loss among it
   * @return whether the state is as it should be again, and training ends as if it was stopped
   */
  default boolean onDivergence(TrainingRun run, int step, Map<String, Double> metrics) {
    return false;
  }

  /**
   * An epoch ended.
   *
   * @param run the training under way
   * @param epoch what it gave
   */
  default void onEpoch(TrainingRun run, Epoch epoch) {}

  /**
   * All listeners have drawn their conclusions from the epoch; whoever saves the state does so now.
   *
   * @param run the training under way
   * @param epoch what it gave
   */
  default void onSave(TrainingRun run, Epoch epoch) {}

  /**
   * Training ended, by itself, at a listener's wish or by an interrupt, but not by an exception.
   *
   * @param run the training under way
   * @param history what it gave
   */
  default void onEnd(TrainingRun run, History history) {}

  /**
   * Releases what the listener holds; called once, after {@link #onEnd} or an exception of whatever
   * event, {@link #onStart} included.
   *
   * @param run the training under way
   */
  default void onClose(TrainingRun run) {}
}
