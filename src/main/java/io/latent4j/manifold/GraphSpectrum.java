package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.Random;

/**
 * The smoothest functions on a connected graph: the eigenvectors of the largest eigenvalues of
 * D^-1/2 W D^-1/2, where W are the weights and D their sums, but for the first one, which is known.
 *
 * <p>Found by iterating a block of vectors under Chebyshev polynomials, which damp what belongs to
 * all smaller eigenvalues (Zhou, Saad, Tiago, Chelikowsky 2006). Only a start is made of them, so
 * they are not found more precisely than the tolerance or the most rounds allow.
 */
final class GraphSpectrum {
  private static final int MORE = 4;
  private static final int DEGREE = 24;
  private static final int MOST_ROUNDS = 16;
  private static final double TOLERANCE = 1e-4;
  private static final int ROWS_AT_ONCE = 4096;

  private final FuzzyGraph graph;
  private final Workers workers;
  private final int size;
  private final int width;
  private final float[] inverseRoots;
  private final float[] known;

  private GraphSpectrum(FuzzyGraph graph, int width, Workers workers) {
    this.graph = graph;
    this.workers = workers;
    this.width = width;
    size = graph.count();
    inverseRoots = new float[size];
    known = new float[size];
    double total = 0;
    for (int i = 0; i < size; i++) {
      double degree = 0;
      for (int k = graph.starts()[i]; k < graph.starts()[i + 1]; k++) {
        degree += graph.weights()[k];
      }
      inverseRoots[i] = (float) (1 / Math.sqrt(degree));
      known[i] = (float) Math.sqrt(degree);
      total += degree;
    }
    float length = (float) Math.sqrt(total);
    for (int i = 0; i < size; i++) {
      known[i] /= length;
    }
  }

  /**
   * Finds eigenvectors.
   *
   * @param graph connected, with more samples than twice the vectors wanted
   * @param wanted how many
   * @return (wanted, samples), the smoothest first
   */
  static float[][] of(FuzzyGraph graph, int wanted, long seed, Workers workers) {
    int width = Math.min(graph.count() - 1, wanted + MORE);
    return new GraphSpectrum(graph, width, workers).find(wanted, seed);
  }

