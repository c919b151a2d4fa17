package io.latent4j.training;

import java.util.LinkedHashMap;
import java.util.Map;

/** Metrics over all samples, from what batches of different sizes add to them. */
final class MeanMetrics {
  private final Map<String, Contribution> sums = new LinkedHashMap<>();

  void add(Map<String, Contribution> metrics) {
    metrics.forEach((name, value) -> sums.merge(name, value, Contribution::plus));
  }

  Map<String, Double> values() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum.value()));
    return means;
  }
}
