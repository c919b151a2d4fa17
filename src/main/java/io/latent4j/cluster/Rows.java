package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;

/**
 * Points in Java memory.
 *
 * @param values row-major
 * @param features how many values each point has
 */
record Rows(float[] values, int features) {

  static Rows of(Samples samples, Scaling scaling) {
    return new Rows(scaling.apply(samples.toFloats(), samples.features()), samples.features());
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
