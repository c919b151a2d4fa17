package io.latent4j.reinforcement;

import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Trackable;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Provenance;
import io.latent4j.model.Stages;
import io.latent4j.model.TrainingProgress;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.BatchFunction;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingRun;
import io.latent4j.training.TrainingSet;
import io.latent4j.training.listeners.Checkpointing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The training of a Q-network by {@link Trainer}, whose samples are calls of the engine: an epoch
 * is about 10,000 steps of the games.
 */
final class QTraining {
  private static final int STEPS_OF_EPOCH = 10_000;

  private final Learner learner;
  private final Supplier<? extends Environment> environment;
  private final FitOptions how;
  private final long start = System.nanoTime();

  /**
   * How training is divided.
   *
   * @param epochs how many epochs
   * @param calls how many calls each has
   */
  record Division(int epochs, int calls) {

    /** Divides calls of which each comes with some steps of the games. */
    static Division of(long calls, double stepsOfCall, int multiple) {
      long epochs = Math.max(1, Math.round(calls * stepsOfCall / STEPS_OF_EPOCH));
      long each = Math.max(multiple, calls / epochs / multiple * multiple);
      return new Division(Math.toIntExact(Math.max(1, calls / each)), Math.toIntExact(each));
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
      QNetwork.Design design,
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
    TrainingProgress progress = new TrainingProgress(stages, "training");
    List<TrainingListener> listeners = new ArrayList<>(how.trainingListeners());
    listeners.add(new Keeper(experience, memory, how.checkpoint().isPresent()));
    listeners.add(progress);
    how.checkpoint().ifPresent(folder -> listeners.add(checkpointing(folder)));
    try (TrainingSet set = TrainingSet.of(division.calls(), experience)) {
      History history =
          trainer.fit(
              set,
              TrainingOptions.of(division.epochs(), 1).withoutShuffling(),
              listeners.toArray(new TrainingListener[0]));
      progress.end(history);
      Provenance provenance =
          Provenances.of(
                  DqnModel.SYSTEM,
                  learner.options(),
                  how.engine(),
                  environment.get(),
                  experience.frames())
              .withFigures(figures(history))
              .withEnd((System.nanoTime() - start) * 1e-9, !stages.goOn());
      return DqnModel.of(
          network,
          design,
          new Learned(history, experience.frames(), division.epochs()),
          provenance,
          how.engine());
    }
  }

  private static Map<String, Double> figures(History history) {
    return history.epochs().isEmpty()
        ? Map.of()
        : Map.of("loss", history.last().metric(BatchFunction.LOSS));
  }

  private Checkpointing checkpointing(java.nio.file.Path folder) {
    Checkpointing saving = Checkpointing.of(folder, settings()).sparingly();
    if (how.checkpointUse() == CheckpointUse.RESUME) {
      return saving.resuming();
    }
    return how.checkpointUse() == CheckpointUse.OVERWRITE ? saving.overwriting() : saving;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("system", DqnModel.SYSTEM);
    settings.put("environment", environment.get().name());
    learner.options().forEach((name, value) -> settings.put(name, String.valueOf(value)));
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
