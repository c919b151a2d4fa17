package io.latent4j.training.listeners;

import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;

/**
 * Ends training when a metric has stopped improving, and gives the model the weights that it had at
 * its best.
 *
 * <p>The best weights and the count of epochs since are part of the state of training, so that a
 * resumed run stops where the uninterrupted one would.
 */
public final class EarlyStopping implements TrainingListener {
  private final Monitor monitor;
  private final int patience;
  private final double minimumDelta;
  private final boolean restoresBest;
  private BestWeights memory;
  private int bestEpoch;

  private EarlyStopping(Monitor monitor, int patience, double minimumDelta, boolean restoresBest) {
    this.monitor = monitor;
    this.patience = patience;
    this.minimumDelta = minimumDelta;
    this.restoresBest = restoresBest;
  }

  /**
   * Stops when the validation loss has not fallen for a number of epochs, and restores the best
   * weights.
   *
   * @param patience for how many epochs the loss may fail to fall; at least 1
   * @return the listener
   * @throws IllegalArgumentException if the patience is not positive
   */
  public static EarlyStopping of(int patience) {
    if (patience < 1) {
      throw new IllegalArgumentException("patience must be at least 1, but is " + patience);
    }
    return new EarlyStopping(new Monitor("val_loss", false), patience, 0, true);
  }

  /**
   * Never stops training, but restores the weights of the best epoch at its end.
   *
   * @return the listener
   */
  public static EarlyStopping keepingBest() {
    return of(Integer.MAX_VALUE);
  }

  /**
   * The same for another metric that is better when lower.
   *
   * @param metric its name, such as {@code loss}
   * @return the listener
   */
  public EarlyStopping monitoring(String metric) {
    return new EarlyStopping(new Monitor(metric, false), patience, minimumDelta, restoresBest);
  }

  /**
   * The same for a metric that is better when higher.
   *
   * @param metric its name, such as {@code val_accuracy}
   * @return the listener
   */
  public EarlyStopping monitoringRising(String metric) {
    return new EarlyStopping(new Monitor(metric, true), patience, minimumDelta, restoresBest);
  }

  /**
   * The same with a smallest improvement that counts.
   *
   * @param delta by how much the metric must improve; at least 0
   * @return the listener
   * @throws IllegalArgumentException if it is negative or NaN
   */
  public EarlyStopping withMinimumDelta(double delta) {
    if (!(delta >= 0)) {
      throw new IllegalArgumentException("minimum delta must be at least 0, but is " + delta);
    }
    return new EarlyStopping(monitor, patience, delta, restoresBest);
  }

  /**
   * The same, but leaving the last weights.
   *
   * @return the listener
   */
  public EarlyStopping withoutRestoring() {
    return new EarlyStopping(monitor, patience, minimumDelta, false);
  }

  /**
   * The epoch that had the best value so far.
   *
   * @return its number, from 1; 0 before the first epoch ended
   */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void onStart(TrainingRun run) {
    memory = new BestWeights(run.engine(), run.model().variables());
    run.addState("early_stopping", memory);
    bestEpoch = 0;
  }

  @Override
  public void onReady(TrainingRun run) {
    bestEpoch = memory.epoch();
    stopIfDue(run);
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    double value = monitor.of(epoch);
    if (isBest(value)) {
      memory.keep(value, epoch.number());
      bestEpoch = epoch.number();
    }
    stopIfDue(run);
  }

  /** Never true of NaN and infinity. */
  private boolean isBest(double value) {
    double toBeat = bestEpoch == 0 ? monitor.worst() : memory.value();
    return Double.isFinite(value) && monitor.improves(value, toBeat, minimumDelta);
  }

  private void stopIfDue(TrainingRun run) {
    if (run.epochs().size() - bestEpoch >= patience) {
      run.stop();
    }
  }

  @Override
  public void onEnd(TrainingRun run, History history) {
    if (restoresBest && bestEpoch > 0) {
      memory.restore();
    }
  }

  @Override
  public void onClose(TrainingRun run) {
    memory = null;
  }
}
