package io.latent4j.reinforcement;

import java.util.Arrays;
import java.util.function.ToIntFunction;

/** Chooses actions, for many games at once. */
@FunctionalInterface
public interface Player {

  /**
   * Chooses.
   *
   * @param observations what is seen in each game, of shape (games, values)
   * @return an action for each game
   */
  int[] act(float[][] observations);

  /**
   * A player that looks at one game after the other.
   *
   * @param rule the action for an observation
   * @return the player
   */
  static Player each(ToIntFunction<float[]> rule) {
    return observations -> Arrays.stream(observations).mapToInt(rule).toArray();
  }

  /**
   * A player that draws its actions, each as likely as the other.
   *
   * @param actions how many there are, at least 1
   * @param seed what the draws derive from
   * @return the player
   */
  static Player random(int actions, long seed) {
    GameRandom random = new GameRandom(seed);
    return each(observation -> random.below(actions));
  }

  /**
   * This player, but for a share of random actions.
   *
   * @param epsilon the share, from 0 to 1
   * @param actions how many actions there are, at least 1
   * @param seed what the draws derive from
   * @return the player; this one if the share is 0
   */
  default Player withRandomActions(double epsilon, int actions, long seed) {
    if (epsilon == 0) {
      return this;
    }
    GameRandom random = new GameRandom(seed);
    return observations -> {
      int[] chosen = act(observations);
      for (int i = 0; i < chosen.length; i++) {
        if (random.uniform() < epsilon) {
          chosen[i] = random.below(actions);
        }
      }
      return chosen;
    };
  }
}
