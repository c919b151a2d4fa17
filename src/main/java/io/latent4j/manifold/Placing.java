package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/** Places points among others that stay where they are, each by itself. */
final class Placing {
  private static final int STEPS = 100;
  private static final double RATE = 0.25;
  private static final double MOMENTUM = 0.5;

  private final float[][] fixed;
  private final Similarity similarity;
  private final Workers workers;

  Placing(float[][] fixed, Workers workers) {
    this.fixed = fixed;
    this.workers = workers;
    similarity = Similarity.in(fixed.length);
  }

  /**
   * Places points.
   *
   * @param neighbors among the fixed ones
   * @param affinities of the neighbours, each point's together 1
   * @return (points, components)
   */
  float[][] place(Neighbors neighbors, double[] affinities) {
    float[][] places = new float[neighbors.count()][fixed.length];
    workers.divideHeavy(
        neighbors.count(),
        (part, from, to) -> {
          for (int i = from; i < to; i++) {
            double[] place = descend(neighbors, affinities, i);
            for (int c = 0; c < fixed.length; c++) {
              places[i][c] = (float) place[c];
            }
          }
        });
    return places;
  }

  private double[] descend(Neighbors neighbors, double[] affinities, int point) {
    int each = neighbors.each();
    double[] place = new double[fixed.length];
    for (int k = 0; k < each; k++) {
      for (int c = 0; c < place.length; c++) {
        place[c] += affinities[point * each + k] * fixed[c][neighbors.index(point, k)];
      }
    }
    double[] velocity = new double[fixed.length];
    double[] gradient = new double[fixed.length];
    for (int step = 0; step < STEPS; step++) {
      repulsion(place, gradient);
      for (int k = 0; k < each; k++) {
        int other = neighbors.index(point, k);
        double weight = affinities[point * each + k] * similarity.factor(squared(place, other));
        for (int c = 0; c < place.length; c++) {
          gradient[c] += weight * (place[c] - fixed[c][other]);
        }
      }
      for (int c = 0; c < place.length; c++) {
        velocity[c] = MOMENTUM * velocity[c] - RATE * similarity.gradientScale() / 2 * gradient[c];
        place[c] += velocity[c];
      }
    }
    return place;
  }

  private void repulsion(double[] place, double[] gradient) {
    double sum = 0;
    Arrays.fill(gradient, 0);
    for (int j = 0; j < fixed[0].length; j++) {
      double factor = similarity.factor(squared(place, j));
      double q = similarity.ofFactor(factor);
      sum += q;
      for (int c = 0; c < place.length; c++) {
        gradient[c] -= q * factor * (place[c] - fixed[c][j]);
      }
    }
    for (int c = 0; c < place.length; c++) {
      gradient[c] /= sum;
    }
  }

  private double squared(double[] place, int other) {
    double squared = 0;
    for (int c = 0; c < place.length; c++) {
      double difference = place[c] - fixed[c][other];
      squared += difference * difference;
    }
    return squared;
  }
}
