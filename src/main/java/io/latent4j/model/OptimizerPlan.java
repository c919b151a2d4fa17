package io.latent4j.model;

import java.util.OptionalDouble;

/**
 * What plans of training have in common, whether they count epochs or steps.
 *
 * @param <P> the plan itself
 */
public interface OptimizerPlan<P extends Record & OptimizerPlan<P>> extends Options {

  /**
   * The optimizer.
   *
   * @return its name as in Keras
   */
  String optimizer();

  /**
   * The learning rate of the start.
   *
   * @return the rate; if empty, the usual one
   */
  OptionalDouble learningRate();

  /**
   * How the rate changes.
   *
   * @return the schedule
   */
  RateSchedule schedule();

  /**
   * How many samples a step sees.
   *
   * @return the number; all, if there are fewer
   */
  int batch();

  /**
   * Chooses the optimizer.
   *
   * @param optimizer its name as in Keras, such as {@code adam}
   * @return the changed plan
   * @throws IllegalArgumentException if there is no optimizer of that name
   */
  default P withOptimizer(String optimizer) {
    return Options.with(plan(), "optimizer", optimizer);
  }

  /**
   * Chooses the learning rate of the start.
   *
   * @param learningRate above 0 and finite
   * @return the changed plan
   * @throws IllegalArgumentException if it is not
   */
  default P withLearningRate(double learningRate) {
    return Options.with(plan(), "learningRate", OptionalDouble.of(learningRate));
  }

  /**
   * Chooses how the rate changes.
   *
   * @param schedule the schedule; {@link RateSchedule#CONSTANT} by default
   * @return the changed plan
   */
  default P withSchedule(RateSchedule schedule) {
    return Options.with(plan(), "schedule", schedule);
  }

  /**
   * Chooses how many samples a step sees.
   *
   * @param batch at least 1; all, if there are fewer samples
   * @return the changed plan
   * @throws IllegalArgumentException if it is below 1
   */
  default P withBatch(int batch) {
    return Options.with(plan(), "batch", batch);
  }

  private P plan() {
    @SuppressWarnings("unchecked") // a plan is made for itself
    P plan = (P) this;
    return plan;
  }
}
