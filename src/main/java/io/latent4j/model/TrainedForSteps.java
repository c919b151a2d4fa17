package io.latent4j.model;

/**
 * An estimator that trains networks by a {@link StepPlan}, whose options can be chosen directly.
 *
 * @param <E> the estimator
 */
public interface TrainedForSteps<E> extends Trained<E, StepPlan> {

  /**
   * Chooses how long to train.
   *
   * @param steps at least 1
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  default E withSteps(int steps) {
    return withTraining(training().withSteps(steps));
  }
}
