package io.latent4j.model;

/**
 * An estimator that trains networks by a plan, whose options can be chosen directly.
 *
 * @param <E> the estimator
 * @param <P> the plan
 */
public interface Trained<E, P extends Record & OptimizerPlan<P>> {

  /**
   * How to train.
   *
   * @return the plan
   */
  P training();

  /**
   * Chooses how to train.
   *
   * @param training the plan
   * @return the changed options
   */
  E withTraining(P training);

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
   * @param schedule the schedule; {@link RateSchedule#CONSTANT} by default
   * @return the changed options
   */
  default E withSchedule(RateSchedule schedule) {
    return withTraining(training().withSchedule(schedule));
  }

  /**
   * Chooses how many samples a step sees.
   *
   * @param batch at least 1; all, if there are fewer samples
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  default E withBatch(int batch) {
    return withTraining(training().withBatch(batch));
  }
}
