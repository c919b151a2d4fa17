package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Random;

/** Where t-SNE starts: the first principal components, made small. */
final class PrincipalStart {
  private static final double SIZE = 1e-4;
  private static final double TOLERANCE = 1e-6;

  private PrincipalStart() {}

  /**
   * Computes the start.
   *
   * @return (components, points); of standard deviation 1e-4 along the first component. Where the
   *     samples do not vary in as many directions, normal noise of that size.
   */
  static float[][] of(Rows rows, int components, long seed, Workers workers) {
    int found = Math.min(components, rows.features());
    double[] mean = rows.mean();
    LargestEigenvectors directions =
        LargestEigenvectors.of(
            new Covariance(rows, mean, workers), found, TOLERANCE, seed, workers);
    double[][] places = project(rows, mean, directions.vectors());
    double size = Math.sqrt(Math.max(directions.values()[0], 0) / rows.count());
    Random random = new Random(seed);
    float[][] start = new float[components][rows.count()];
    for (int c = 0; c < components; c++) {
      boolean varies = c < found && directions.values()[c] > 1e-12 * directions.values()[0];
      for (int i = 0; i < rows.count(); i++) {
        double unit = varies ? places[c][i] / size : random.nextGaussian();
        start[c][i] = (float) (SIZE * unit);
      }
    }
    return start;
  }

  private static double[][] project(Rows rows, double[] mean, double[][] directions) {
    double[][] places = new double[directions.length][rows.count()];
    for (int c = 0; c < directions.length; c++) {
      for (int i = 0; i < rows.count(); i++) {
        double sum = 0;
        for (int j = 0; j < rows.features(); j++) {
          sum += directions[c][j] * (rows.values()[i * rows.features() + j] - mean[j]);
        }
        places[c][i] = sum;
      }
    }
    return places;
  }

  /** The sums of products of features, without ever making the matrix. */
  private record Covariance(Rows rows, double[] mean, Workers workers)
      implements SymmetricOperator {

    @Override
    public int size() {
      return rows.features();
    }

    @Override
    public double[][] times(double[][] vectors) {
      double[][][] parts = new double[workers.parts(rows.count())][][];
      workers.divide(rows.count(), (part, from, to) -> parts[part] = products(vectors, from, to));
      for (int part = 1; part < parts.length; part++) {
        for (int k = 0; k < vectors.length; k++) {
          for (int j = 0; j < size(); j++) {
            parts[0][k][j] += parts[part][k][j];
          }
        }
      }
      return parts[0];
    }

    private double[][] products(double[][] vectors, int from, int to) {
      double[][] sums = new double[vectors.length][size()];
      double[] row = new double[size()];
      for (int i = from; i < to; i++) {
        for (int j = 0; j < row.length; j++) {
          row[j] = rows.values()[i * row.length + j] - mean[j];
        }
        for (int k = 0; k < vectors.length; k++) {
          double dot = 0;
          for (int j = 0; j < row.length; j++) {
            dot += vectors[k][j] * row[j];
          }
          for (int j = 0; j < row.length; j++) {
            sums[k][j] += dot * row[j];
          }
        }
      }
      return sums;
    }
  }
}
