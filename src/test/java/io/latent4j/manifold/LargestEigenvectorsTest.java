package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.parallel.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargestEigenvectorsTest {

  /** A matrix in memory. */
  private record Dense(double[][] matrix) implements SymmetricOperator {
    @Override
    public int size() {
      return matrix.length;
    }

    @Override
    public double[][] times(double[][] vectors) {
      double[][] products = new double[vectors.length][size()];
      for (int k = 0; k < vectors.length; k++) {
        for (int i = 0; i < size(); i++) {
          for (int j = 0; j < size(); j++) {
            products[k][i] += matrix[i][j] * vectors[k][j];
          }
        }
      }
      return products;
    }
  }

  /** Mirrors a diagonal at a random plane: the eigenvalues stay. */
  private static Dense withEigenvalues(double... values) {
    int size = values.length;
    Random random = new Random(4);
    double[] normal = random.doubles(size).toArray();
    double square = 0;
    for (double entry : normal) {
      square += entry * entry;
    }
    double[][] mirror = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        mirror[i][j] = (i == j ? 1 : 0) - 2 * normal[i] * normal[j] / square;
      }
    }
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < size; k++) {
          matrix[i][j] += mirror[i][k] * values[k] * mirror[j][k];
        }
      }
    }
    return new Dense(matrix);
  }

  @Test
  void theSearchEndsWhenItIsToAndGivesWhatItHas() {
    double[] values = new double[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + 1e-3 * i;
    }
    Dense matrix = withEigenvalues(values);
    int[] asked = {0};
    try (Workers workers = new Workers(1)) {
      LargestEigenvectors found =
          LargestEigenvectors.of(matrix, 2, 1e-12, 1, workers, () -> ++asked[0] < 1);

      assertThat(asked[0]).isEqualTo(2); // after the first products, and when the best are found
      assertThat(found.vectors()).hasDimensions(2, 200);
      for (int k = 0; k < 2; k++) {
        double square = 0;
        for (double entry : found.vectors()[k]) {
          square += entry * entry;
        }
        assertThat(square).isCloseTo(1, within(1e-9));
        assertThat(found.values()[k]).isBetween(1.0, 1.2);
      }
    }
  }

  private static LargestEigenvectors largest(Dense matrix, int wanted) {
    try (Workers workers = new Workers(1)) {
      return LargestEigenvectors.of(matrix, wanted, 1e-10, 1, workers);
    }
  }

  @Test
  void areFoundAmongMany() {
    double[] values = new double[300];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < 150 ? i / 300.0 : -i;
    }
    values[7] = 3;
    values[70] = 2;
    values[170] = 1.5;
    Dense matrix = withEigenvalues(values);
    LargestEigenvectors found = largest(matrix, 3);

    assertThat(found.values()).containsExactly(new double[] {3, 2, 1.5}, within(1e-8));
    double[][] products = matrix.times(found.vectors());
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < values.length; i++) {
        assertThat(products[k][i])
            .isCloseTo(found.values()[k] * found.vectors()[k][i], within(1e-6));
      }
    }
  }

  @Test
  void ofOneValueAreAllFoundAndAtRightAngles() {
    double[] values = new double[50];
    values[3] = 5;
    values[20] = 5;
    values[40] = 5;
    LargestEigenvectors found = largest(withEigenvalues(values), 3);

    assertThat(found.values()).containsExactly(new double[] {5, 5, 5}, within(1e-10));
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double dot = 0;
        for (int i = 0; i < 50; i++) {
          dot += found.vectors()[a][i] * found.vectors()[b][i];
        }
        assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-10));
      }
    }
  }

  @Test
  void ofNothingAreAnyWithValueZero() {
    LargestEigenvectors found = largest(new Dense(new double[6][6]), 2);
    assertThat(found.values()).containsExactly(0, 0);
  }

  @Test
  void allOfASmallMatrixAreFound() {
    SymmetricEigen found = SymmetricEigen.of(new double[][] {{2, 1, 0}, {1, 2, 0}, {0, 0, -1}});
    assertThat(found.values()).containsExactly(new double[] {3, 1, -1}, within(1e-12));
    assertThat(Math.abs(found.vectors()[0][0])).isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(found.vectors()[0][0]).isCloseTo(found.vectors()[0][1], within(1e-12));
  }
}
