package io.latent4j.reinforcement;

import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import io.latent4j.model.RateSchedule;
import io.latent4j.nn.optimizers.Optimizers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A parallelized Q-network (Gallici and others, <i>Simplifying deep temporal difference
 * learning</i>, 2024): many games are played for some steps, the network learns lambda returns of
 * what they gave, and that is forgotten. Nothing is remembered longer and there is no copy of the
 * network: layer normalization keeps it steady.
 *
 * @param steps how many steps are made in all games together; at least 1
 * @param games how many games are played at once
 * @param rollout how many steps of each game are learned from together
 * @param passes how often they are gone through
 * @param batches into how many batches they are divided
 * @param optimizer the optimizer, by Keras's name
 * @param learningRate its rate at first
 * @param schedule how the rate changes over all updates
 * @param discount what a reward of the next step counts beside one of this, from 0 to below 1
 * @param rewardScale what rewards are multiplied by before they are learned from, and so the values
 *     too; above 0 and finite
 * @param lambda how far returns reach: 0 for the next step only, 1 for all of the rollout
 * @param firstEpsilon the share of random actions at first
 * @param lastEpsilon the share in the end
 * @param explorationSteps over how many steps the share falls; if empty, a tenth of all, at most
 *     100,000
 * @param duelling whether values and advantages are apart in the network
 * @param huber whether errors above 1 count linearly, else all squared
 * @param layers the units of the dense layers; if empty, what suits the shape of observations
 */
public record Pqn(
    int steps,
    int games,
    int rollout,
    int passes,
    int batches,
    String optimizer,
    double learningRate,
    RateSchedule schedule,
    double discount,
    double rewardScale,
    double lambda,
    double firstEpsilon,
    double lastEpsilon,
    OptionalInt explorationSteps,
    boolean duelling,
    boolean huber,
    List<Integer> layers)
    implements Learner, LearnerChoices<Pqn> {
  static final String METHOD = "pqn";
  private static final int MOST_EXPLORATION = 100_000;

  /**
   * Checks the options.
   *
   * @param steps at least 1
   * @param games at least 1
   * @param rollout at least 1
   * @param passes at least 1
   * @param batches at least 1; games times rollout must be a multiple
   * @param optimizer the optimizer, by Keras's name
   * @param learningRate above 0 and finite
   * @param schedule how the rate changes
   * @param discount from 0 to below 1
   * @param rewardScale above 0 and finite
   * @param lambda from 0 to 1
   * @param firstEpsilon from 0 to 1
   * @param lastEpsilon from 0 to 1
   * @param explorationSteps at least 1
   * @param duelling whether values and advantages are apart
   * @param huber whether large errors count linearly
   * @param layers the units of the dense layers, each at least 1
   */
  public Pqn {
    Rules.steps(steps);
    Rules.atLeast(1, "games", games);
    Rules.atLeast(1, "rollout", rollout);
    Rules.atLeast(1, "passes", passes);
    Rules.atLeast(1, "batches", batches);
    Rules.require(
        Math.multiplyExact(games, rollout) % batches == 0,
        "batches",
        "a divisor of games times rollout, " + games * rollout,
        batches);
    Optimizers.of(optimizer); // checks the name
    Rules.require(
        learningRate > 0 && Double.isFinite(learningRate),
        "learningRate",
        "above 0 and finite",
        learningRate);
    Objects.requireNonNull(schedule, "schedule");
    Rules.discount(discount);
    Rules.require(
        rewardScale > 0 && Double.isFinite(rewardScale),
        "rewardScale",
        "above 0 and finite",
        rewardScale);
    Rules.share("lambda", lambda);
    Rules.share("firstEpsilon", firstEpsilon);
    Rules.share("lastEpsilon", lastEpsilon);
    explorationSteps.ifPresent(over -> Rules.atLeast(1, "explorationSteps", over));
    layers = Rules.layers(layers);
  }

  /**
   * 64 games, rollouts of 32 steps gone through twice in 16 batches, Adam at 0.0005, a discount of
   * 0.99, lambda 0.65, a share of random actions that falls from 1 to 0.02.
   *
   * @param steps how many steps are made in all games together; at least 1
   * @return the options
   * @throws IllegalArgumentException if it is less
   */
  public static Pqn of(int steps) {
    return new Pqn(
        steps,
        64,
        32,
        2,
        16,
        "adam",
        5e-4,
        RateSchedule.CONSTANT,
        0.99,
        1,
        0.65,
        1,
        0.02,
        OptionalInt.empty(),
        false,
        false,
        List.of());
  }

  @Override
  public String method() {
    return METHOD;
  }

  /**
   * Chooses how many steps of each game are learned from together.
   *
   * @param rollout at least 1
   * @return the changed options
   */
  public Pqn withRollout(int rollout) {
    return Options.with(this, "rollout", rollout);
  }

  /**
   * Chooses how often a rollout is gone through, and in how many batches.
   *
   * @param passes at least 1
   * @param batches at least 1
   * @return the changed options
   */
  public Pqn withPasses(int passes, int batches) {
    return Options.with(Options.with(this, "passes", passes), "batches", batches);
  }

  /**
   * Chooses how far returns reach.
   *
   * @param lambda from 0 to 1
   * @return the changed options
   */
  public Pqn withLambda(double lambda) {
    return Options.with(this, "lambda", lambda);
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>(Learner.super.options());
    options.put("method", method());
    options.put("exploration_steps", exploration());
    options.put("batch", batch());
    return options;
  }

  int exploration() {
    return explorationSteps.orElse(Math.max(1, Math.min(steps / 10, MOST_EXPLORATION)));
  }

  int batch() {
    return games * rollout / batches;
  }

  @Override
  public boolean isProlongable() {
    return schedule == RateSchedule.CONSTANT;
  }

  @Override
  public void check(Supplier<? extends Environment> environment) {
    CheckedEnvironment game = new CheckedEnvironment(environment.get());
    Rules.require(
        steps >= games * rollout,
        "steps",
        "at least games times rollout, " + games * rollout,
        steps);
    long bytes = 4L * games * rollout * game.size();
    Rules.require(
        bytes < Runtime.getRuntime().maxMemory(),
        "rollout",
        "such that games times rollout observations fit into memory",
        rollout);
  }

  @Override
  public DqnModel fit(Supplier<? extends Environment> environment, FitOptions how) {
    check(environment);
    return PqnTraining.fit(this, environment, how);
  }
}
