package io.latent4j.cluster;

import java.util.Arrays;

/**
 * What is known about the distances of samples to centers without computing them: an upper bound to
 * the own center, lower bounds to the others. Where the centers have moved so little that the own
 * one must still be the nearest, a sample need not be looked at.
 */
abstract sealed class Bounds {
  private final double[] upper;
  private final int[] labels;

  Bounds(int[] labels) {
    this.labels = labels;
    this.upper = new double[labels.length];
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
  }

  static Bounds of(KMeansAlgorithm algorithm, int[] labels, int clusters) {
    return algorithm == KMeansAlgorithm.ELKAN && (long) labels.length * clusters < (1 << 28)
        ? new ForEachCenter(labels, clusters)
        : new ForAllOthers(labels);
  }

  /** The centers have moved, each so far. */
  abstract void prepare(double[] moved);

  /** Whether another center than its own could be a sample's nearest one; once after each move. */
  final boolean undecided(int row, double[] moved) {
    int own = labels[row];
    if (own >= 0) {
      upper[row] += moved[own];
    }
    return lowered(row, moved, own) < upper[row];
  }

  /** Lowers the bounds of a sample, and returns the lowest. */
  abstract double lowered(int row, double[] moved, int own);

  /** Notes distances that were computed, each wrong by so much at most. */
  final void set(int row, int own, double[] squared, int at, int count, double error) {
    upper[row] = Math.sqrt(squared[at + own] + error);
    setLower(row, own, squared, at, count, error);
  }

  abstract void setLower(int row, int own, double[] squared, int at, int count, double error);

  private static double lower(double squared, double error) {
    return Math.sqrt(Math.max(0, squared - error));
  }

  /** One bound for each sample. */
  private static final class ForAllOthers extends Bounds {
    private final double[] lower;
    private int farthest;
    private double second;

    ForAllOthers(int[] labels) {
      super(labels);
      lower = new double[labels.length];
    }

    @Override
    void prepare(double[] moved) {
      farthest = Vectors.indexOfLargest(moved);
      second = 0;
      for (int k = 0; k < moved.length; k++) {
        second = k == farthest ? second : Math.max(second, moved[k]);
      }
    }

    @Override
    double lowered(int row, double[] moved, int own) {
      return lower[row] -= own == farthest ? second : moved[farthest];
    }

    @Override
    void setLower(int row, int own, double[] squared, int at, int count, double error) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int k = 0; k < count; k++) {
        nearest = k == own ? nearest : Math.min(nearest, squared[at + k]);
      }
      lower[row] = Bounds.lower(nearest, error);
    }
  }

  /** One bound for each sample and center. */
  private static final class ForEachCenter extends Bounds {
    private final int clusters;
    private final float[] lower;

    ForEachCenter(int[] labels, int clusters) {
      super(labels);
      this.clusters = clusters;
      this.lower = new float[labels.length * clusters];
    }

    @Override
    void prepare(double[] moved) {
      // Each center's own movement is used.
    }

    @Override
    double lowered(int row, double[] moved, int own) {
      double lowest = Double.POSITIVE_INFINITY;
      int at = row * clusters;
      for (int k = 0; k < clusters; k++) {
        lower[at + k] = Math.nextDown((float) (lower[at + k] - moved[k]));
        lowest = k == own ? lowest : Math.min(lowest, lower[at + k]);
      }
      return lowest;
    }

    @Override
    void setLower(int row, int own, double[] squared, int at, int count, double error) {
      for (int k = 0; k < count; k++) {
        lower[row * clusters + k] = Math.nextDown((float) Bounds.lower(squared[at + k], error));
      }
    }
  }
}
