package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;

/**
 * Points in Java memory, less a point near to those that are far from zero: what counts are
 * differences.
 *
 * @param values row-major
 * @param features how many values each point has
 * @param origin what was taken away
 */
record Rows(float[] values, int features, double[] origin) {

  /** Points about zero. */
  Rows(float[] values, int features) {
    this(values, features, new double[features]);
  }

  static Rows of(Samples samples, Scaling scaling) {
    return of(ScaledSamples.of(samples, scaling).forDifferences());
  }

  /** Other samples as points about the same one as these. */
  Rows others(Samples samples, Scaling scaling) {
    return of(ScaledSamples.of(samples, scaling).about(origin));
  }

  private static Rows of(ScaledSamples scaled) {
    return new Rows(scaled.all(), scaled.features(), scaled.origin());
  }

  int count() {
    return values.length / features;
  }

  float value(int point, int feature) {
    return values[point * features + feature];
  }

  /** The squared distance of a point to one of other points, in float64. */
  double squaredDistance(int point, Rows others, int other) {
    int a = point * features;
    int b = other * features;
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double difference = (double) values[a + j] - others.values[b + j];
      sum += difference * difference;
    }
    return sum;
  }
}
