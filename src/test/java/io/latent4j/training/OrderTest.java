package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OrderTest {

  @Test
  void everyEpochIsAPermutationOfItsOwn() {
    int[] first = Order.shuffled(1000, 42, 1);
    int[] second = Order.shuffled(1000, 42, 2);

    assertThat(sorted(first)).isEqualTo(Order.natural(1000));
    assertThat(sorted(second)).isEqualTo(Order.natural(1000));
    assertThat(samePlaces(first, second)).isLessThan(10);
    assertThat(samePlaces(first, Order.natural(1000))).isLessThan(10);
  }

  @Test
  void orderDependsOnSeedAndEpochOnly() {
    assertThat(Order.shuffled(100, 3, 5)).isEqualTo(Order.shuffled(100, 3, 5));
    assertThat(samePlaces(Order.shuffled(100, 3, 5), Order.shuffled(100, 4, 5))).isLessThan(10);
    assertThat(samePlaces(Order.shuffled(100, 0, 1), Order.shuffled(100, 1, 0))).isLessThan(10);
  }

  /** Each sample is anywhere with the same chance: chi-squared of 8 x 8 cells, 1 in 10,000. */
  @Test
  void allPlacesAreEquallyLikely() {
    int orders = 8000;
    int[][] counts = new int[8][8];
    for (int epoch = 1; epoch <= orders; epoch++) {
      int[] order = Order.shuffled(8, 1, epoch);
      for (int i = 0; i < 8; i++) {
        counts[i][order[i]]++;
      }
    }
    double expected = orders / 8.0;
    double chiSquared = 0;
    for (int[] row : counts) {
      for (int count : row) {
        chiSquared += (count - expected) * (count - expected) / expected;
      }
    }
    assertThat(chiSquared).isLessThan(94.0); // 49 degrees of freedom
  }

  private static int[] sorted(int[] order) {
    int[] copy = order.clone();
    Arrays.sort(copy);
    return copy;
  }

  private static int samePlaces(int[] first, int[] second) {
    int same = 0;
    for (int i = 0; i < first.length; i++) {
      same += first[i] == second[i] ? 1 : 0;
    }
    return same;
  }
}
