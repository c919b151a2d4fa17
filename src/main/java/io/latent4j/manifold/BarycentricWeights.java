package io.latent4j.manifold;

/** The weights with which the neighbours of a sample come nearest to it; together they are 1. */
final class BarycentricWeights {
  private final Rows rows;
  private final double regularization;

  /**
   * Prepares the computation.
   *
   * @param regularization what is added to each neighbour's own square, as a share of all squares
   */
  BarycentricWeights(Rows rows, double regularization) {
    this.rows = rows;
    this.regularization = regularization;
  }

  double[] of(Neighbors neighbors, int row) {
    int each = neighbors.each();
    double[][] products = new double[each][each];
    double trace = 0;
    for (int a = 0; a < each; a++) {
      for (int b = 0; b <= a; b++) {
        products[a][b] = product(row, neighbors.index(row, a), neighbors.index(row, b));
      }
      trace += products[a][a];
    }
    double added = trace > 0 ? regularization * trace : regularization;
    for (int a = 0; a < each; a++) {
      products[a][a] += added;
    }
    double[] weights = solveForOnes(products);
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (int a = 0; a < each; a++) {
      weights[a] /= sum;
    }
    return weights;
  }

  private double product(int row, int a, int b) {
    int features = rows.features();
    float[] values = rows.values();
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double center = values[row * features + j];
      sum += (values[a * features + j] - center) * (values[b * features + j] - center);
    }
    return sum;
  }

  /** By Cholesky's method; the lower half of the matrix is overwritten. */
  private static double[] solveForOnes(double[][] matrix) {
    int size = matrix.length;
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
      }
      double sum = 1;
      for (int k = 0; k < i; k++) {
        sum -= matrix[i][k] * x[k];
      }
      x[i] = sum / matrix[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        x[i] -= matrix[k][i] * x[k];
      }
      x[i] /= matrix[i][i];
    }
    return x;
  }
}
