package io.latent4j.cli.commands;

import io.latent4j.data.ScaledSamples;
import io.latent4j.model.FloatArray;

/** How far scaled samples are from what was made of them. */
final class SquaredError {
  private SquaredError() {}

  /** The mean over samples and features. */
  static double mean(ScaledSamples samples, FloatArray made) {
    double[] sum = new double[1];
    int features = samples.features();
    samples.forEachChunk(
        (first, count, values) -> {
          for (int i = 0; i < values.length; i++) {
            double difference = values[i] - made.values()[first * features + i];
            sum[0] += difference * difference;
          }
        });
    return sum[0] / made.values().length;
  }
}
