package io.latent4j.cli.commands;

import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.metrics.DistanceMetric;

/** The flag {@code --metric}. */
final class MetricConverter extends ChoiceConverter<DistanceMetric> {
  MetricConverter() {
    super(DistanceMetric.values());
  }
}
