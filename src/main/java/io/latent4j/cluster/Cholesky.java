package io.latent4j.cluster;

import io.latent4j.model.InvalidOptionException;

/** Cholesky factors of small symmetric matrices, row-major. */
final class Cholesky {

  private Cholesky() {}

  /**
   * The lower triangular L with LLᵀ = the matrix.
   *
   * @throws InvalidOptionException if the matrix is not positive definite
   */
  static double[] factor(double[] matrix, int size) {
    double[] factor = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i * size + j];
        for (int k = 0; k < j; k++) {
          sum -= factor[i * size + k] * factor[j * size + k];
        }
        if (i == j) {
          if (!(sum > 0)) {
            throw new InvalidOptionException(
                "regularization",
                "must be larger: a component has collapsed onto too few samples or directions");
          }
          factor[i * size + i] = Math.sqrt(sum);
        } else {
          factor[i * size + j] = sum / factor[j * size + j];
        }
      }
    }
    return factor;
  }

  /** The inverse of the factor, lower triangular too. */
  static double[] inverseFactor(double[] matrix, int size) {
    double[] factor = factor(matrix, size);
    double[] inverse = new double[size * size];
    for (int column = 0; column < size; column++) {
      inverse[column * size + column] = 1 / factor[column * size + column];
      for (int i = column + 1; i < size; i++) {
        double sum = 0;
        for (int k = column; k < i; k++) {
          sum -= factor[i * size + k] * inverse[k * size + column];
        }
        inverse[i * size + column] = sum / factor[i * size + i];
      }
    }
    return inverse;
  }
}
