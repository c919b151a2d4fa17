package io.latent4j.model;

import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Optimizers;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How a network is trained by steps, whatever it is: the part of an estimator's options that all
 * such estimators share.
 *
 * <pre>{@code
 * TrainingPlan plan = TrainingPlan.of(50, 256).withOptimizer("sgd").withSchedule(RateSchedule.COSINE);
 * }</pre>
 *
 * @param optimizer the optimizer, by Keras's name; {@code sgd:0.9} is {@code sgd} with a momentum
 *     of 0.9
 * @param learningRate its rate at first; if empty, Keras's default of the optimizer
 * @param schedule how the rate changes
 * @param epochs how often to go through the samples at most
 * @param batch how many samples a step sees; all, if there are fewer
 * @param patience epochs without a better loss after which training ends and the best weights are
 *     kept; 0 trains all epochs and keeps the last
 */
public record TrainingPlan(
    String optimizer,
    OptionalDouble learningRate,
    RateSchedule schedule,
    int epochs,
    int batch,
    int patience)
    implements OptimizerPlan<TrainingPlan> {

  /** Epochs without a better loss after which training ends, unless said otherwise. */
  public static final int DEFAULT_PATIENCE = 10;

  /**
   * Checks the options.
   *
   * @param optimizer the optimizer, by Keras's name
   * @param learningRate above 0 and finite
   * @param schedule how the rate changes
   * @param epochs at least 1
   * @param batch at least 1
   * @param patience at least 0
   * @throws IllegalArgumentException if a number is out of its range, or there is no such optimizer
   */
  public TrainingPlan {
    Objects.requireNonNull(schedule, "schedule");
    Optimizers.of(optimizer); // checks the name
    learningRate.ifPresent(rate -> Options.requirePositive("learningRate", (float) rate));
    Options.requireAtLeast(1, "epochs", epochs);
    Options.requireAtLeast(1, "batch", batch);
    Options.requireAtLeast(0, "patience", patience);
  }

  /**
   * Adam at its usual rate, which stays, and patience 10.
   *
   * @param epochs how often to go through the samples at most; at least 1
   * @param batch how many samples a step sees; at least 1
   * @return the plan
   * @throws IllegalArgumentException if a number is below 1
   */
  public static TrainingPlan of(int epochs, int batch) {
    return new TrainingPlan(
        "adam", OptionalDouble.empty(), RateSchedule.CONSTANT, epochs, batch, DEFAULT_PATIENCE);
  }

  /**
   * Chooses how long to train.
   *
   * @param epochs at least 1
   * @return the changed plan
   * @throws IllegalArgumentException if it is below 1
   */
  public TrainingPlan withEpochs(int epochs) {
    return Options.with(this, "epochs", epochs);
  }

  /**
   * Chooses when to end early.
   *
   * @param patience at least 1, or 0 to train all epochs and keep the last weights
   * @return the changed plan
   * @throws IllegalArgumentException if it is negative
   */
  public TrainingPlan withPatience(int patience) {
    return Options.with(this, "patience", patience);
  }

  /**
   * How many samples a step really sees.
   *
   * @param samples how many there are
   * @return at most as many
   */
  public int batchOf(int samples) {
    return Math.min(batch, samples);
  }

  /**
   * The rate of the first step.
   *
   * @return the chosen rate, or Keras's default of the optimizer
   */
  public float firstRate() {
    return learningRate.isPresent()
        ? (float) learningRate.getAsDouble()
        : ((Number) Optimizers.of(optimizer).config().get("learning_rate")).floatValue();
  }

  /**
   * A new optimizer that scales each gradient down to a norm if its own is larger.
   *
   * @param samples how many samples an epoch has, which the schedule needs to know
   * @param clipNorm the norm, at least 0; 0 for any
   * @return the optimizer, not yet built
   */
  public Optimizer newOptimizer(int samples, double clipNorm) {
    Optimizer optimizer = newOptimizer(samples);
    return clipNorm == 0 ? optimizer : optimizer.withClipNorm((float) clipNorm);
  }

  /**
   * A new optimizer.
   *
   * @param samples how many samples an epoch has, which the schedule needs to know
   * @return the optimizer, not yet built
   */
  public Optimizer newOptimizer(int samples) {
    float rate = firstRate();
    long steps = (samples - 1) / batchOf(samples) + 1;
    return schedule.applyTo(Optimizers.of(optimizer, rate), rate, steps * epochs);
  }
}
