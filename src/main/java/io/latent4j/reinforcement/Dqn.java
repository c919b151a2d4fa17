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
 * A deep Q-network (Mnih and others, <i>Human-level control through deep reinforcement
 * learning</i>, 2015): a network learns the values of actions from transitions that it remembers,
 * with a copy of itself, refreshed now and then, for the values of what comes next.
 *
 * <pre>{@code
 * Dqn dqn = Dqn.of(200_000).withDoubleQ(true).withPrioritized(true).withNStep(3);
 * try (DqnModel model = dqn.fit(Breakout::create, FitOptions.defaults())) {
 *   model.save(Path.of("model"));
 * }
 * }</pre>
 *
 * @param steps how many steps are made in all games together; at least 1
 * @param games how many games are played at once
 * @param batch how many transitions an update sees
 * @param updates how many updates follow each step of all games
 * @param optimizer the optimizer, by Keras's name
 * @param learningRate its rate at first
 * @param schedule how the rate changes over all updates
 * @param discount what a reward of the next step counts beside one of this, from 0 to below 1
 * @param rewardScale what rewards are multiplied by before they are learned from, and so the values
 *     too; above 0 and finite
 * @param replay how many transitions are remembered
 * @param warmUp how many steps are made with random actions before the first update
 * @param targetInterval after how many updates the copy is refreshed
 * @param firstEpsilon the share of random actions at first
 * @param lastEpsilon the share in the end
 * @param explorationSteps over how many steps the share falls; if empty, a quarter of all, at most
 *     50,000
 * @param doubleQ whether the network itself chooses the next action that its copy values (van
 *     Hasselt and others, <i>Deep reinforcement learning with double Q-learning</i>, 2016)
 * @param duelling whether values and advantages are apart in the network
 * @param prioritized whether transitions whose value was far off are drawn more often
 * @param nStep over how many steps rewards are summed before the value of what comes next counts
 * @param huber whether errors above 1 count linearly, else all squared
 * @param layers the units of the dense layers; if empty, what suits the shape of observations
 */
