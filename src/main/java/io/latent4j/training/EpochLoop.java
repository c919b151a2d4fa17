package io.latent4j.training;

import io.latent4j.engine.Trackable;
import io.latent4j.nn.optimizers.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Goes through the epochs of one run and tells its listeners. */
final class EpochLoop {
  private final TrainingRun run;
  private final EpochBatches batches;
  private final IntFunction<Map<String, Double>> validation;
  private final List<TrainingListener> listeners;
  private boolean interrupted;

  /**
   * Prepares a run.
   *
   * @param run what listeners see of it
   * @param training makes a step with each batch
   * @param validation the metrics to add after an epoch, whose number it is given
   * @param listeners who follows
   */
  EpochLoop(
      TrainingRun run,
      BatchRunner training,
      IntFunction<Map<String, Double>> validation,
      List<TrainingListener> listeners) {
    this.run = run;
    OptionalLong seed =
        run.options().shuffle()
            ? OptionalLong.of(run.engine().options().seed())
            : OptionalLong.empty();
    this.batches = new EpochBatches(training, run.options(), seed);
    this.validation = validation;
    this.listeners = listeners;
  }

  /** Trains; an interrupt waits until listeners have written what they keep. */
  History train() {
    try {
      return trainUninterrupted();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private History trainUninterrupted() {
    try {
      tell(listener -> listener.onStart(run));
      tell(listener -> listener.onRestore(run));
      tell(listener -> listener.onReady(run));
      History.End end = run.isStopping() ? History.End.STOPPED : History.End.COMPLETED;
      while (end == History.End.COMPLETED && run.epochs().size() < run.options().epochs()) {
        end = trainEpoch(run.epochs().size() + 1);
      }
      overwriteWithAverages();
      History history = new History(run.epochs(), end);
      tell(listener -> listener.onEnd(run, history));
      return history;
    } finally {
      batches.close();
      tell(listener -> listener.onClose(run));
    }
  }

  /** After the last state was saved, so that a resumed run goes on from the weights themselves. */
  private void overwriteWithAverages() {
    for (Trackable tree : run.state().values()) {
      if (tree instanceof Optimizer optimizer) {
        optimizer.overwriteWithAverages();
      }
    }
  }

  private History.End trainEpoch(int number) {
    long start = System.nanoTime();
    MeanMetrics means = new MeanMetrics();
    int steps = batches.begin(number);
    for (int step = 1; step <= steps; step++) {
      Map<String, Contribution> metrics = batches.next();
      double loss = metrics.get(BatchFunction.LOSS).value();
      if (!Double.isFinite(loss) && isMended(step, metrics)) {
        return History.End.STOPPED;
      }
      Divergence.check(loss, "at step " + step + " of epoch " + number, run.state());
      means.add(metrics);
      int current = step;
      tell(listener -> listener.onStep(run, current, loss));
      History.End end = end();
      if (end != History.End.COMPLETED) {
        return end;
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>(means.values());
    metrics.putAll(validation.apply(number));
    Epoch epoch = new Epoch(number, metrics, (System.nanoTime() - start) * 1e-9);
    run.add(epoch);
    tell(listener -> listener.onEpoch(run, epoch));
    tell(listener -> listener.onSave(run, epoch));
    return end();
  }

  private boolean isMended(int step, Map<String, Contribution> contributions) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    contributions.forEach((name, value) -> metrics.put(name, value.value()));
    boolean mended = false;
    for (TrainingListener listener : listeners) {
      mended |= listener.onDivergence(run, step, metrics);
    }
    return mended;
  }

  private History.End end() {
    if (Thread.interrupted()) {
      interrupted = true;
      return History.End.INTERRUPTED;
    }
    return run.isStopping() ? History.End.STOPPED : History.End.COMPLETED;
  }

  private void tell(Consumer<TrainingListener> what) {
    listeners.forEach(what);
  }
}
