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
   * Plays an environment by this table.
   *
   * @param environment the environment
   * @param seed what the episode derives from
   * @return the sum of the rewards of the episode
   */
  public double play(TabularEnvironment environment, long seed) {
    environment.reset(seed);
    double sum = 0;
    Outcome outcome;
    do {
      outcome = environment.step(action(environment.state()));
      sum += outcome.reward();
    } while (!outcome.ended());
    return sum;
  }
}
