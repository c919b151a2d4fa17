package io.latent4j.reinforcement;

import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import java.util.function.Supplier;

/**
 * Learns the values of actions by playing, with a network: {@link Dqn} and {@link Pqn}.
 *
 * <p>With the same seed, threads and machine the same network comes out, bit for bit, also when
 * training is interrupted and resumed from a checkpoint, which holds all that was remembered and
 * the games under way.
 */
public sealed interface Learner extends Options permits Dqn, Pqn {

  /**
   * What the method is called.
   *
   * @return {@code dqn} or {@code pqn}
   */
  String method();

  /**
   * How many steps are made in all games together.
   *
   * @return at least 1
   */
  int steps();

  /**
   * Whether more steps change nothing of those before, so that training that was saved can be
   * prolonged: not where the learning rate or the weights of draws change over all steps.
   *
   * @return true if so
   */
  boolean isProlongable();

  /**
   * Refuses what can't be learned, before any work is done.
   *
   * @param environment makes a game
   * @throws IllegalArgumentException if an option or the environment won't do
   */
  void check(Supplier<? extends Environment> environment);

  /**
   * Learns. When the thread is interrupted or a listener wants it, training ends at the next step,
   * and the model is what was learned so far; the thread stays interrupted.
   *
   * @param environment makes a game
   * @param how how to compute, whom to tell, where to save
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException if an option or the environment won't do
   * @throws io.latent4j.training.listeners.CheckpointMismatchException if a training of other
   *     settings is saved where this one is to be
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  DqnModel fit(Supplier<? extends Environment> environment, FitOptions how);
}
