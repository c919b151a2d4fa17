package io.latent4j.model;

import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Optimizers;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How networks are trained where steps are counted, not passes through the samples: the part of an
 * estimator's options that all such estimators share.
 *
 * <pre>{@code
 * StepPlan plan = StepPlan.of(10_000, 64).withLearningRate(0.0001);
 * }</pre>
 *
 * @param optimizer the optimizer, by Keras's name
 * @param learningRate its rate at first; if empty, the usual one of what is trained
 * @param schedule how the rate changes
 * @param steps how many steps to make
 * @param batch how many samples a step sees; all, if there are fewer
 */
public record StepPlan(
    String optimizer, OptionalDouble learningRate, RateSchedule schedule, int steps, int batch)
    implements OptimizerPlan<StepPlan> {

  /**
   * Checks the options.
   *
   * @param optimizer the optimizer, by Keras's name
   * @param learningRate above 0 and finite
   * @param schedule how the rate changes
   * @param steps at least 1
   * @param batch at least 1
   * @throws IllegalArgumentException if a number is out of its range, or there is no such optimizer
   */
  public StepPlan {
    Objects.requireNonNull(schedule, "schedule");
    Optimizers.of(optimizer); // checks the name
    learningRate.ifPresent(rate -> Options.requirePositive("learningRate", (float) rate));
    Options.requireAtLeast(1, "steps", steps);
    Options.requireAtLeast(1, "batch", batch);
  }

  /**
   * Adam at the usual rate, which stays.
   *
   * @param steps how many steps to make; at least 1
   * @param batch how many samples a step sees; at least 1
   * @return the plan
   * @throws IllegalArgumentException if a number is below 1
   */
  public static StepPlan of(int steps, int batch) {
    return new StepPlan("adam", OptionalDouble.empty(), RateSchedule.CONSTANT, steps, batch);
  }

  /**
   * Chooses how long to train.
   *
   * @param steps at least 1
   * @return the changed plan
   * @throws IllegalArgumentException if it is below 1
   */
  public StepPlan withSteps(int steps) {
    return Options.with(this, "steps", steps);
  }

  /**
   * Has the rate of an optimizer change as planned.
   *
   * @param made the optimizer, unused
   * @param rate its rate at first
   * @return the optimizer with the schedule
   */
  public Optimizer scheduled(Optimizer made, float rate) {
    return schedule.applyTo(made, rate, steps);
  }
}