public record Dqn(
    int steps,
    int games,
    int batch,
    int updates,
    String optimizer,
    double learningRate,
    RateSchedule schedule,
    double discount,
    double rewardScale,
    int replay,
    int warmUp,
    int targetInterval,
    double firstEpsilon,
    double lastEpsilon,
    OptionalInt explorationSteps,
    boolean doubleQ,
    boolean duelling,
    boolean prioritized,
    int nStep,
    boolean huber,
    List<Integer> layers)
    implements Learner, LearnerChoices<Dqn> {
  private static final int MOST_EXPLORATION = 50_000;

  /**
   * Checks the options.
   *
   * @param steps at least 1
   * @param games at least 1
   * @param batch at least 1
   * @param updates at least 1
   * @param optimizer the optimizer, by Keras's name
   * @param learningRate above 0 and finite
   * @param schedule how the rate changes
   * @param discount from 0 to below 1
   * @param rewardScale above 0 and finite
   * @param replay at least as many as a batch
   * @param warmUp at least 0
   * @param targetInterval at least 1
   * @param firstEpsilon from 0 to 1
   * @param lastEpsilon from 0 to 1
   * @param explorationSteps at least 1
   * @param doubleQ whether the network itself chooses the next action
   * @param duelling whether values and advantages are apart
   * @param prioritized whether transitions are drawn by error
   * @param nStep at least 1
   * @param huber whether large errors count linearly
   * @param layers the units of the dense layers, each at least 1
   */
  public Dqn {
    Rules.steps(steps);
    Rules.atLeast(1, "games", games);
    Rules.atLeast(1, "batch", batch);
    Rules.atLeast(1, "updates", updates);
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
    Rules.atLeast(batch, "replay", replay);
    Rules.atLeast(0, "warmUp", warmUp);
    Rules.atLeast(1, "targetInterval", targetInterval);
    Rules.share("firstEpsilon", firstEpsilon);
    Rules.share("lastEpsilon", lastEpsilon);
    explorationSteps.ifPresent(over -> Rules.atLeast(1, "explorationSteps", over));
    Rules.atLeast(1, "nStep", nStep);
    layers = Rules.layers(layers);
  }

  /**
   * Eight games, an update of 32 transitions for every second step, Adam at 0.0005, a discount of
   * 0.99, 100,000 transitions remembered, 5,000 steps of warm-up, a copy every 1,000 updates, a
   * share of random actions that falls from 1 to 0.02, Huber loss.
   *
   * @param steps how many steps are made in all games together; at least 1
   * @return the options
   * @throws IllegalArgumentException if it is less
   */
  public static Dqn of(int steps) {
    return new Dqn(
        steps,
        8,
        32,
        4,
        "adam",
        5e-4,
        RateSchedule.CONSTANT,
        0.99,
        1,
        100_000,
        5_000,
        1_000,
        1,
        0.02,
        OptionalInt.empty(),
        false,
        false,
        false,
        1,
        true,
        List.of());
  }

  @Override
  public String method() {
    return "dqn";
  }

  /**
   * Chooses how many transitions an update sees.
   *
   * @param batch at least 1
   * @return the changed options
   */
  public Dqn withBatch(int batch) {
    return Options.with(this, "batch", batch);
  }

  /**
   * Chooses how many updates follow each step of all games.
   *
   * @param updates at least 1
   * @return the changed options
   */
  public Dqn withUpdates(int updates) {
    return Options.with(this, "updates", updates);
  }

  /**
   * Chooses how many transitions are remembered.
   *
   * @param replay at least as many as a batch
   * @return the changed options
   */
  public Dqn withReplay(int replay) {
    return Options.with(this, "replay", replay);
  }

  /**
   * Chooses how long actions are random before the first update.
   *
   * @param warmUp how many steps, at least 0
   * @return the changed options
   */
  public Dqn withWarmUp(int warmUp) {
    return Options.with(this, "warmUp", warmUp);
  }

  /**
   * Chooses how often the copy is refreshed.
   *
   * @param targetInterval after how many updates, at least 1
   * @return the changed options
   */
  public Dqn withTargetInterval(int targetInterval) {
    return Options.with(this, "targetInterval", targetInterval);
  }

  /**
   * Chooses who chooses the next action.
   *
   * @param doubleQ whether the network itself does
   * @return the changed options
   */
  public Dqn withDoubleQ(boolean doubleQ) {
    return Options.with(this, "doubleQ", doubleQ);
  }

  /**
   * Chooses how transitions are drawn.
   *
   * @param prioritized whether by error
   * @return the changed options
   */
  public Dqn withPrioritized(boolean prioritized) {
    return Options.with(this, "prioritized", prioritized);
  }

  /**
   * Chooses over how many steps rewards are summed.
   *
   * @param nStep at least 1
   * @return the changed options
   */
  public Dqn withNStep(int nStep) {
    return Options.with(this, "nStep", nStep);
  }

  /**
   * How much memory the transitions take when all are remembered.
   *
   * @param environment makes a game
   * @return the bytes
   */
  public long replayBytes(Supplier<? extends Environment> environment) {
    return ReplayMemory.bytes(replay, ObservationStore.Kind.of(environment.get()), prioritized);
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>(Learner.super.options());
    options.put("method", method());
    options.put("exploration_steps", exploration());
    return options;
  }

  int exploration() {
    return explorationSteps.orElse(Math.max(1, Math.min(steps / 4, MOST_EXPLORATION)));
  }

  @Override
  public boolean isProlongable() {
    return schedule == RateSchedule.CONSTANT && !prioritized;
  }

  @Override
  public void check(Supplier<? extends Environment> environment) {
    CheckedEnvironment game = new CheckedEnvironment(environment.get());
    Rules.require(
        steps > warmUp + games, "steps", "above warmUp + games, " + (warmUp + games), steps);
    ReplayMemory.check(replay, ObservationStore.Kind.of(game.environment()), prioritized);
  }

  @Override
  public DqnModel fit(Supplier<? extends Environment> environment, FitOptions how) {
    check(environment);
    return DqnTraining.fit(this, environment, how);
  }
}
