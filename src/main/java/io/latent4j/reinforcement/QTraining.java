package io.latent4j.reinforcement;

import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Trackable;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Provenance;
import io.latent4j.model.Stages;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.BatchFunction;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.StepCount;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingRun;
import io.latent4j.training.TrainingSet;
import io.latent4j.training.listeners.Checkpointing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The training of a Q-network by {@link Trainer}, whose steps are calls of the engine: an epoch is
 * about 5,000 steps of the games.
 */
final class QTraining {
  private static final int STEPS_OF_EPOCH = 5_000;

  private final Learner learner;
  private final Supplier<? extends Environment> environment;
  private final FitOptions how;
  private final long start = System.nanoTime();

  /**
   * How training is divided.
   *
   * @param before how many steps of the games come before the first call
   * @param stepsOfCall how many come with each call
   * @param calls how many calls there are
   * @param perEpoch how many each epoch has, but for the last, which has what is left: as many
   *     however long training is, so that it can be prolonged
   */
  record Division(int before, double stepsOfCall, int calls, int perEpoch) {

    /**
     * Divides calls.
     *
     * @param before how many steps of the games come before the first
     * @param stepsOfCall how many come with each
     * @param calls how many there are
     * @param multiple what an epoch has a multiple of
     */
    static Division of(int before, double stepsOfCall, long calls, int multiple) {
      int perEpoch = Math.max(multiple, (int) (STEPS_OF_EPOCH / stepsOfCall) / multiple * multiple);
      return new Division(before, stepsOfCall, Math.toIntExact(calls), perEpoch);
    }

    int epochs() {
      return (calls - 1) / perEpoch + 1;
    }

    boolean isWhole() {
      return calls % perEpoch == 0;
    }

    /** How many steps training may have, where its last epoch is whole. */
    String wholeSteps() {
      String multiple = "a multiple of " + Math.round(perEpoch * stepsOfCall);
      return before == 0 ? multiple : before + " and " + multiple;
    }
  }

  QTraining(Learner learner, Supplier<? extends Environment> environment, FitOptions how) {
    this.learner = learner;
    this.environment = environment;
    this.how = how;
  }

  DqnModel run(
      GraphEngine engine,
      QNetwork network,
      Optimizer optimizer,
      BatchFunction updates,
      Experience experience,
      Map<String, Trackable> others,
      Division division) {
    Map<String, Trackable> state = new LinkedHashMap<>();
    state.put(Trainer.MODEL, network);
    state.put(Trainer.OPTIMIZER, optimizer);
    state.putAll(others);
    ExperienceState memory = new ExperienceState(engine);
    state.put("experience", memory);
    Trainer trainer = Trainer.of(engine, state, updates, updates);
    Stages stages = new Stages(how.listeners());
    PlayProgress progress = new PlayProgress(stages, experience, learner.steps());
    List<TrainingListener> listeners = new ArrayList<>(how.trainingListeners());
    listeners.add(new Keeper(experience, memory, how.checkpoint().isPresent()));
    listeners.add(progress);
    how.checkpoint().ifPresent(folder -> listeners.add(checkpointing(folder, division)));
    try (TrainingSet set = TrainingSet.of(1, experience)) {
      History history =
          trainer.fit(
              set,
              TrainingOptions.of(new StepCount(division.calls(), division.perEpoch()), 1),
              listeners.toArray(new TrainingListener[0]));
      progress.end(history);
      Provenance provenance =
          Provenances.of(
                  DqnModel.SYSTEM,
                  options(network),
                  how.engine(),
                  environment.get(),
                  experience.frames())
              .withFigures(figures(history))
              .withEnd((System.nanoTime() - start) * 1e-9, !stages.goOn());
      return DqnModel.of(
          network,
          new Learned(history, experience.frames(), division.epochs()),
          provenance,
          how.engine());
    }
  }

  private Map<String, Object> options(QNetwork network) {
    Map<String, Object> options = new LinkedHashMap<>(learner.options());
    options.putAll(network.form().described());
    return options;
  }

  private static Map<String, Double> figures(History history) {
    return history.epochs().isEmpty()
        ? Map.of()
        : Map.of("loss", history.last().metric(BatchFunction.LOSS));
  }

  private Checkpointing checkpointing(Path folder, Division division) {
    Checkpointing saving = Checkpointing.of(folder, settings(division)).sparingly();
    if (how.checkpointUse() == CheckpointUse.RESUME) {
      return saving.resuming();
    }
    return how.checkpointUse() == CheckpointUse.OVERWRITE ? saving.overwriting() : saving;
  }

  /** All that the weights depend on but, where nothing else depends on it, how long it goes on. */
  private Map<String, String> settings(Division division) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("system", DqnModel.SYSTEM);
    settings.put("environment", environment.get().name());
    learner.options().forEach((name, value) -> settings.put(name, String.valueOf(value)));
    if (learner.isProlongable() && division.isWhole()) {
      settings.put("steps", division.wholeSteps());
    }
    settings.put("seed", String.valueOf(how.engine().seed()));
    settings.put("threads", String.valueOf(how.engine().threads()));
    settings.put("precision", how.engine().precision().toString());
    return settings;
  }

  /**
   * How training went.
   *
   * @param history its epochs
   * @param frames how many steps were made in all games together
   * @param epochs how many epochs all of training has
   */
  record Learned(History history, long frames, int epochs) {}

  /** Puts what is remembered in Java into the state before it is saved, and takes it from there. */
  private record Keeper(Experience experience, ExperienceState memory, boolean saves)
      implements TrainingListener {

    @Override
    public void onReady(TrainingRun run) {
      if (!run.epochs().isEmpty()) {
        experience.restore(memory.get());
      }
    }

    @Override
    public void onEpoch(TrainingRun run, Epoch epoch) {
      if (saves) {
        memory.set(experience.toBytes());
      }
    }
  }
}
