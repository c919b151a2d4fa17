package io.latent4j.reinforcement;

import io.latent4j.model.Provenance;
import java.util.Arrays;

/**
 * What {@link QLearning} learned: a value for each action in each state.
 *
 * @param values the values, of shape (states, actions)
 * @param visits how often each action was made in each state, of the same shape
 * @param stepsAt after how many steps each of {@code returns} was found
 * @param returns the mean return of the episodes of training that ended since the one before
 * @param provenance where the table comes from
 */
public record QTable(
    double[][] values, int[][] visits, double[] stepsAt, double[] returns, Provenance provenance) {

  static int largest(double... values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * The action of the largest value.
   *
   * @param state the state
   * @return the first of those
   */
  public int action(int state) {
    return largest(values[state]);
  }

  /**
   * The value of a state.
   *
   * @param state the state
   * @return the largest of its actions
   */
  public double value(int state) {
    return Arrays.stream(values[state]).max().orElseThrow();
  }

  /**
   * The largest difference to the best values, over the states that are reached by who always does
   * what is best: others may hardly be seen.
   *
   * @param best the best values
   * @return at least 0
   */
  public double error(ValueIteration best) {
    boolean[] reached = best.reachedByTheBest();
    double error = 0;
    for (int state = 0; state < reached.length; state++) {
      if (reached[state]) {
        error = Math.max(error, Math.abs(value(state) - best.value(state)));
      }
    }
    return error;
  }

  /**
   * Plays by this table, in the episodes that {@link Evaluation#of} has for a seed.
   *
   * @param environment the environment
   * @param episodes how many episodes, at least 1
   * @param epsilon the share of random actions, from 0 to 1
   * @param seed what the episodes derive from
   * @return the episodes
   * @throws IllegalArgumentException if a number is outside its range
   */
  public Evaluation evaluate(
      TabularEnvironment environment, int episodes, double epsilon, long seed) {
    Rules.atLeast(1, "episodes", episodes);
    Rules.share("epsilon", epsilon);
    double[] returns = new double[episodes];
    int[] lengths = new int[episodes];
    GameRandom random = new GameRandom(seed);
    for (int episode = 0; episode < episodes; episode++) {
      environment.reset(GameRandom.derived(seed, episode));
      Outcome outcome;
      do {
        int action =
            random.uniform() < epsilon
                ? random.below(environment.actions().size())
                : action(environment.state());
        outcome = environment.step(action);
        returns[episode] += outcome.reward();
        lengths[episode]++;
      } while (!outcome.ended());
    }
    return new Evaluation(returns, lengths);
  }
}
