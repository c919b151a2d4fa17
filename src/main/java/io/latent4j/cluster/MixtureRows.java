package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.parallel.Workers;

/**
 * Scaled samples as a mixture goes through them, divided among threads.
 *
 * @param values row-major
 * @param count how many rows
 * @param features how long a row is
 * @param workers the threads
 */
record MixtureRows(float[] values, int count, int features, Workers workers) {

  static MixtureRows of(Samples samples, Scaling scaling, Workers workers) {
    float[] values = ScaledSamples.of(samples, scaling).all();
    return new MixtureRows(values, samples.count(), samples.features(), workers);
  }

  /** The nearest of some means for each row. */
  int[] nearest(float[][] means) {
    int[] nearest = new int[count];
    workers.divide(
        count,
        (part, from, to) -> {
          for (int row = from; row < to; row++) {
            nearest[row] = nearest(means, row);
          }
        });
    return nearest;
  }

  private int nearest(float[][] means, int row) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < means.length; k++) {
      double squared = 0;
      for (int j = 0; j < features; j++) {
        double difference = (double) values[row * features + j] - means[k][j];
        squared += difference * difference;
      }
      if (squared < least) {
        least = squared;
        nearest = k;
      }
    }
    return nearest;
  }
}
