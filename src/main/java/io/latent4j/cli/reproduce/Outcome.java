package io.latent4j.cli.reproduce;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What came out of a figure's runs.
 *
 * @param published what was to be reproduced
 * @param values the figure of each run that ended well, by seed
 * @param more the other figures of each of these runs, by name
 * @param seconds what these took, together
 * @param failure why a run failed
 * @param difference in words, what differs from the published run
 */
record Outcome(
    PublishedFigure published,
    double[] values,
    List<Map<String, Double>> more,
    double seconds,
    Optional<String> failure,
    String difference) {

  double mean() {
    return DoubleStream.of(values).average().orElse(Double.NaN);
  }

  /** The standard deviation with divisor n - 1; 0 of a single run. */
  double deviation() {
    double mean = mean();
    double squares = DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).sum();
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  }

  /** The mean of another figure over the runs that have it. */
  OptionalDouble mean(String name) {
    return more.stream()
        .filter(figures -> figures.containsKey(name))
        .mapToDouble(figures -> figures.get(name))
        .average();
  }

  String ours() {
    if (values.length == 0) {
      return failure.map(reason -> "failed: " + reason).orElse("");
    }
    String mean = significant(mean());
    String figure =
        values.length == 1
            ? mean
            : "%s +- %s (%d seeds)".formatted(mean, significant(deviation()), values.length);
    return failure.map(reason -> figure + "; failed: " + reason).orElse(figure);
  }

  private static String significant(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
