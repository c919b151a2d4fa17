package io.latent4j.training;

/**
 * How long to train where steps are counted, not passes through the samples. Pass follows pass, and
 * an epoch is as many steps as listeners want between their looks.
 *
 * @param total how many steps there are; at least 1
 * @param perEpoch how many of them an epoch has, but for the last, which has what is left; at least
 *     1
 */
public record StepCount(int total, int perEpoch) {

  /**
   * Checks the numbers.
   *
   * @param total how many steps there are; at least 1
   * @param perEpoch how many of them an epoch has; at least 1
   * @throws IllegalArgumentException if a number is not positive
   */
  public StepCount {
    if (total < 1) {
      throw new IllegalArgumentException("steps must be at least 1, but are " + total);
    }
    if (perEpoch < 1) {
      throw new IllegalArgumentException(
          "steps of an epoch must be at least 1, but are " + perEpoch);
    }
  }

  int epochs() {
    return (total - 1) / perEpoch + 1;
  }

  /**
   * How many steps are made when some epochs are over.
   *
   * @param epochs how many
   * @return at most all
   */
  public int after(int epochs) {
    return (int) Math.min(total, (long) epochs * perEpoch);
  }
}
