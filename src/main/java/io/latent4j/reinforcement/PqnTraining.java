package io.latent4j.reinforcement;

import io.latent4j.engine.GraphEngine;
import io.latent4j.model.FitOptions;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.optimizers.Optimizer;
import java.util.Map;
import java.util.function.Supplier;

/** Puts together what {@link Pqn} trains. */
final class PqnTraining {
  private static final int MOST_UPDATES_OF_CALL = 4;
  private static final float LARGEST_GRADIENT = 10;

  private PqnTraining() {}

  static DqnModel fit(Pqn options, Supplier<? extends Environment> environment, FitOptions how) {
    Environment game = environment.get();
    QNetwork.Design design = new QNetwork.Design(options.layers(), options.duelling(), true);
    QNetwork.Form shape = new QNetwork.Form(design, game.observationShape(), game.actions().size());
    int updates = MOST_UPDATES_OF_CALL;
    while (options.batches() % updates != 0) {
      updates--;
    }
    int callsOfRollout = options.passes() * options.batches() / updates;
    int stepsOfRollout = options.games() * options.rollout();
    QTraining.Division division =
        QTraining.Division.of(
            0,
            (double) stepsOfRollout / callsOfRollout,
            (long) options.steps() / stepsOfRollout * callsOfRollout,
            callsOfRollout);
    try (GraphEngine engine = GraphEngine.create(how.engine())) {
      QNetwork network = new QNetwork(engine, shape);
      Optimizer optimizer =
          DqnTraining.optimizer(
                  options.optimizer(),
                  TrainingPlan.of(1, 1)
                      .withSchedule(options.schedule())
                      .withLearningRate(options.learningRate()),
                  division.calls() * updates)
              .withGlobalClipNorm(LARGEST_GRADIENT);
      Updates.Form form = new Updates.Form(updates, 1, 2, options.batch(), options.huber(), false);
      return new QTraining(options, environment, how)
          .run(
              engine,
              network,
              optimizer,
              new Updates(
                  engine,
                  network,
                  optimizer,
                  (tf, all) -> (update, seen, numbers) -> numbers.get(0),
                  form),
              new RolloutExperience(engine, network, options, environment, updates),
              Map.of(),
              division);
    }
  }
}
