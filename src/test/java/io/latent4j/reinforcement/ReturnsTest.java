package io.latent4j.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReturnsTest {

  @Test
  void theInterquartileMeanLeavesOutAQuarterAtEachEnd() {
    assertThat(Returns.interquartileMean(100, 1, 2, 3, 4, 5, 6, -50)).isEqualTo(3.5);
    assertThat(Returns.interquartileMean(1, 2, 9)).isEqualTo(4);
    assertThat(Returns.interquartileMean(7)).isEqualTo(7);
  }

  @Test
  void theIntervalHoldsTheMeanAndNarrowsWithMoreSeeds() {
    GameRandom random = new GameRandom(5);
    double[][] few = new double[4][50];
    double[][] many = new double[40][50];
    for (double[][] seeds : new double[][][] {few, many}) {
      for (double[] seed : seeds) {
        double level = random.uniform();
        for (int i = 0; i < seed.length; i++) {
          seed[i] = level + random.uniform();
        }
      }
    }
    Returns.Interval wide = Returns.bootstrap(few, 1);
    Returns.Interval narrow = Returns.bootstrap(many, 1);
    assertThat(narrow.low()).isLessThan(1);
    assertThat(narrow.high()).isGreaterThan(1);
    assertThat(narrow.high() - narrow.low()).isLessThan(wide.high() - wide.low());
    Returns.Interval same = Returns.bootstrap(new double[][] {{3, 3}, {3, 3}}, 1);
    assertThat(same).isEqualTo(new Returns.Interval(3, 3));
    Returns.Interval one = Returns.bootstrap(new double[][] {few[0]}, 1);
    assertThat(one.high()).isGreaterThan(one.low());
  }

  @Test
  void theMeanHeightIsTheAreaOverTheWidth() {
    assertThat(Returns.meanHeight(new double[] {0, 1, 3}, new double[] {0, 2, 2}))
        .isEqualTo(5 / 3.0, within(1e-12));
    assertThat(Returns.meanHeight(new double[] {5}, new double[] {2})).isEqualTo(2);
    assertThat(Returns.meanHeight(new double[0], new double[0])).isNaN();
  }
}
