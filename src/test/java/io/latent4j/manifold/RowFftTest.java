package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.parallel.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFftTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 96})
  void isTheSumThatDefinesIt(int length) {
    Random random = new Random(length);
    float[][] re = new float[length][2];
    float[][] im = new float[length][2];
    for (int i = 0; i < length; i++) {
      re[i] = new float[] {random.nextFloat(), random.nextFloat()};
      im[i] = new float[] {random.nextFloat(), random.nextFloat()};
    }
    double[][] wantedRe = new double[length][2];
    double[][] wantedIm = new double[length][2];
    for (int k = 0; k < length; k++) {
      for (int i = 0; i < length; i++) {
        double cos = Math.cos(2 * Math.PI * i * k / length);
        double sin = -Math.sin(2 * Math.PI * i * k / length);
        for (int s = 0; s < 2; s++) {
          wantedRe[k][s] += re[i][s] * cos - im[i][s] * sin;
          wantedIm[k][s] += re[i][s] * sin + im[i][s] * cos;
        }
      }
    }
    new RowFft(length).transform(re, im);
    for (int k = 0; k < length; k++) {
      for (int s = 0; s < 2; s++) {
        assertThat((double) re[k][s]).isCloseTo(wantedRe[k][s], within(1e-4));
        assertThat((double) im[k][s]).isCloseTo(wantedIm[k][s], within(1e-4));
      }
    }
  }

  @Test
  void convolvesOnAGridWithoutWrappingRound() {
    float[][] grid = new float[5][6];
    grid[0][0] = 1;
    grid[4][5] = 2;
    try (Workers workers = new Workers(2)) {
      new GridConvolution(12, 16, (r, c) -> 1.0 / (1 + r * r + c * c), angle -> 1, workers)
          .apply(grid);
    }
    for (int r = 0; r < 5; r++) {
      for (int c = 0; c < 6; c++) {
        double wanted =
            1.0 / (1 + r * r + c * c) + 2.0 / (1 + (4 - r) * (4 - r) + (5 - c) * (5 - c));
        assertThat((double) grid[r][c]).isCloseTo(wanted, within(1e-6));
      }
    }
  }

  @Test
  void transformLengthsAreTheNextProductsOfTwosAndAThree() {
    assertThat(GridRepulsion.transformLength(1)).isEqualTo(16);
    assertThat(GridRepulsion.transformLength(17)).isEqualTo(24);
    assertThat(GridRepulsion.transformLength(25)).isEqualTo(32);
    assertThat(GridRepulsion.transformLength(600)).isEqualTo(768);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.3f, 0.99f})
  void splineWeightsAddUpToOneAndSlopesToNothing(float t) {
    float[] weights = new float[Spline.NODES];
    float[] slopes = new float[Spline.NODES];
    Spline.weights(t, weights);
    Spline.slopes(t, slopes);
    double sum = 0;
    double slope = 0;
    double middle = 0;
    for (int i = 0; i < Spline.NODES; i++) {
      sum += weights[i];
      slope += slopes[i];
      middle += i * weights[i];
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
    assertThat(slope).isCloseTo(0, within(1e-6));
    assertThat(middle).isCloseTo(2 + t, within(1e-5));
  }
}
