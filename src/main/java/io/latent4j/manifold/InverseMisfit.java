package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * The inverse of the matrix that tells how badly places are reproduced from those of their
 * neighbours, on vectors of mean 0 (constant ones are reproduced perfectly, whatever the samples).
 * So the smallest eigenvectors become the largest.
 *
 * <p>The matrix is factored by Cholesky's method within the envelope that it has when samples are
 * numbered so that neighbours stand near each other (Cuthill and McKee's order, reversed).
 */
final class InverseMisfit implements SymmetricOperator {
  private static final double SHIFT = 1e-12;
  private static final int MOST_SHIFTS = 6;
  private static final int COLUMNS_AT_ONCE = 48;

  private final int[] place;
  private final Workers workers;
  private final int[] first;
  private final double[][] factor;

  InverseMisfit(NeighborGraph graph, Neighbors neighbors, double[][] weights, Workers workers) {
    this.workers = workers;
    place = places(graph);
    first = envelope(neighbors);
    double[][] matrix = assemble(neighbors, weights);
    factor = factor(matrix);
  }

  /** The new number of each sample. */
  private static int[] places(NeighborGraph graph) {
    int[] far = graph.breadthFirst(0, new boolean[graph.count()]);
    int[] order = graph.breadthFirst(far[far.length - 1], new boolean[graph.count()]);
    int[] place = new int[order.length];
    for (int k = 0; k < order.length; k++) {
      place[order[k]] = order.length - 1 - k;
    }
    return place;
  }

  /** The first column of each row that is not 0. */
  private int[] envelope(Neighbors neighbors) {
    int[] columns = new int[place.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i;
    }
    for (int i = 0; i < place.length; i++) {
      int lowest = place[i];
      for (int k = 0; k < neighbors.each(); k++) {
        lowest = Math.min(lowest, place[neighbors.index(i, k)]);
      }
      columns[place[i]] = Math.min(columns[place[i]], lowest);
      for (int k = 0; k < neighbors.each(); k++) {
        int row = place[neighbors.index(i, k)];
        columns[row] = Math.min(columns[row], lowest);
      }
    }
    return columns;
  }

  private double[][] assemble(Neighbors neighbors, double[][] weights) {
    double[][] matrix = new double[place.length][];
    for (int r = 0; r < place.length; r++) {
      matrix[r] = new double[r - first[r] + 1];
    }
    int each = neighbors.each();
    int[] members = new int[each + 1];
    double[] shares = new double[each + 1];
    for (int i = 0; i < place.length; i++) {
      members[each] = place[i];
      shares[each] = 1;
      for (int k = 0; k < each; k++) {
        members[k] = place[neighbors.index(i, k)];
        shares[k] = -weights[i][k];
      }
      for (int a = 0; a <= each; a++) {
        for (int b = 0; b <= each; b++) {
          if (members[b] <= members[a]) {
            matrix[members[a]][members[b] - first[members[a]]] += shares[a] * shares[b];
          }
        }
      }
    }
    return matrix;
  }

  /** The matrix is singular as it is, so a little is added; its eigenvectors stay the same. */
  private double[][] factor(double[][] matrix) {
    double trace = 0;
    for (double[] row : matrix) {
      trace += row[row.length - 1];
    }
    double shift = SHIFT * trace / matrix.length;
    for (int tries = 0; tries < MOST_SHIFTS; tries++) {
      double[][] rows = new double[matrix.length][];
      if (tryFactor(matrix, shift, rows)) {
        return rows;
      }
      shift *= 10;
    }
    throw new IllegalArgumentException(
        "samples must not be so unlike in scale that their weights can't be solved for");
  }

  /** Some columns at a time: what rows below have there depends on the rows of these alone. */
  private boolean tryFactor(double[][] matrix, double shift, double[][] rows) {
    for (int i = 0; i < matrix.length; i++) {
      rows[i] = matrix[i].clone();
      rows[i][rows[i].length - 1] += shift;
    }
    for (int start = 0; start < rows.length; start += COLUMNS_AT_ONCE) {
      int left = start;
      int right = Math.min(start + COLUMNS_AT_ONCE, rows.length);
      for (int i = left; i < right; i++) {
        reduce(rows, i, left, i);
        double[] row = rows[i];
        int last = row.length - 1;
        double rest = row[last] - dot(row, 0, row, 0, last);
        if (!(rest > 0)) {
          return false;
        }
        row[last] = Math.sqrt(rest);
      }
      workers.divide(
          rows.length - right,
          (part, from, to) -> {
            for (int i = right + from; i < right + to; i++) {
              reduce(rows, i, left, right);
            }
          });
    }
    return true;
  }

  /** Columns of a row below the diagonal, those before them being done. */
  private void reduce(double[][] rows, int i, int left, int right) {
    double[] row = rows[i];
    for (int j = Math.max(left, first[i]); j < right; j++) {
      int from = Math.max(first[i], first[j]);
      double sum = dot(row, from - first[i], rows[j], from - first[j], j - from);
      row[j - first[i]] = (row[j - first[i]] - sum) / rows[j][j - first[j]];
    }
  }

  private static double dot(double[] a, int fromA, double[] b, int fromB, int count) {
    double s = 0;
    double t = 0;
    double u = 0;
    double v = 0;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      s += a[fromA + k] * b[fromB + k];
      t += a[fromA + k + 1] * b[fromB + k + 1];
      u += a[fromA + k + 2] * b[fromB + k + 2];
      v += a[fromA + k + 3] * b[fromB + k + 3];
    }
    for (; k < count; k++) {
      s += a[fromA + k] * b[fromB + k];
    }
    return s + t + u + v;
  }

  @Override
  public int size() {
    return place.length;
  }

  @Override
  public double[][] times(double[][] vectors) {
    double[][] products = new double[vectors.length][];
    workers.divideHeavy(
        vectors.length,
        (part, from, to) -> {
          for (int k = from; k < to; k++) {
            products[k] =
                GeodesicKernel.lessMean(solve(GeodesicKernel.lessMean(vectors[k].clone())));
          }
        });
    return products;
  }

  private double[] solve(double[] vector) {
    double[] x = new double[vector.length];
    for (int i = 0; i < x.length; i++) {
      x[place[i]] = vector[i];
    }
    for (int i = 0; i < x.length; i++) {
      int last = factor[i].length - 1;
      x[i] = (x[i] - dot(factor[i], 0, x, first[i], last)) / factor[i][last];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      int last = factor[i].length - 1;
      x[i] /= factor[i][last];
      for (int j = 0; j < last; j++) {
        x[first[i] + j] -= factor[i][j] * x[i];
      }
    }
    double[] result = new double[x.length];
    Arrays.setAll(result, i -> x[place[i]]);
    return result;
  }
}
