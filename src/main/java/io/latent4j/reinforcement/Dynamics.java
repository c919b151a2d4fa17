package io.latent4j.reinforcement;

import io.latent4j.engine.GraphEngine;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.Options;
import io.latent4j.model.RateSchedule;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.History;
import io.latent4j.training.Objective;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Learns how a game goes on: from what is seen and the action to what is seen next, by convolutions
 * over the planes of the game and a plane for each action. The loss is the binary cross-entropy of
 * each cell of each plane.
 *
 * <pre>{@code
 * Player mixed = model.player().withRandomActions(0.3, 3, 1);
 * try (DynamicsModel game = Dynamics.of(20_000).fit(Breakout::create, mixed, how)) {
 *   float[][] next = game.imagine(observation, 0, 0, 2, 2);
 * }
 * }</pre>
 *
 * @param steps how many steps are played to learn from; at least 1
 * @param filters how many filters each of the three convolutions of 3 x 3 cells has; at least 1
 * @param plan how to train
 */
public record Dynamics(int steps, int filters, TrainingPlan plan) implements Options {
  static final String SYSTEM = "dynamics";
  private static final String NEXT = "next";
  private static final int GAMES = 16;

  /**
   * Checks the options.
   *
   * @param steps at least 1
   * @param filters at least 1
   * @param plan how to train
   */
  public Dynamics {
    Rules.steps(steps);
    Rules.atLeast(1, "filters", filters);
    Objects.requireNonNull(plan, "plan");
  }

  /**
   * 32 filters, 8 passes in batches of 64, Adam at 0.002 that falls as a cosine.
   *
   * @param steps how many steps are played to learn from; at least 1
   * @return the options
   * @throws IllegalArgumentException if it is less
   */
  public static Dynamics of(int steps) {
    return new Dynamics(
        steps,
        32,
        TrainingPlan.of(8, 64)
            .withLearningRate(0.002)
            .withSchedule(RateSchedule.COSINE)
            .withPatience(0));
  }

  /**
   * Chooses the size of the network.
   *
   * @param filters at least 1
   * @return the changed options
   */
  public Dynamics withFilters(int filters) {
    return Options.with(this, "filters", filters);
  }

  /**
   * Chooses how to train.
   *
   * @param plan the plan
   * @return the changed options
   */
  public Dynamics withPlan(TrainingPlan plan) {
    return Options.with(this, "plan", plan);
  }

  /**
   * Plays, and learns from that.
   *
   * @param environment makes a game whose observations are planes of zeros and ones
   * @param player who plays: who does not see everything can't learn everything, so some of the
   *     actions should be random
   * @param how how to compute, whom to tell, where to save
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException if an option or the environment won't do
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  public DynamicsModel fit(
      Supplier<? extends Environment> environment, Player player, FitOptions how) {
    Environment game = environment.get();
    requirePlanes(game);
    Fit fit =
        Fit.begin(SYSTEM, this, new Fit.Data(game.name(), steps, Provenances.hash(game)), how);
    Played played = Played.of(environment, player, GAMES, steps, how.engine().seed());
    DynamicsNetwork.Form form =
        new DynamicsNetwork.Form(game.observationShape(), game.actions().size(), filters);
    form.described().forEach(fit::resolve);
    try (GraphEngine engine = GraphEngine.create(how.engine());
        TrainingSet set = set(form, played)) {
      DynamicsNetwork network = new DynamicsNetwork(engine, form);
      Optimizer optimizer = plan.newOptimizer(set.count());
      Trainer trainer =
          Trainer.minimizing(
              Objective.of(network.layers(), Losses.binaryCrossentropyFromLogits(), NEXT),
              optimizer);
      History history =
          new NetworkTraining(fit, plan).run("training", trainer, set, Optional.empty());
      Map<String, Double> figures =
          history.epochs().isEmpty() ? Map.of() : Map.of("loss", history.last().metric("loss"));
      return DynamicsModel.of(network, fit.provenance(figures), how.engine());
    }
  }

  static void requirePlanes(Environment game) {
    if (!game.binary() || game.observationShape().numDimensions() != 3) {
      throw new InvalidOptionException(
          "environment",
          "must be seen as planes of zeros and ones, but %s is not".formatted(game.name()));
    }
  }

  private static TrainingSet set(DynamicsNetwork.Form form, Played played) {
    int count = played.actions().length;
    int size = (int) form.observation().size();
    float[] next = new float[count * size];
    for (int i = 0; i < count; i++) {
      System.arraycopy(played.next()[i], 0, next, i * size, size);
    }
    Shape shape = form.observation().prepend(count);
    TFloat32 inputs =
        Experience.floats(form.withActions(played.seen(), played.actions()), form.input(count));
    return TrainingSet.of(
        Map.of(TrainingSet.SAMPLES, inputs, NEXT, Experience.floats(next, shape)));
  }

  /** What was seen, done, and seen then. */
  record Played(float[][] seen, int[] actions, float[][] next) {

    static Played of(
        Supplier<? extends Environment> environment,
        Player player,
        int count,
        int steps,
        long seed) {
      int games = Math.min(count, steps);
      EnvironmentBatch batch = EnvironmentBatch.of(environment, games, seed);
      Played played = new Played(new float[steps][], new int[steps], new float[steps][]);
      for (int at = 0; at < steps; at += games) {
        float[][] seen = batch.observations().clone();
        int[] actions = player.act(seen);
        batch.step(actions);
        int some = Math.min(games, steps - at);
        System.arraycopy(seen, 0, played.seen, at, some);
        System.arraycopy(actions, 0, played.actions, at, some);
        System.arraycopy(batch.arrived(), 0, played.next, at, some);
      }
      return played;
    }
  }
}
