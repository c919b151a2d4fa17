package io.latent4j.manifold;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * All eigenvectors of a small symmetric matrix, by Jacobi's rotations.
 *
 * @param values the eigenvalues, descending
 * @param vectors the eigenvectors, one a row
 */
record SymmetricEigen(double[] values, double[][] vectors) {
  private static final int MOST_SWEEPS = 60;
  private static final double PRECISION = 1e-15;

  /** Finds the eigenvectors of a matrix, of which the mean with its transpose is taken. */
  static SymmetricEigen of(double[][] matrix) {
    int size = matrix.length;
    double[][] a = new double[size][size];
    double[][] v = new double[size][size];
    double squares = 0;
    for (int i = 0; i < size; i++) {
      v[i][i] = 1;
      for (int j = 0; j < size; j++) {
        a[i][j] = (matrix[i][j] + matrix[j][i]) / 2;
        squares += a[i][j] * a[i][j];
      }
    }
    double negligible = PRECISION * Math.sqrt(squares);
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      if (!sweep(a, v, negligible)) {
        break;
      }
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[size];
    double[][] vectors = new double[size][];
    for (int k = 0; k < size; k++) {
      values[k] = a[order[k]][order[k]];
      vectors[k] = v[order[k]];
    }
    return new SymmetricEigen(values, vectors);
  }

  private static boolean sweep(double[][] a, double[][] v, double negligible) {
    boolean changed = false;
    for (int p = 0; p < a.length; p++) {
      for (int q = p + 1; q < a.length; q++) {
        if (Math.abs(a[p][q]) > negligible / a.length) {
          rotate(a, v, p, q);
          changed = true;
        }
      }
    }
    return changed;
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double half = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double tangent = Math.copySign(1, half) / (Math.abs(half) + Math.sqrt(1 + half * half));
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double sine = tangent * cosine;
    double shift = tangent * a[p][q];
    double first = a[p][p] - shift;
    double second = a[q][q] + shift;
    mix(a[p], a[q], cosine, sine);
    for (int k = 0; k < a.length; k++) {
      a[k][p] = a[p][k];
      a[k][q] = a[q][k];
    }
    a[p][p] = first;
    a[q][q] = second;
    a[p][q] = 0;
    a[q][p] = 0;
    mix(v[p], v[q], cosine, sine);
  }

  private static void mix(double[] x, double[] y, double cosine, double sine) {
    for (int k = 0; k < x.length; k++) {
      double before = x[k];
      x[k] = cosine * before - sine * y[k];
      y[k] = sine * before + cosine * y[k];
    }
  }
}
