package io.latent4j.training;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means over all samples, from means over batches of different sizes. */
final class MeanMetrics {
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private long samples;

  void add(Map<String, Double> metrics, int batchSize) {
    metrics.forEach((name, value) -> sums.merge(name, value * batchSize, Double::sum));
    samples += batchSize;
  }

  Map<String, Double> values() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / samples));
    return means;
  }
}
