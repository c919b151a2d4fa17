package io.latent4j.training.listeners;

import io.latent4j.training.Epoch;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends training after a time; what was trained until then is kept. The time runs from the first
 * step of a run, so a run that is resumed has all of it again.
 *
 * <pre>{@code
 * History history = trainer.fit(training, options, TimeLimit.of(Duration.ofMinutes(10)));
 * }</pre>
 */
public final class TimeLimit implements TrainingListener {
  private final Duration limit;
  private final boolean wholeEpochs;
  private final LongSupplier nanos;
  private long start;
  private boolean reached;

  private TimeLimit(Duration limit, boolean wholeEpochs, LongSupplier nanos) {
    this.limit = limit;
    this.wholeEpochs = wholeEpochs;
    this.nanos = nanos;
  }

  /**
   * Ends training after the step in which the time is up. The epoch under way then has no entry in
   * the history, though its steps were made.
   *
   * @param limit how long training may take; positive
   * @return the listener
   * @throws IllegalArgumentException if it is not positive
   */
  public static TimeLimit of(Duration limit) {
    return of(limit, System::nanoTime);
  }

  /** With a clock that can be turned by hand. */
  static TimeLimit of(Duration limit, LongSupplier nanos) {
    if (limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException("limit must be positive, but is " + limit);
    }
    return new TimeLimit(limit, false, nanos);
  }

  /**
   * The same, but the epoch in which the time is up is ended, with its validation.
   *
   * @return the listener
   */
  public TimeLimit endingEpochs() {
    return new TimeLimit(limit, true, nanos);
  }

  /**
   * Whether the time was up before training ended by itself.
   *
   * @return true if this listener ended the last run
   */
  public boolean wasReached() {
    return reached;
  }

  @Override
  public void onReady(TrainingRun run) {
    start = nanos.getAsLong();
    reached = false;
  }

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    if (!wholeEpochs) {
      stopIfDue(run);
    }
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    stopIfDue(run);
  }

  private void stopIfDue(TrainingRun run) {
    if (limit.minusNanos(nanos.getAsLong() - start).toNanos() <= 0) {
      reached = true;
      run.stop();
    }
  }
}
