package io.latent4j.model;

/**
 * An estimator that trains a network by a {@link TrainingPlan}, whose options can be chosen
 * directly.
 *
 * @param <E> the estimator
 */
public interface TrainedForEpochs<E> extends Trained<E, TrainingPlan> {

  /**
   * Chooses how often to go through the samples.
   *
   * @param epochs at least 1
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  default E withEpochs(int epochs) {
    return withTraining(training().withEpochs(epochs));
  }

  /**
   * Chooses when to end early.
   *
   * @param patience at least 1, or 0 to train all epochs and keep the last weights
   * @return the changed options
   * @throws IllegalArgumentException if it is negative
   */
  default E withPatience(int patience) {
    return withTraining(training().withPatience(patience));
  }
}
