package io.latent4j.training;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Ends training when a metric has stopped falling, and gives the model the weights that it had at
 * its best.
 *
 * <p>The best weights and the count of epochs since are part of the state of training, so that a
 * resumed run stops where the uninterrupted one would.
 */
public final class EarlyStopping implements TrainingListener {
  private static final String STATE = "early_stopping";

  private final String metric;
  private final int patience;
  private final double minimumDelta;
  private final boolean restoresBest;
  private Memory memory;
  private int bestEpoch;

  private EarlyStopping(String metric, int patience, double minimumDelta, boolean restoresBest) {
    this.metric = metric;
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
  public static EarlyStopping withPatience(int patience) {
    if (patience < 1) {
      throw new IllegalArgumentException("patience must be at least 1, but is " + patience);
    }
    return new EarlyStopping("val_loss", patience, 0, true);
  }

  /**
   * Never stops training, but restores the weights of the best epoch at its end.
   *
   * @return the listener
   */
  public static EarlyStopping keepingBest() {
    return withPatience(Integer.MAX_VALUE);
  }

  /**
   * The same for another metric.
   *
   * @param metric its name, such as {@code loss}
   * @return the listener
   */
  public EarlyStopping monitoring(String metric) {
    return new EarlyStopping(metric, patience, minimumDelta, restoresBest);
  }

  /**
   * The same with a smallest fall that counts.
   *
   * @param delta by how much the metric must fall; at least 0
   * @return the listener
   * @throws IllegalArgumentException if it is negative or NaN
   */
  public EarlyStopping withMinimumDelta(double delta) {
    if (!(delta >= 0)) {
      throw new IllegalArgumentException("minimum delta must be at least 0, but is " + delta);
    }
    return new EarlyStopping(metric, patience, delta, restoresBest);
  }

  /**
   * The same, but leaving the last weights.
   *
   * @return the listener
   */
  public EarlyStopping withoutRestoring() {
    return new EarlyStopping(metric, patience, minimumDelta, false);
  }

  /**
   * The epoch that had the lowest value so far.
   *
   * @return its number, from 1; 0 before the first epoch ended
   */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void onStart(TrainingRun run) {
    memory = new Memory(run.engine(), run.model());
    run.addState(STATE, memory);
  }

  @Override
  public void onReady(TrainingRun run) {
    bestEpoch = (int) memory.bestEpoch();
    if (bestEpoch > 0) {
      stopIfDue(run, run.epochs().size());
    }
  }

  private void stopIfDue(TrainingRun run, int epoch) {
    if (epoch - bestEpoch >= patience) {
      run.stop();
    }
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    double value = epoch.metric(metric);
    if (bestEpoch == 0 || value < memory.bestValue() - minimumDelta) {
      bestEpoch = epoch.number();
      memory.remember(value, bestEpoch);
    } else {
      stopIfDue(run, epoch.number());
    }
  }

  @Override
  public void onEnd(TrainingRun run, History history) {
    if (restoresBest && bestEpoch > 0) {
      memory.restore();
    }
  }

  /** The best weights so far, in the engine, and when they were had. */
  private static final class Memory implements Trackable {
    private final List<ModelVariable<?>> weights;
    private final List<ModelVariable<?>> best = new ArrayList<>();
    private final ModelVariable<TFloat64> bestValue;
    private final ModelVariable<TInt64> bestEpoch;
    private final CompiledFunction keep;
    private final CompiledFunction restore;

    Memory(Engine engine, Trackable model) {
      weights = model.variables();
      for (ModelVariable<?> weight : weights) {
        best.add(emptyCopy(engine, weight));
      }
      bestValue = scalar(engine, "best_value", TFloat64.class);
      bestEpoch = scalar(engine, "best_epoch", TInt64.class);
      keep = copying(engine, "keep_best", weights, best);
      restore = copying(engine, "restore_best", best, weights);
    }

    private static <T extends TType> ModelVariable<T> emptyCopy(
        Engine engine, ModelVariable<T> weight) {
      return engine.variable(
          weight.name(),
          weight.type(),
          weight.shape(),
          false,
          (tf, shape, seed) -> tf.zerosLike(weight.read(tf)));
    }

    private static <T extends TNumber> ModelVariable<T> scalar(
        Engine engine, String name, Class<T> type) {
      return engine.variable(
          name,
          type,
          Shape.scalar(),
          false,
          (tf, shape, seed) -> tf.dtypes.cast(tf.constant(0), type));
    }

    private static CompiledFunction copying(
        Engine engine, String name, List<ModelVariable<?>> from, List<ModelVariable<?>> to) {
      return engine.function(
          name,
          List.of(),
          (tf, in) -> {
            for (int i = 0; i < from.size(); i++) {
              copy(tf, from.get(i), to.get(i));
            }
            return Map.<String, Operand<TFloat32>>of();
          });
    }

    @SuppressWarnings("unchecked") // the copy was made with the type of the weight
    private static <T extends TType> void copy(Ops tf, ModelVariable<T> from, ModelVariable<?> to) {
      ((ModelVariable<T>) to).assign(tf, from.read(tf));
    }

    void remember(double value, int epoch) {
      keep.call().close();
      try (TFloat64 newValue = TFloat64.scalarOf(value);
          TInt64 newEpoch = TInt64.scalarOf(epoch)) {
        Engine.assignAll(Map.of(bestValue, newValue, bestEpoch, newEpoch));
      }
    }

    double bestValue() {
      try (TFloat64 value = bestValue.value()) {
        return value.getDouble();
      }
    }

    long bestEpoch() {
      try (TInt64 epoch = bestEpoch.value()) {
        return epoch.getLong();
      }
    }

    void restore() {
      restore.call().close();
    }

    @Override
    public Map<String, Trackable> children() {
      Map<String, Trackable> children = new LinkedHashMap<>();
      children.put("best", TrackableList.of(best));
      children.put("best_value", bestValue);
      children.put("best_epoch", bestEpoch);
      return children;
    }
  }
}
