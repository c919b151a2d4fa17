package io.latent4j.manifold;

/**
 * Minus half the squared lengths of the shortest ways between all samples, less the means of rows
 * and columns: the products of the places that classical scaling looks for.
 */
final class GeodesicKernel implements SymmetricOperator {
  private final float[][] squared;
  private final Workers workers;

  private GeodesicKernel(float[][] squared, Workers workers) {
    this.squared = squared;
    this.workers = workers;
  }

  static GeodesicKernel of(NeighborGraph graph, Workers workers) {
    int count = graph.count();
    float[][] squared = new float[count][count];
    workers.divideHeavy(
        count,
        (part, from, to) -> {
          ShortestPaths paths = new ShortestPaths(graph);
          for (int i = from; i < to; i++) {
            double[] distances = paths.from(i);
            for (int j = 0; j < count; j++) {
              squared[i][j] = (float) (distances[j] * distances[j]);
            }
          }
        });
    return new GeodesicKernel(squared, workers);
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
    double[][] products = new double[vectors.length][size()];
    workers.divide(
        size(),
        (part, from, to) -> {
          for (int i = from; i < to; i++) {
            for (int k = 0; k < vectors.length; k++) {
              products[k][i] = -0.5 * dot(squared[i], centered[k]);
            }
          }
        });
    for (double[] product : products) {
      lessMean(product);
    }
    return products;
  }

  /** In four sums, so that one need not wait for the other. */
  private static double dot(float[] row, double[] vector) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j + 3 < row.length; j += 4) {
      a += row[j] * vector[j];
      b += row[j + 1] * vector[j + 1];
      c += row[j + 2] * vector[j + 2];
      d += row[j + 3] * vector[j + 3];
    }
    for (; j < row.length; j++) {
      a += row[j] * vector[j];
    }
    return a + b + c + d;
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
