package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * The eigenvectors of the largest eigenvalues of a symmetric matrix, by block Krylov spaces: some
 * vectors more than wanted, multiplied again and again, all made orthogonal, and the best
 * combinations of them all. So eigenvalues that come several times are found as often.
 *
 * @param values the eigenvalues, descending
 * @param vectors the eigenvectors, one a row, of length 1; each such that its entry of the largest
 *     magnitude is positive
 */
record LargestEigenvectors(double[] values, double[][] vectors) {
  private static final int MORE = 4;
  private static final int BLOCKS = 12;
  private static final int MOST_ROUNDS = 60;
  private static final double NEGLIGIBLE = 1e-12;

  /**
   * Finds eigenvectors.
   *
   * @param matrix the matrix
   * @param wanted how many, at most the size of the matrix
   * @param tolerance the largest error of a vector's product, as a share of the largest eigenvalue
   * @param seed where the search starts
   */
  static LargestEigenvectors of(
      SymmetricOperator matrix, int wanted, double tolerance, long seed, Workers workers) {
    return of(matrix, wanted, tolerance, seed, workers, () -> true);
  }

  /**
   * Finds eigenvectors as long as there is time.
   *
   * @param matrix the matrix
   * @param wanted how many, at most the size of the matrix
   * @param tolerance the largest error of a vector's product, as a share of the largest eigenvalue
   * @param seed where the search starts
   * @param goesOn whether to look for better ones; asked after each multiplication
   */
  static LargestEigenvectors of(
      SymmetricOperator matrix,
      int wanted,
      double tolerance,
      long seed,
      Workers workers,
      BooleanSupplier goesOn) {
    int size = matrix.size();
    int block = Math.min(size, wanted + MORE);
    Random random = new Random(seed);
    double[][] start = new double[block][size];
    for (double[] vector : start) {
      for (int i = 0; i < size; i++) {
        vector[i] = random.nextGaussian();
      }
    }
    LargestEigenvectors best = null;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Basis basis = new Basis(Math.min(size, block * BLOCKS), workers);
      double[][] next = start;
      while (!basis.isFull()) {
        int before = basis.size();
        basis.add(next, random);
        if (basis.size() == before) {
          break; // nothing new: the space holds all that can be reached
        }
        next = basis.multiply(matrix, before);
        if (!goesOn.getAsBoolean()) {
          break;
        }
      }
      best = basis.largest(block);
      if (basis.size() == size
          || !goesOn.getAsBoolean()
          || best.error(matrix, wanted) <= tolerance * best.scale()) {
        break;
      }
      start = best.vectors;
    }
    return best.first(wanted).signed();
  }

  private double scale() {
    return Math.max(Math.abs(values[0]), Double.MIN_NORMAL);
  }

  /** The largest difference between a vector's product and what it should be. */
  private double error(SymmetricOperator matrix, int wanted) {
    double[][] products = matrix.times(Arrays.copyOf(vectors, wanted));
    double largest = 0;
    for (int k = 0; k < wanted; k++) {
      double squares = 0;
      for (int i = 0; i < products[k].length; i++) {
        double difference = products[k][i] - values[k] * vectors[k][i];
        squares += difference * difference;
      }
      largest = Math.max(largest, squares);
    }
    return Math.sqrt(largest);
  }

  private LargestEigenvectors first(int wanted) {
    return new LargestEigenvectors(Arrays.copyOf(values, wanted), Arrays.copyOf(vectors, wanted));
  }

  private LargestEigenvectors signed() {
    for (double[] vector : vectors) {
      double largest = 0;
      for (double value : vector) {
        if (Math.abs(value) > Math.abs(largest)) {
          largest = value;
        }
      }
      if (largest < 0) {
        for (int i = 0; i < vector.length; i++) {
          vector[i] = -vector[i];
        }
      }
    }
    return this;
  }

  /** Orthonormal vectors and their products with the matrix. */
  private static final class Basis {
    private final double[][] vectors;
    private final double[][] products;
    private final Workers workers;
    private int size;

    Basis(int capacity, Workers workers) {
      vectors = new double[capacity][];
      products = new double[capacity][];
      this.workers = workers;
    }

    int size() {
      return size;
    }

    boolean isFull() {
      return size == vectors.length;
    }

    /** Adds what is new in some vectors; for a vector in which nothing is, one drawn at random. */
    void add(double[][] candidates, Random random) {
      for (double[] candidate : candidates) {
        if (isFull()) {
          return;
        }
        double[] vector = candidate.clone();
        double length = length(vector);
        boolean isNew = length > 0 && makeOrthogonal(vector) > NEGLIGIBLE * length;
        for (int tries = 0; !isNew && tries < 2; tries++) {
          for (int i = 0; i < vector.length; i++) {
            vector[i] = random.nextGaussian();
          }
          isNew = makeOrthogonal(vector) > Math.sqrt(NEGLIGIBLE);
        }
        if (isNew) {
          // Once more, as the first time leaves rounding errors of the size of what it took away.
          makeOrthogonal(vector);
          scale(vector, 1 / length(vector));
          vectors[size++] = vector;
        }
      }
    }

    private double makeOrthogonal(double[] vector) {
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < size; k++) {
          double dot = dot(vectors[k], vector);
          for (int i = 0; i < vector.length; i++) {
            vector[i] -= dot * vectors[k][i];
          }
        }
      }
      return length(vector);
    }

    /** Multiplies the vectors from one on, and returns the products. */
    double[][] multiply(SymmetricOperator matrix, int from) {
      double[][] latest = matrix.times(Arrays.copyOfRange(vectors, from, size));
      System.arraycopy(latest, 0, products, from, latest.length);
      return latest;
    }

    /** The best approximations to eigenvectors among the combinations of the basis. */
    LargestEigenvectors largest(int count) {
      double[][] projected = new double[size][size];
      workers.divideHeavy(
          size,
          (part, from, to) -> {
            for (int a = from; a < to; a++) {
              for (int b = 0; b < size; b++) {
                projected[a][b] = dot(vectors[a], products[b]);
              }
            }
          });
      SymmetricEigen small = SymmetricEigen.of(projected);
      double[] values = new double[count];
      double[][] combined = new double[count][vectors[0].length];
      for (int k = 0; k < count; k++) {
        values[k] = small.values()[k];
        for (int a = 0; a < size; a++) {
          double share = small.vectors()[k][a];
          for (int i = 0; i < combined[k].length; i++) {
            combined[k][i] += share * vectors[a][i];
          }
        }
      }
      return new LargestEigenvectors(values, combined);
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    private static double length(double[] vector) {
      return Math.sqrt(dot(vector, vector));
    }

    private static void scale(double[] vector, double factor) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= factor;
      }
    }
  }
}
