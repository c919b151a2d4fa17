package io.latent4j.training;

import io.latent4j.engine.Engine;
import io.latent4j.engine.Trackable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Training under way, as listeners see it. */
public final class TrainingRun {
  private final Engine engine;
  private final Map<String, Trackable> state;
  private final TrainingOptions options;
  private final int stepsPerEpoch;
  private final List<Epoch> epochs = new ArrayList<>();
  private boolean stopping;

  TrainingRun(
      Engine engine, Map<String, Trackable> state, TrainingOptions options, int stepsPerEpoch) {
    this.engine = engine;
    this.state = new LinkedHashMap<>(state);
    this.options = options;
    this.stepsPerEpoch = stepsPerEpoch;
  }

  /**
   * Where training runs.
   *
   * @return the engine
   */
  public Engine engine() {
    return engine;
  }

  /**
   * What training changes: {@code model}, {@code optimizer}, {@code step} and what listeners added.
   *
   * @return the trees by name
   */
  public Map<String, Trackable> state() {
    return Collections.unmodifiableMap(state);
  }

  /**
   * The tree that is trained.
   *
   * @return the model
   */
  public Trackable model() {
    return state.get(Trainer.MODEL);
  }

  /**
   * Adds to the state, so that checkpoints hold it.
   *
   * @param name its name
   * @param tree the variables
   * @throws IllegalArgumentException if the state has something of that name
   */
  public void addState(String name, Trackable tree) {
    if (state.putIfAbsent(name, tree) != null) {
      throw new IllegalArgumentException(
          "state must be added once under each name, but '" + name + "' is there already");
    }
  }

  /**
   * How training was asked for.
   *
   * @return the options
   */
  public TrainingOptions options() {
    return options;
  }

  /**
   * How many steps an epoch has; where steps are counted, the last may have fewer.
   *
   * @return at least 1
   */
  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /**
   * The epochs that have ended.
   *
   * @return the epochs so far, the oldest first
   */
  public List<Epoch> epochs() {
    return Collections.unmodifiableList(epochs);
  }

  void add(Epoch epoch) {
    epochs.add(epoch);
  }

  /**
   * Takes over the epochs of the run that this one resumes; for {@link TrainingListener#onRestore}.
   *
   * @param earlier the epochs of that run, the oldest first
   */
  public void resumeAfter(List<Epoch> earlier) {
    epochs.clear();
    epochs.addAll(earlier);
  }

  /** Has training end after this step. */
  public void stop() {
    stopping = true;
  }

  /**
   * Whether training ends after this step.
   *
   * @return true if it was {@linkplain #stop stopped}
   */
  public boolean isStopping() {
    return stopping;
  }
}
