package io.latent4j.model;

/**
 * An estimator that trains networks by a {@link StepPlan}, whose options can be chosen directly.
 *
 * @param <E> the estimator
 */
public interface TrainedForSteps<E> {

  /**
   * How to train.
   *
   * @return the plan
   */
  StepPlan training();

  /**
   * Chooses how to train.
   *
   * @param training the plan
   * @return the changed options
   */
  E withTraining(StepPlan training);

  /**
   * Chooses the optimizer.
   *
   * @param optimizer its name as in Keras, such as {@code adam}
   * @return the changed options
   * @throws IllegalArgumentException if there is no optimizer of that name
   */
  default E withOptimizer(String optimizer) {
    return withTraining(training().withOptimizer(optimizer));
  }

  /**
   * Chooses the learning rate of the start.
   *
   * @param learningRate above 0 and finite
   * @return the changed options
   * @throws IllegalArgumentException if it is not
   */
  default E withLearningRate(double learningRate) {
    return withTraining(training().withLearningRate(learningRate));
  }

  /**
   * Chooses how the rate changes.
   *
   * @param schedule the schedule
   * @return the changed options
   */
  default E withSchedule(RateSchedule schedule) {
    return withTraining(training().withSchedule(schedule));
  }

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

  /**
   * Chooses how many samples a step sees.
   *
   * @param batch at least 1
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  default E withBatch(int batch) {
    return withTraining(training().withBatch(batch));
  }
}
