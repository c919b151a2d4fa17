package io.latent4j.data;

import java.util.Objects;

/**
 * Samples in two parts that have no sample in common, each with memory of its own.
 *
 * @param training what to learn from
 * @param validation what to check on
 */
public record Split(Samples training, Samples validation) implements AutoCloseable {

  /**
   * Checks that both parts are there.
   *
   * @param training what to learn from
   * @param validation what to check on
   * @throws NullPointerException if one is null
   */
  public Split {
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(validation, "validation");
  }

  /** Closes both parts. */
  @Override
  public void close() {
    training.close();
    validation.close();
  }
}