  private float[][] find(int wanted, long seed) {
    Random random = new Random(seed);
    float[] block = new float[size * width];
    for (int i = 0; i < block.length; i++) {
      block[i] = (float) random.nextGaussian();
    }
    double[] values = improve(block);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      block = filter(block, Math.max(values[width - 1], 0));
      values = improve(block);
      if (largestError(block, values, wanted) <= TOLERANCE) {
        break;
      }
    }
    float[][] vectors = new float[wanted][size];
    for (int c = 0; c < wanted; c++) {
      for (int i = 0; i < size; i++) {
        vectors[c][i] = block[i * width + c];
      }
    }
    return vectors;
  }

  /** Applies the polynomial that is small from -1 to a bound and grows fastest behind it. */
  private float[] filter(float[] block, double bound) {
    double half = (bound + 1) / 2;
    double center = (bound - 1) / 2;
    double sigma = half / (1 - center);
    double first = sigma;
    float[] before = block;
    float[] now = new float[block.length];
    combine(before, null, sigma / half, -center * sigma / half, 0, now);
    for (int degree = 2; degree <= DEGREE; degree++) {
      double next = 1 / (2 / first - sigma);
      float[] later = new float[block.length];
      combine(now, before, 2 * next / half, -2 * center * next / half, -sigma * next, later);
      before = now;
      now = later;
      sigma = next;
    }
    return now;
  }

  /** a times the matrix times x, and b times x, and c times y. */
  private void combine(float[] x, float[] y, double a, double b, double c, float[] result) {
    float product = (float) a;
    float itself = (float) b;
    float other = (float) c;
    workers.divide(
        size,
        (part, from, to) -> {
          float[] sums = new float[width];
          for (int i = from; i < to; i++) {
            Arrays.fill(sums, 0);
            addNeighbors(x, i, sums);
            float factor = product * inverseRoots[i];
            for (int v = 0; v < width; v++) {
              int at = i * width + v;
              float rest = y == null ? 0 : other * y[at];
              result[at] = factor * sums[v] + itself * x[at] + rest;
            }
          }
        });
  }

  private void addNeighbors(float[] x, int sample, float[] sums) {
    for (int k = graph.starts()[sample]; k < graph.starts()[sample + 1]; k++) {
      int end = graph.ends()[k];
      float weight = graph.weights()[k] * inverseRoots[end];
      int at = end * width;
      for (int v = 0; v < width; v++) {
        sums[v] += weight * x[at + v];
      }
    }
  }

  /** Makes a block the best approximations to eigenvectors within what it spans. */
  private double[] improve(float[] block) {
    removeKnown(block);
    orthonormalize(block);
    orthonormalize(block); // once more, as the first time leaves errors where columns were alike
    float[] products = new float[block.length];
    combine(block, null, 1, 0, 0, products);
    SymmetricEigen eigen = SymmetricEigen.of(gram(block, products));
    rotate(block, eigen.vectors());
    return eigen.values();
  }

  private void removeKnown(float[] block) {
    double[] dots = new double[width];
    for (int i = 0; i < size; i++) {
      for (int v = 0; v < width; v++) {
        dots[v] += (double) known[i] * block[i * width + v];
      }
    }
    for (int i = 0; i < size; i++) {
      for (int v = 0; v < width; v++) {
        block[i * width + v] -= (float) (known[i] * dots[v]);
      }
    }
  }

  private void orthonormalize(float[] block) {
    SymmetricEigen eigen = SymmetricEigen.of(gram(block, block));
    double[][] turn = eigen.vectors();
    for (int v = 0; v < width; v++) {
      double value = Math.max(eigen.values()[v], 1e-12 * eigen.values()[0]);
      double factor = value > 0 ? 1 / Math.sqrt(value) : 0;
      for (int u = 0; u < width; u++) {
        turn[v][u] *= factor;
      }
    }
    rotate(block, turn);
  }

  /**
   * The products of columns; summed in pieces of fixed length, so by any number of threads alike.
   */
  private double[][] gram(float[] x, float[] y) {
    int pieces = (size + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE;
    double[][][] sums = new double[pieces][width][width];
    workers.divideHeavy(
        pieces,
        (part, from, to) -> {
          for (int piece = from; piece < to; piece++) {
            int end = Math.min(size, (piece + 1) * ROWS_AT_ONCE);
            for (int i = piece * ROWS_AT_ONCE; i < end; i++) {
              for (int u = 0; u < width; u++) {
                double value = x[i * width + u];
                for (int v = 0; v < width; v++) {
                  sums[piece][u][v] += value * y[i * width + v];
                }
              }
            }
          }
        });
    for (int piece = 1; piece < pieces; piece++) {
      for (int u = 0; u < width; u++) {
        for (int v = 0; v < width; v++) {
          sums[0][u][v] += sums[piece][u][v];
        }
      }
    }
    return sums[0];
  }

  /** Makes each column a combination of all: column v by row v of the shares. */
  private void rotate(float[] block, double[][] shares) {
    workers.divide(
        size,
        (part, from, to) -> {
          double[] row = new double[width];
          for (int i = from; i < to; i++) {
            for (int v = 0; v < width; v++) {
              double sum = 0;
              for (int u = 0; u < width; u++) {
                sum += shares[v][u] * block[i * width + u];
              }
              row[v] = sum;
            }
            for (int v = 0; v < width; v++) {
              block[i * width + v] = (float) row[v];
            }
          }
        });
  }

  /** By how much the products of the vectors wanted differ from what they should be. */
  private double largestError(float[] block, double[] values, int wanted) {
    float[] products = new float[block.length];
    combine(block, null, 1, 0, 0, products);
    double largest = 0;
    for (int v = 0; v < wanted; v++) {
      double squares = 0;
      for (int i = 0; i < size; i++) {
        double error = products[i * width + v] - values[v] * block[i * width + v];
        squares += error * error;
      }
      largest = Math.max(largest, squares);
    }
    return Math.sqrt(largest);
  }
}
