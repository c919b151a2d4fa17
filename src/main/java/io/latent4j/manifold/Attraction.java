package io.latent4j.manifold;

import io.latent4j.parallel.Workers;

/** The forces that draw points of an embedding together, and how badly it shows the affinities. */
final class Attraction {
  private static final double SMALLEST = Float.MIN_NORMAL;

  private final Affinities affinities;
  private final Similarity similarity;
  private final Workers workers;

  Attraction(Affinities affinities, Similarity similarity, Workers workers) {
    this.affinities = affinities;
    this.similarity = similarity;
    this.workers = workers;
  }

  /**
   * Computes the forces on all points.
   *
   * @param positions (components, points)
   * @param forces where the result goes: for each point the sum over the others of affinity, times
   *     the factor of their similarity, times the difference of places
   */
  void apply(float[][] positions, float[][] forces) {
    workers.divide(
        affinities.count(),
        (part, from, to) -> {
          if (positions.length == 2) {
            plane(positions[0], positions[1], forces[0], forces[1], from, to);
          } else {
            any(positions, forces, from, to);
          }
        });
  }

  private void plane(float[] x, float[] y, float[] forceX, float[] forceY, int from, int to) {
    int[] columns = affinities.columns();
    float[] values = affinities.values();
    for (int i = from; i < to; i++) {
      float sumX = 0;
      float sumY = 0;
      int end = affinities.starts()[i + 1];
      for (int k = affinities.starts()[i]; k < end; k++) {
        float dx = x[i] - x[columns[k]];
        float dy = y[i] - y[columns[k]];
        float weight = values[k] / (1f + dx * dx + dy * dy);
        sumX += weight * dx;
        sumY += weight * dy;
      }
      forceX[i] = sumX;
      forceY[i] = sumY;
    }
  }

  private void any(float[][] positions, float[][] forces, int from, int to) {
    for (int i = from; i < to; i++) {
      for (float[] force : forces) {
        force[i] = 0;
      }
      for (int k = affinities.starts()[i]; k < affinities.starts()[i + 1]; k++) {
        int j = affinities.columns()[k];
        double factor = similarity.factor(squaredDistance(positions, i, j));
        float weight = (float) (affinities.values()[k] * factor);
        for (int c = 0; c < positions.length; c++) {
          forces[c][i] += weight * (positions[c][i] - positions[c][j]);
        }
      }
    }
  }

  /**
   * Computes the Kullback-Leibler divergence of the embedding's similarities from the affinities.
   *
   * @param sum the sum of the similarities of all pairs
   */
  double divergence(float[][] positions, double sum) {
    double[] parts = new double[workers.parts(affinities.count())];
    workers.divide(
        affinities.count(),
        (part, from, to) -> {
          double divergence = 0;
          for (int i = from; i < to; i++) {
            for (int k = affinities.starts()[i]; k < affinities.starts()[i + 1]; k++) {
              double squared = squaredDistance(positions, i, affinities.columns()[k]);
              double q = similarity.ofFactor(similarity.factor(squared)) / sum;
              double p = affinities.values()[k];
              divergence += p * Math.log(Math.max(p, SMALLEST) / Math.max(q, SMALLEST));
            }
          }
          parts[part] = divergence;
        });
    double divergence = 0;
    for (double part : parts) {
      divergence += part;
    }
    return divergence;
  }

  private static double squaredDistance(float[][] positions, int i, int j) {
    double squared = 0;
    for (float[] axis : positions) {
      double difference = axis[i] - axis[j];
      squared += difference * difference;
    }
    return squared;
  }
}
