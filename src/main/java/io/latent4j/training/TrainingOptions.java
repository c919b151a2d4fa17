package io.latent4j.training;

/**
 * How long and in what portions to train.
 *
 * @param epochs how often to go through the samples; at least 1
 * @param batchSize how many samples a step sees; at least 1 and at most as many as there are
 * @param shuffle whether to draw a new order for each epoch, from the engine's seed and the epoch's
 *     number
 */
public record TrainingOptions(int epochs, int batchSize, boolean shuffle) {

  /**
   * Checks the options.
   *
   * @param epochs at least 1
   * @param batchSize at least 1
   * @param shuffle whether to draw a new order for each epoch
   */
  public TrainingOptions {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, but is " + epochs);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, but is " + batchSize);
    }
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
    return new TrainingOptions(epochs, batchSize, true);
  }

  /**
   * These options with the samples in their own order in each epoch.
   *
   * @return the new options
   */
  public TrainingOptions withoutShuffling() {
    return new TrainingOptions(epochs, batchSize, false);
  }
}
