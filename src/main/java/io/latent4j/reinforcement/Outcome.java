package io.latent4j.reinforcement;

/**
 * What a step of an environment gave.
 *
 * @param reward the reward of the step
 * @param done whether the episode has come to its own end, after which nothing can be earned
 * @param truncated whether the episode is cut off here though it could go on, such as by a limit of
 *     steps: what could still be earned counts in learning
 */
public record Outcome(double reward, boolean done, boolean truncated) {

  /**
   * Whether no further step can be made.
   *
   * @return true if the episode is done or truncated
   */
  public boolean ended() {
    return done || truncated;
  }
}
