package io.latent4j.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one epoch gave.
 *
 * @param number its number, from 1
 * @param metrics the means over the samples by name, those of the validation set with {@code val_}
 *     before the name
 * @param seconds how long it took, validation included
 */
public record Epoch(int number, Map<String, Double> metrics, double seconds) {

  /**
   * Copies the metrics.
   *
   * @param number its number, from 1
   * @param metrics the means over the samples by name
   * @param seconds how long it took
   */
  public Epoch {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * One of the metrics.
   *
   * @param name its name
   * @return its value
   * @throws IllegalArgumentException if there is none of that name
   */
  public double metric(String name) {
    Double value = metrics.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "metric must be one of " + metrics.keySet() + ", but is '" + name + "'");
    }
    return value;
  }
}
