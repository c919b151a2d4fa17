package io.latent4j.reinforcement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Episodes that were played apart from training.
 *
 * @param returns the sum of the rewards of each episode
 * @param lengths how many steps each took
 */
public record Evaluation(double[] returns, int[] lengths) {

  /** The episodes that are played unless said otherwise. */
  public static final int USUAL_EPISODES = 100;

  /**
   * Plays one episode in each of so many games, all stepped together.
   *
   * @param environment makes a game
   * @param player who plays
   * @param episodes how many episodes, at least 1
   * @param seed what the episodes derive from
   * @return the episodes
   * @throws IllegalArgumentException if there are none, or the environment is not what it should be
   */
  public static Evaluation of(
      Supplier<? extends Environment> environment, Player player, int episodes, long seed) {
    Rules.atLeast(1, "episodes", episodes);
    double[] returns = new double[episodes];
    int[] lengths = new int[episodes];
    List<Game> playing = new ArrayList<>();
    for (int episode = 0; episode < episodes; episode++) {
      CheckedEnvironment game = new CheckedEnvironment(environment.get());
      playing.add(new Game(episode, game, game.reset(GameRandom.derived(seed, episode))));
    }
    while (!playing.isEmpty()) {
      int[] actions = player.act(playing.stream().map(Game::seen).toArray(float[][]::new));
      List<Game> next = new ArrayList<>();
      for (int i = 0; i < actions.length; i++) {
        Game game = playing.get(i);
        Outcome outcome = game.environment.step(actions[i]);
        returns[game.episode] += outcome.reward();
        lengths[game.episode]++;
        if (!outcome.ended()) {
          next.add(new Game(game.episode, game.environment, game.environment.observation()));
        }
      }
      playing = next;
    }
    return new Evaluation(returns, lengths);
  }

  private record Game(int episode, CheckedEnvironment environment, float[] seen) {}

  /**
   * The mean of the returns.
   *
   * @return the mean
   */
  public double meanReturn() {
    return Arrays.stream(returns).average().orElseThrow();
  }
}
