package io.latent4j.data;

import java.util.Objects;
import java.util.Optional;

/**
 * What a data source holds: samples, and a validation set if the source says which samples that is
 * (as {@code mnist:49k} does).
 *
 * @param samples the samples
 * @param validation the source's own validation set
 */
public record OpenedData(Samples samples, Optional<Samples> validation) implements AutoCloseable {

  /**
   * Checks that both are given.
   *
   * @param samples the samples
   * @param validation the source's own validation set
   * @throws NullPointerException if one is null
   */
  public OpenedData {
    Objects.requireNonNull(samples, "samples");
    Objects.requireNonNull(validation, "validation");
  }

  static OpenedData of(Samples samples) {
    return new OpenedData(samples, Optional.empty());
  }

  /** Frees the native memory of both. */
  @Override
  public void close() {
    samples.close();
    validation.ifPresent(Samples::close);
  }
}
