package io.latent4j.reinforcement;

import io.latent4j.model.InvalidOptionException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The best values of all states, by dynamic programming: the Bellman equation applied until nothing
 * changes by more than 1e-10 (Bellman, <i>Dynamic Programming</i>, 1957). Only states that can be
 * reached count; the others have the value 0.
 */
public final class ValueIteration {
  private static final double TOLERANCE = 1e-10;

  private final double[][] q;
  private final boolean[] acting;
  private final TabularEnvironment environment;

  private ValueIteration(TabularEnvironment environment, double[][] q, boolean... acting) {
    this.environment = environment;
    this.q = q;
    this.acting = acting;
  }

  /** The transitions of all states and actions, as arrays. */
  private record Chances(double[][][] probability, int[][][] next, double[][][] reward) {}

  /**
   * Solves an environment.
   *
   * @param environment the environment
   * @param discount what a reward of the next step counts beside one of this, from 0 to below 1
   * @return the solution
   * @throws IllegalArgumentException if the discount is outside its range
   */
  public static ValueIteration of(TabularEnvironment environment, double discount) {
    if (!(discount >= 0 && discount < 1)) {
      throw new InvalidOptionException("discount", "from 0 to below 1", discount);
    }
    int actions = environment.actions().size();
    boolean[] acting = reachable(environment);
    double[][] q = new double[environment.states()][actions];
    double[] values = new double[q.length];
    Chances chances = chances(environment, acting);
    double change;
    do {
      change = 0;
      for (int state = 0; state < q.length; state++) {
        if (acting[state]) {
          update(q[state], values, chances, state, discount);
          double value = Arrays.stream(q[state]).max().orElseThrow();
          change = Math.max(change, Math.abs(value - values[state]));
          values[state] = value;
        }
      }
    } while (change > TOLERANCE * (1 - discount));
    return new ValueIteration(environment, q, acting);
  }

  private static void update(
      double[] q, double[] values, Chances chances, int state, double discount) {
    for (int action = 0; action < q.length; action++) {
      double[] probability = chances.probability[state][action];
      int[] next = chances.next[state][action];
      double[] reward = chances.reward[state][action];
      double sum = 0;
      for (int i = 0; i < probability.length; i++) {
        double later = next[i] < 0 ? 0 : discount * values[next[i]];
        sum += probability[i] * (reward[i] + later);
      }
      q[action] = sum;
    }
  }

  /** The next state is -1 where the episode is done. */
  private static Chances chances(TabularEnvironment environment, boolean... acting) {
    int actions = environment.actions().size();
    Chances all =
        new Chances(
            new double[acting.length][actions][],
            new int[acting.length][actions][],
            new double[acting.length][actions][]);
    for (int state = 0; state < acting.length; state++) {
      for (int action = 0; acting[state] && action < actions; action++) {
        List<TabularEnvironment.Transition> some = environment.transitions(state, action);
        all.probability[state][action] =
            some.stream().mapToDouble(TabularEnvironment.Transition::probability).toArray();
        all.next[state][action] = some.stream().mapToInt(t -> t.done() ? -1 : t.next()).toArray();
        all.reward[state][action] =
            some.stream().mapToDouble(TabularEnvironment.Transition::reward).toArray();
      }
    }
    return all;
  }

  private static boolean[] reachable(TabularEnvironment environment) {
    int actions = environment.actions().size();
    boolean[] found = new boolean[environment.states()];
    Deque<Integer> open = new ArrayDeque<>();
    environment.starts().forEach(start -> visit(start, found, open));
    while (!open.isEmpty()) {
      int state = open.pop();
      for (int action = 0; action < actions; action++) {
        for (TabularEnvironment.Transition way : environment.transitions(state, action)) {
          if (!way.done()) {
            visit(way.next(), found, open);
          }
        }
      }
    }
    return found;
  }

  private static void visit(int state, boolean[] found, Deque<Integer> open) {
    if (!found[state]) {
      found[state] = true;
      open.push(state);
    }
  }

  /**
   * Whether a state can be reached, and actions be made in it.
   *
   * @param state the state
   * @return true if so
   */
  public boolean isReachable(int state) {
    return acting[state];
  }

  /**
   * The states that are reached by who always does what is best.
   *
   * @return for each state whether it is
   */
  public boolean[] reachedByTheBest() {
    boolean[] found = new boolean[q.length];
    Deque<Integer> open = new ArrayDeque<>();
    environment.starts().forEach(start -> visit(start, found, open));
    while (!open.isEmpty()) {
      int state = open.pop();
      for (TabularEnvironment.Transition way : environment.transitions(state, action(state))) {
        if (!way.done()) {
          visit(way.next(), found, open);
        }
      }
    }
    return found;
  }

  /**
   * The value of a state for who does what is best.
   *
   * @param state the state
   * @return the discounted sum of the rewards to be expected
   */
  public double value(int state) {
    return acting[state] ? Arrays.stream(q[state]).max().orElseThrow() : 0;
  }

  /**
   * The value of an action, for who does what is best afterwards.
   *
   * @param state the state
   * @param action the action
   * @return the discounted sum of the rewards to be expected
   */
  public double value(int state, int action) {
    return q[state][action];
  }

  /**
   * The best action.
   *
   * @param state the state
   * @return the first of those of the largest value
   */
  public int action(int state) {
    return QTable.largest(q[state]);
  }
}
