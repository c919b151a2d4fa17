package io.latent4j.training.listeners;

import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.Epoch;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.util.List;
import org.tensorflow.types.TFloat32;

/**
 * Lowers the learning rate when a metric has stopped improving, by Keras's rules and with its
 * defaults: after 10 epochs without a fall of the validation loss by more than 0.0001, the rate
 * becomes a tenth.
 *
 * <p>The learning rate and the counts are part of the state of training, so that a resumed run goes
 * on as the uninterrupted one would, bit for bit.
 *
 * <pre>{@code
 * ReduceLearningRateOnPlateau plateau =
 *     ReduceLearningRateOnPlateau.of(0.5).withPatience(5).withMinimumRate(1e-5f);
 * trainer.fit(training, validation, options, plateau);
 * }</pre>
 */
public final class ReduceLearningRateOnPlateau implements TrainingListener {
  private final Options options;
  private PlateauState state;
  private List<ModelVariable<TFloat32>> rates = List.of();

  private record Options(
      Monitor monitor,
      double factor,
      int patience,
      double minimumDelta,
      int cooldown,
      float minimumRate) {

    Options withMonitor(Monitor monitor) {
      return new Options(monitor, factor, patience, minimumDelta, cooldown, minimumRate);
    }

    Options withPatience(int patience) {
      return new Options(monitor, factor, patience, minimumDelta, cooldown, minimumRate);
    }

    Options withMinimumDelta(double minimumDelta) {
      return new Options(monitor, factor, patience, minimumDelta, cooldown, minimumRate);
    }

    Options withCooldown(int cooldown) {
      return new Options(monitor, factor, patience, minimumDelta, cooldown, minimumRate);
    }

    Options withMinimumRate(float minimumRate) {
      return new Options(monitor, factor, patience, minimumDelta, cooldown, minimumRate);
    }
  }

  private ReduceLearningRateOnPlateau(Options options) {
    this.options = options;
  }

  /**
   * Multiplies the learning rate by a factor when the validation loss has stopped falling.
   *
   * @param factor above 0 and below 1
   * @return the listener
   * @throws IllegalArgumentException if it is outside its range
   */
  public static ReduceLearningRateOnPlateau of(double factor) {
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException("factor must be above 0 and below 1, but is " + factor);
    }
    return new ReduceLearningRateOnPlateau(
        new Options(new Monitor("val_loss", false), factor, 10, 1e-4, 0, 0));
  }

  /**
   * The same for another metric that is better when lower.
   *
   * @param metric its name, such as {@code loss}
   * @return the listener
   */
  public ReduceLearningRateOnPlateau monitoring(String metric) {
    return new ReduceLearningRateOnPlateau(options.withMonitor(new Monitor(metric, false)));
  }

  /**
   * The same for a metric that is better when higher.
   *
   * @param metric its name, such as {@code val_accuracy}
   * @return the listener
   */
  public ReduceLearningRateOnPlateau monitoringRising(String metric) {
    return new ReduceLearningRateOnPlateau(options.withMonitor(new Monitor(metric, true)));
  }

  /**
   * The same with another patience.
   *
   * @param epochs for how many epochs the metric may fail to improve; at least 1
   * @return the listener
   * @throws IllegalArgumentException if it is less than 1
   */
  public ReduceLearningRateOnPlateau withPatience(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("patience must be at least 1, but is " + epochs);
    }
    return new ReduceLearningRateOnPlateau(options.withPatience(epochs));
  }

  /**
   * The same with another smallest improvement that counts.
   *
   * @param delta by how much the metric must improve; at least 0
   * @return the listener
   * @throws IllegalArgumentException if it is negative or NaN
   */
  public ReduceLearningRateOnPlateau withMinimumDelta(double delta) {
    if (!(delta >= 0)) {
      throw new IllegalArgumentException("minimum delta must be at least 0, but is " + delta);
    }
    return new ReduceLearningRateOnPlateau(options.withMinimumDelta(delta));
  }

  /**
   * The same with epochs after a reduction in which nothing is counted.
   *
   * @param epochs how many, at least 0
   * @return the listener
   * @throws IllegalArgumentException if it is negative
   */
  public ReduceLearningRateOnPlateau withCooldown(int epochs) {
    if (epochs < 0) {
      throw new IllegalArgumentException("cooldown must be at least 0, but is " + epochs);
    }
    return new ReduceLearningRateOnPlateau(options.withCooldown(epochs));
  }

  /**
   * The same with a learning rate below which it never goes.
   *
   * @param rate at least 0
   * @return the listener
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ReduceLearningRateOnPlateau withMinimumRate(float rate) {
    if (!(rate >= 0 && Float.isFinite(rate))) {
      throw new IllegalArgumentException(
          "minimum rate must be at least 0 and finite, but is " + rate);
    }
    return new ReduceLearningRateOnPlateau(options.withMinimumRate(rate));
  }

  /**
   * Takes hold of the learning rates of all optimizers in the state.
   *
   * @throws IllegalArgumentException if the state has no optimizer
   * @throws IllegalStateException if the learning rate of one follows a schedule
   */
  @Override
  public void onStart(TrainingRun run) {
    rates =
        run.state().values().stream()
            .filter(Optimizer.class::isInstance)
            .map(optimizer -> ((Optimizer) optimizer).learningRate())
            .toList();
    if (rates.isEmpty()) {
      throw new IllegalArgumentException(
          "state must have an optimizer whose learning rate can be lowered, but has "
              + run.state().keySet());
    }
    state = new PlateauState(run.engine(), options.monitor.worst());
    run.addState("reduce_learning_rate", state);
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    PlateauState.Counts before = state.read();
    int cooldown = Math.max(0, before.cooldown() - 1);
    int waited = before.cooldown() > 0 ? 0 : before.waited();
    double best = before.best();
    double value = options.monitor.of(epoch);
    if (options.monitor.improves(value, best, options.minimumDelta)) {
      best = value;
      waited = 0;
    } else if (cooldown == 0 && ++waited >= options.patience && reduce()) {
      cooldown = options.cooldown;
      waited = 0;
    }
    state.write(new PlateauState.Counts(best, waited, cooldown));
  }

  /** Returns whether a rate was above the minimum. */
  private boolean reduce() {
    boolean reduced = false;
    for (ModelVariable<TFloat32> rate : rates) {
      float old = rate.toFloats()[0];
      if (old > options.minimumRate) {
        rate.assign((float) Math.max(old * options.factor, options.minimumRate));
        reduced = true;
      }
    }
    return reduced;
  }

  @Override
  public void onClose(TrainingRun run) {
    state = null;
    rates = List.of();
  }
}
