package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.function.DoubleConsumer;

/**
 * Minus half the squared lengths of the shortest ways between all samples, less the means of rows
 * and columns: the products of the places that classical scaling looks for. Squares are kept as
 * float32, of lengths in units of about the longest way, so that none overflows.
 */
final class GeodesicKernel implements SymmetricOperator {
  private static final int AT_ONCE = 4;
  private static final int SOURCES_AT_ONCE = 1024;

  private final float[][] squared;
  private final double unit;
  private final Workers workers;

  private GeodesicKernel(float[][] squared, double unit, Workers workers) {
    this.squared = squared;
    this.unit = unit;
    this.workers = workers;
  }

  /**
   * Finds all ways.
   *
   * @param told is told what share of them is known
   */
  static GeodesicKernel of(NeighborGraph graph, Workers workers, DoubleConsumer told) {
    int count = graph.count();
    float[][] squared = new float[count][count];
    double farthest = Arrays.stream(new ShortestPaths(graph).from(0)).max().orElseThrow();
    double unit = farthest > 0 ? Math.scalb(1.0, Math.getExponent(farthest)) : 1;
    for (int first = 0; first < count; first += SOURCES_AT_ONCE) {
      int start = first;
      workers.divideHeavy(
          Math.min(SOURCES_AT_ONCE, count - first),
          (part, from, to) -> {
            ShortestPaths paths = new ShortestPaths(graph);
            for (int i = start + from; i < start + to; i++) {
              square(paths.from(i), unit, squared[i]);
            }
          });
      told.accept((double) Math.min(count, first + SOURCES_AT_ONCE) / count);
    }
    return new GeodesicKernel(squared, unit, workers);
  }

  private static void square(double[] distances, double unit, float[] squared) {
    for (int j = 0; j < squared.length; j++) {
      double distance = distances[j] / unit;
      squared[j] = (float) (distance * distance);
    }
  }

  /** What the lengths are divided by. */
  double unit() {
    return unit;
  }

  @Override
  public int size() {
    return squared.length;
  }

  @Override
  public double[][] times(double[][] vectors) {
    double[][] centered = new double[vectors.length][];
    for (int k = 0; k < vectors.length; k++) {
      centered[k] = lessMean(vectors[k].clone());
    }
    double[][][] parts = new double[workers.parts(size())][vectors.length][size()];
    workers.divide(
        size(),
        (part, from, to) -> {
          for (int i = from; i < to; i += AT_ONCE) {
            for (int k = 0; k < vectors.length; k++) {
              addRows(i, Math.min(to, i + AT_ONCE), centered[k], parts[part][k]);
            }
          }
        });
    double[][] products = parts[0];
    for (int k = 0; k < vectors.length; k++) {
      for (int part = 1; part < parts.length; part++) {
        for (int j = 0; j < size(); j++) {
          products[k][j] += parts[part][k][j];
        }
      }
      for (int j = 0; j < size(); j++) {
        products[k][j] *= -0.5;
      }
      lessMean(products[k]);
    }
    return products;
  }

  /**
   * Adds rows of the matrix, each times its number in a vector, which the matrix being symmetric is
   * as good as its product. Sums of many, unlike the sum of one row, can be computed in vector
   * instructions; four rows at once, so that they are loaded and stored a quarter as often.
   */
  private void addRows(int from, int to, double[] vector, double[] sums) {
    if (to - from < AT_ONCE) {
      for (int i = from; i < to; i++) {
        addRow(squared[i], vector[i], sums);
      }
      return;
    }
    float[] r0 = squared[from];
    float[] r1 = squared[from + 1];
    float[] r2 = squared[from + 2];
    float[] r3 = squared[from + 3];
    double a0 = vector[from];
    double a1 = vector[from + 1];
    double a2 = vector[from + 2];
    double a3 = vector[from + 3];
    for (int j = 0; j < sums.length; j++) {
      sums[j] += a0 * r0[j] + a1 * r1[j] + a2 * r2[j] + a3 * r3[j];
    }
  }

  private static void addRow(float[] row, double factor, double[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += factor * row[j];
    }
  }

  /** Takes the mean away, in place. */
  static double[] lessMean(double[] vector) {
    double mean = 0;
    for (double value : vector) {
      mean += value;
    }
    mean /= vector.length;
    for (int i = 0; i < vector.length; i++) {
      vector[i] -= mean;
    }
    return vector;
  }
}
