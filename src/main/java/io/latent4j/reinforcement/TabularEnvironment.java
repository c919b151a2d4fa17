package io.latent4j.reinforcement;

import java.util.List;

/** An environment of few states whose chances are known: what value iteration can solve. */
public interface TabularEnvironment extends Environment {

  /**
   * How many states there are.
   *
   * @return at least 1
   */
  int states();

  /**
   * The state now.
   *
   * @return from 0 to the number of states less one
   */
  int state();

  /**
   * Where an episode may begin.
   *
   * @return states, at least one
   */
  List<Integer> starts();

  /**
   * What an action leads to.
   *
   * @param state a state in which actions can be made
   * @param action an action
   * @return what can happen, with chances that add up to 1
   */
  List<Transition> transitions(int state, int action);

  /**
   * One of the things that an action may lead to.
   *
   * @param probability how likely it is
   * @param next the next state
   * @param reward the reward
   * @param done whether the episode has come to its own end
   */
  record Transition(double probability, int next, double reward, boolean done) {}
}
