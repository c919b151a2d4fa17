package io.latent4j.training;

import java.util.Objects;
import java.util.Optional;

/**
 * How long and in what portions to train.
 *
 * @param epochs how often to go through the samples or, where steps are counted, how many epochs
 *     they make; at least 1
 * @param batchSize how many samples a step sees; at least 1 and at most as many as there are
 * @param shuffle whether to draw a new order for each pass through the samples, from the engine's
 *     seed and the number of the pass
 * @param counted how many steps to make, if an epoch is not a pass through the samples
 */
public record TrainingOptions(
    int epochs, int batchSize, boolean shuffle, Optional<StepCount> counted) {

  /**
   * Checks the options.
   *
   * @param epochs at least 1
   * @param batchSize at least 1
   * @param shuffle whether to draw a new order for each pass
   * @param counted how many steps to make
   */
  public TrainingOptions {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, but is " + epochs);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, but is " + batchSize);
    }
    Objects.requireNonNull(counted, "counted");
  }

  /**
   * Shuffled batches.
   *
   * @param epochs how often to go through the samples; at least 1
   * @param batchSize how many samples a step sees; at least 1
   * @return the options
   * @throws IllegalArgumentException if a number is not positive
   */
  public static TrainingOptions of(int epochs, int batchSize) {
    return new TrainingOptions(epochs, batchSize, true, Optional.empty());
  }

  /**
   * A number of steps on shuffled batches, all of the same size: what is left at the end of a pass
   * through the samples is passed over.
   *
   * @param steps how many steps, and after how many an epoch ends
   * @param batchSize how many samples a step sees; at least 1
   * @return the options
   * @throws IllegalArgumentException if the batch size is not positive
   */
  public static TrainingOptions of(StepCount steps, int batchSize) {
    return new TrainingOptions(steps.epochs(), batchSize, true, Optional.of(steps));
  }

  /**
   * These options with the samples in their own order in each pass.
   *
   * @return the new options
   */
  public TrainingOptions withoutShuffling() {
    return new TrainingOptions(epochs, batchSize, false, counted);
  }
}
