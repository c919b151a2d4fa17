package io.latent4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SparseMatchingTest {

  /** The matching of a matrix, of which only what is above zero counts. */
  private static long sum(long[][] matrix) {
    int width = matrix[0].length;
    int[] start = new int[matrix.length + 1];
    IntStream.Builder columns = IntStream.builder();
    LongStream.Builder gains = LongStream.builder();
    for (int row = 0; row < matrix.length; row++) {
      start[row + 1] = start[row];
      for (int column = 0; column < width; column++) {
        if (matrix[row][column] > 0) {
          start[row + 1]++;
          columns.add(column);
          gains.add(matrix[row][column]);
        }
      }
    }
    return new SparseMatching(start, columns.build().toArray(), gains.build().toArray(), width)
        .sum();
  }

  @Test
  void theSumIsThatOfTheDenseAssignment() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      int rows = 1 + random.nextInt(8);
      int columns = 1 + random.nextInt(8);
      int largest = 1 + random.nextInt(6);
      double density = random.nextDouble();
      long[][] matrix = new long[rows][columns];
      double[][] dense = new double[rows][columns];
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          matrix[row][column] = random.nextDouble() < density ? 1 + random.nextInt(largest) : 0;
          dense[row][column] = matrix[row][column];
        }
      }
      assertThat((double) sum(matrix)).isEqualTo(Assignment.maximizing(dense).sum(dense));
    }
  }

  @Test
  void aRowIsLeftOverWhereOthersGainMore() {
    assertThat(sum(new long[][] {{5}, {7}, {6}})).isEqualTo(7);
    assertThat(sum(new long[][] {{5, 4}, {7, 0}, {6, 1}})).isEqualTo(11);
    assertThat(sum(new long[][] {{0, 0}, {0, 0}})).isZero();
  }
}
