package io.latent4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentTest {

  /** The best sum by trying all. */
  private static double best(double[][] entries, int row, boolean[] taken, int left, int sign) {
    if (row == entries.length || left == 0) {
      return 0;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < taken.length; j++) {
      if (!taken[j]) {
        taken[j] = true;
        best =
            Math.max(best, sign * entries[row][j] + best(entries, row + 1, taken, left - 1, sign));
        taken[j] = false;
      }
    }
    if (entries.length - row > left) {
      best = Math.max(best, best(entries, row + 1, taken, left, sign));
    }
    return best;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,5", "5,1", "4,4", "6,6", "3,6", "6,3", "7,5"})
  void sumsAreTheBestOfAll(int rows, int columns) {
    Random random = new Random(rows * 10 + columns);
    for (int trial = 0; trial < 20; trial++) {
      double[][] entries = new double[rows][columns];
      for (double[] row : entries) {
        Arrays.setAll(row, j -> random.nextInt(10) - 3);
      }
      int left = Math.min(rows, columns);
      Assignment largest = Assignment.maximizing(entries);
      assertThat(largest.sum(entries))
          .isCloseTo(best(entries, 0, new boolean[columns], left, 1), within(1e-12));
      assertThat(Assignment.minimizing(entries).sum(entries))
          .isCloseTo(-best(entries, 0, new boolean[columns], left, -1), within(1e-12));
      int[] taken = Arrays.stream(largest.columns()).filter(j -> j >= 0).toArray();
      assertThat(taken).hasSize(left).doesNotHaveDuplicates();
    }
  }

  @Test
  void entriesMustBeAFiniteMatrix() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Assignment.minimizing(new double[][] {{1, 2}, {3}}))
        .withMessage("rows must be of one length, 2, but row 1 has 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Assignment.minimizing(new double[][] {{1, Double.NaN}}))
        .withMessage("entries must be finite, but row 0, column 1 is NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> Assignment.maximizing(new double[0][]));
  }
}
