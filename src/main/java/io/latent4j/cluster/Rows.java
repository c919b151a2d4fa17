package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.model.InvalidOptionException;

/**
 * Points in Java memory, less a point near to those that are far from zero: what counts are
 * differences.
 *
 * @param values row-major
 * @param features how many values each point has
 * @param origin what was taken away; nothing for cosine, whose points have a length of 1 instead
 * @param metric how far points are from each other
 */
record Rows(float[] values, int features, double[] origin, DistanceMetric metric) {

  /** Points about zero, with Euclidean distances. */
  Rows(float[] values, int features) {
    this(values, features, new double[features], DistanceMetric.EUCLIDEAN);
  }

  static Rows of(Samples samples, Scaling scaling, DistanceMetric metric) {
    ScaledSamples scaled = ScaledSamples.of(samples, scaling);
    return of(metric == DistanceMetric.COSINE ? scaled : scaled.forDifferences(), metric);
  }

  /** Other samples as points about the same one as these. */
  Rows others(Samples samples, Scaling scaling) {
    ScaledSamples scaled = ScaledSamples.of(samples, scaling);
    return of(metric == DistanceMetric.COSINE ? scaled : scaled.about(origin), metric);
  }

  private static Rows of(ScaledSamples scaled, DistanceMetric metric) {
    Rows rows = new Rows(scaled.all(), scaled.features(), scaled.origin(), metric);
    return metric == DistanceMetric.COSINE ? rows.ofLengthOne() : rows;
  }

  /** These points divided by their lengths. */
  Rows ofLengthOne() {
    float[] divided = new float[values.length];
    for (int i = 0; i < count(); i++) {
      double squares = 0;
      for (int j = 0; j < features; j++) {
        squares += (double) value(i, j) * value(i, j);
      }
      if (squares == 0) {
        throw new InvalidOptionException(
            "metric",
            "must be another than cosine where a sample is 0 in all features, but sample %d is"
                .formatted(i));
      }
      double length = Math.sqrt(squares);
      for (int j = 0; j < features; j++) {
        divided[i * features + j] = (float) (value(i, j) / length);
      }
    }
    return new Rows(divided, features, origin, metric);
  }

  /** The same points in another order. */
  Rows inOrder(int... order) {
    float[] ordered = new float[values.length];
    for (int place = 0; place < order.length; place++) {
      System.arraycopy(values, order[place] * features, ordered, place * features, features);
    }
    return new Rows(ordered, features, origin, metric);
  }

  int count() {
    return values.length / features;
  }

  float value(int point, int feature) {
    return values[point * features + feature];
  }

  /**
   * The square of the distance of a point to one of other points, in float64; for cosine that of
   * their Euclidean one. It is never below the square of the Euclidean distance.
   */
  double squaredDistance(int point, Rows others, int other) {
    int a = point * features;
    int b = other * features;
    double sum = 0;
    if (metric == DistanceMetric.MANHATTAN) {
      for (int j = 0; j < features; j++) {
        sum += Math.abs((double) values[a + j] - others.values[b + j]);
      }
      return sum * sum;
    }
    for (int j = 0; j < features; j++) {
      double difference = (double) values[a + j] - others.values[b + j];
      sum += difference * difference;
    }
    return sum;
  }

  /** The distance that such a square stands for. */
  double distance(double squared) {
    return metric == DistanceMetric.COSINE ? squared / 2 : Math.sqrt(squared);
  }
}
