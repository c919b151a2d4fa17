package io.latent4j.boltzmann;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;

/** Means and variances of scaled features, and the biases that give a machine the same means. */
final class FeatureMeans {
  private final double[] means;
  private final double[] variances;
  private final int count;

  private FeatureMeans(double[] means, double[] variances, int count) {
    this.means = means;
    this.variances = variances;
    this.count = count;
  }

  static FeatureMeans of(Samples samples, Scaling scaling) {
    int features = samples.features();
    double[] sums = new double[features];
    double[] squares = new double[features];
    ScaledSamples.of(samples, scaling)
        .forEachChunk(
            (first, rows, values) -> {
              for (int i = 0; i < values.length; i++) {
                sums[i % features] += values[i];
                squares[i % features] += (double) values[i] * values[i];
              }
            });
    int count = samples.count();
    for (int i = 0; i < features; i++) {
      sums[i] /= count;
      squares[i] = Math.max(0, squares[i] / count - sums[i] * sums[i]);
    }
    return new FeatureMeans(sums, squares, count);
  }

  /** Logits of the means, with one sample more that is on and one that is off. */
  float[] logits() {
    float[] logits = new float[means.length];
    for (int i = 0; i < logits.length; i++) {
      double on = (means[i] * count + 1) / (count + 2);
      logits[i] = (float) Math.log(on / (1 - on));
    }
    return logits;
  }

  float[] means() {
    return narrowed(means);
  }

  float[] variances() {
    return narrowed(variances);
  }

  private static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /** The visible biases of a machine without weights that has these means. */
  float[] biases(VisibleUnits units) {
    return units == VisibleUnits.GAUSSIAN ? means() : logits();
  }
}
