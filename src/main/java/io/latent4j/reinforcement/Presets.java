package io.latent4j.reinforcement;

import io.latent4j.model.RateSchedule;

/** Options that are known to work for the environments that are here, for a first try. */
public final class Presets {
  /** A day costs about 5, all days with a discount of 0.95 about 100: values are about 2 then. */
  private static final double STOCK_SCALE = 0.02;

  private Presets() {}

  /**
   * Options of {@link Dqn}.
   *
   * @param environment the name of the environment; of an unknown one, what is usual
   * @return the options
   */
  public static Dqn dqn(String environment) {
    return switch (environment) {
      case "cartpole" ->
          Dqn.of(100_000)
              .withWarmUp(1000)
              .withBatch(64)
              .withLearningRate(1e-3)
              .withSchedule(RateSchedule.COSINE)
              .withTargetInterval(100)
              .withNStep(3)
              .withDoubleQ(true);
      case "gridworld" ->
          Dqn.of(100_000)
              .withWarmUp(5000)
              .withDiscount(0.95)
              .withLearningRate(1e-3)
              .withSchedule(RateSchedule.COSINE)
              .withEpsilon(1, 0.1, 50_000);
      case "stock" ->
          Dqn.of(100_000)
              .withBatch(128)
              .withUpdates(2)
              .withDiscount(0.95)
              .withRewardScale(STOCK_SCALE)
              .withHuber(false)
              .withLearningRate(1e-3)
              .withSchedule(RateSchedule.COSINE)
              .withTargetInterval(200)
              .withEpsilon(1, 0.1, 50_000)
              .withDoubleQ(true);
      default -> environment.endsWith("-screens") ? screens() : Dqn.of(200_000);
    };
  }

  /** An update from screens takes as long as tens of updates from cells, and more room. */
  private static Dqn screens() {
    return Dqn.of(100_000)
        .withUpdates(2)
        .withReplay(50_000)
        .withWarmUp(2_000)
        .withTargetInterval(500)
        .withLearningRate(2.5e-4);
  }

  /**
   * Options of {@link Pqn}.
   *
   * @param environment the name of the environment; of an unknown one, what is usual
   * @return the options
   */
  public static Pqn pqn(String environment) {
    return switch (environment) {
      case "cartpole" ->
          Pqn.of(300_000)
              .withGames(32)
              .withRollout(64)
              .withPasses(4, 16)
              .withLambda(0.95)
              .withHuber(true)
              .withSchedule(RateSchedule.COSINE);
      case "gridworld" ->
          Pqn.of(200_000)
              .withDiscount(0.95)
              .withLearningRate(1e-3)
              .withSchedule(RateSchedule.COSINE);
      case "stock" ->
          Pqn.of(300_000)
              .withPasses(4, 8)
              .withDiscount(0.95)
              .withRewardScale(STOCK_SCALE)
              .withLambda(0.5)
              .withEpsilon(1, 0.1, 100_000)
              .withLearningRate(1e-3)
              .withSchedule(RateSchedule.COSINE);
      default -> Pqn.of(1_000_000);
    };
  }

  /**
   * Options of {@link QLearning}.
   *
   * @param environment the name of the environment
   * @return the options
   */
  public static QLearning qLearning(String environment) {
    return QLearning.of(environment.equals("stock") ? 20_000_000 : 10_000_000);
  }
}
