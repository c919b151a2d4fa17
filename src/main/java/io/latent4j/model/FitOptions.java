package io.latent4j.model;

import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How to fit, whatever the estimator: how to compute, what to check on, whom to tell, where to
 * save.
 *
 * @param engine how to compute, and the seed of all randomness
 * @param validation samples to check on, for estimators that do
 * @param listeners who is told how it goes, in this order
 * @param trainingListeners who follows the training of a network, for estimators that train one
 * @param checkpoint the folder where training by steps is saved as it goes on
 * @param checkpointUse what is done with what is saved there already
 */
public record FitOptions(
    EngineOptions engine,
    Optional<Samples> validation,
    List<FitListener> listeners,
    List<TrainingListener> trainingListeners,
    Optional<Path> checkpoint,
    CheckpointUse checkpointUse) {

  /**
   * Copies the lists.
   *
   * @param engine how to compute, and the seed of all randomness
   * @param validation samples to check on, for estimators that do
   * @param listeners who is told how it goes, in this order
   * @param trainingListeners who follows the training of a network
   * @param checkpoint the folder where training by steps is saved as it goes on
   * @param checkpointUse what is done with what is saved there already
   */
  public FitOptions {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(validation, "validation");
    Objects.requireNonNull(checkpoint, "checkpoint");
    listeners = List.copyOf(listeners);
    trainingListeners = List.copyOf(trainingListeners);
    Objects.requireNonNull(checkpointUse, "checkpointUse");
  }

  /**
   * The default engine options, no validation, nobody told, nothing saved.
   *
   * @return the options
   */
  public static FitOptions defaults() {
    return of(EngineOptions.defaults());
  }

  /**
   * The same with other engine options.
   *
   * @param engine how to compute
   * @return the options
   */
  public static FitOptions of(EngineOptions engine) {
    return new FitOptions(
        engine, Optional.empty(), List.of(), List.of(), Optional.empty(), CheckpointUse.BEGIN);
  }

  /**
   * Chooses how to compute.
   *
   * @param engine the engine options
   * @return the changed options
   */
  public FitOptions withEngine(EngineOptions engine) {
    return Options.with(this, "engine", engine);
  }

  /**
   * Chooses the seed.
   *
   * @param seed any number
   * @return the changed options
   */
  public FitOptions withSeed(long seed) {
    return withEngine(engine.withSeed(seed));
  }

  /**
   * Checks on samples that are not learned from.
   *
   * @param validation the samples, of as many features
   * @return the changed options
   */
  public FitOptions withValidation(Samples validation) {
    return Options.with(this, "validation", Optional.of(validation));
  }

  /**
   * Tells one more listener.
   *
   * @param listener who is told how it goes
   * @return the changed options
   */
  public FitOptions withListener(FitListener listener) {
    return Options.with(this, "listeners", and(listeners, listener));
  }

  /**
   * Has one more listener follow the training of a network, such as one that writes for
   * TensorBoard.
   *
   * @param listener who follows
   * @return the changed options
   */
  public FitOptions withTrainingListener(TrainingListener listener) {
    return Options.with(this, "trainingListeners", and(trainingListeners, listener));
  }

  private static <T> List<T> and(List<T> listeners, T listener) {
    List<T> all = new ArrayList<>(listeners);
    all.add(Objects.requireNonNull(listener, "listener"));
    return all;
  }

  /**
   * Saves training by steps as it goes on. A training that is resumed gives what one would that was
   * never interrupted.
   *
   * @param folder where to; made if it is missing
   * @param use what is done with a training that is saved there already
   * @return the changed options
   */
  public FitOptions withCheckpoint(Path folder, CheckpointUse use) {
    return new FitOptions(
        engine, validation, listeners, trainingListeners, Optional.of(folder), use);
  }
}
