package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * Repulsion between all pairs of points, one by one. The loops run over blocks of points of which
 * each has sums of its own, so that the virtual machine makes vector instructions of them.
 */
final class PairRepulsion implements Repulsion {
  private static final int BLOCK = 512;

  private final Workers workers;
  private final Similarity similarity;

  PairRepulsion(Workers workers, Similarity similarity) {
    this.workers = workers;
    this.similarity = similarity;
  }

  @Override
  public double apply(float[][] positions, float[][] forces) {
    int count = positions[0].length;
    double[] sums = new double[workers.parts(count)];
    workers.divide(
        count,
        (part, from, to) -> {
          for (int first = from; first < to; first += BLOCK) {
            int length = Math.min(BLOCK, to - first);
            sums[part] +=
                positions.length == 2
                    ? plane(positions, forces, first, length)
                    : any(positions, forces, first, length);
          }
        });
    double sum = -count; // each point's similarity to itself
    for (double some : sums) {
      sum += some;
    }
    return sum;
  }

  private static double plane(float[][] positions, float[][] forces, int first, int length) {
    float[] allX = positions[0];
    float[] allY = positions[1];
    float[] x = new float[length];
    float[] y = new float[length];
    float[] forceX = new float[length];
    float[] forceY = new float[length];
    float[] sums = new float[length];
    System.arraycopy(allX, first, x, 0, length);
    System.arraycopy(allY, first, y, 0, length);
    for (int j = 0; j < allX.length; j++) {
      pairs(x, y, allX[j], allY[j], forceX, forceY, sums);
    }
    System.arraycopy(forceX, 0, forces[0], first, length);
    System.arraycopy(forceY, 0, forces[1], first, length);
    return total(sums);
  }

  /** One point against a block; two at a time are too much for C2 to make vectors of. */
  private static void pairs(
      float[] x, float[] y, float x1, float y1, float[] forceX, float[] forceY, float[] sums) {
    for (int i = 0; i < x.length; i++) {
      float dx = x[i] - x1;
      float dy = y[i] - y1;
      float q = 1f / (1f + dx * dx + dy * dy);
      sums[i] += q;
      forceX[i] += q * q * dx;
      forceY[i] += q * q * dy;
    }
  }

  private double any(float[][] positions, float[][] forces, int first, int length) {
    int components = positions.length;
    float[][] block = new float[components][length];
    float[][] force = new float[components][length];
    float[] squared = new float[length];
    float[] weights = new float[length];
    float[] sums = new float[length];
    for (int c = 0; c < components; c++) {
      System.arraycopy(positions[c], first, block[c], 0, length);
    }
    for (int j = 0; j < positions[0].length; j++) {
      Arrays.fill(squared, 0);
      for (int c = 0; c < components; c++) {
        addSquares(block[c], positions[c][j], squared);
      }
      weigh(squared, weights, sums);
      for (int c = 0; c < components; c++) {
        addForces(block[c], positions[c][j], weights, force[c]);
      }
    }
    for (int c = 0; c < components; c++) {
      System.arraycopy(force[c], 0, forces[c], first, length);
    }
    return total(sums);
  }

  private static void addSquares(float[] block, float other, float[] squared) {
    for (int i = 0; i < block.length; i++) {
      float difference = block[i] - other;
      squared[i] += difference * difference;
    }
  }

  private void weigh(float[] squared, float[] weights, float[] sums) {
    if (similarity.freedom() == 1) {
      for (int i = 0; i < squared.length; i++) {
        float q = 1f / (1f + squared[i]);
        sums[i] += q;
        weights[i] = q * q;
      }
      return;
    }
    for (int i = 0; i < squared.length; i++) {
      double factor = similarity.factor(squared[i]);
      double q = similarity.ofFactor(factor);
      sums[i] += (float) q;
      weights[i] = (float) (q * factor);
    }
  }

  private static void addForces(float[] block, float other, float[] weights, float[] force) {
    for (int i = 0; i < block.length; i++) {
      force[i] += weights[i] * (block[i] - other);
    }
  }

  private static double total(float[] sums) {
    double total = 0;
    for (float sum : sums) {
      total += sum;
    }
    return total;
  }
}
