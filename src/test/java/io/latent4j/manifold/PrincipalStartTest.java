package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.parallel.Workers;
import org.junit.jupiter.api.Test;

class PrincipalStartTest {
  private static final int COUNT = 500;

  /** Long along the second feature, shorter along the third, the first constant. */
  private static Rows rows() {
    float[] values = new float[3 * COUNT];
    for (int i = 0; i < COUNT; i++) {
      // Each four samples have the corners of a rectangle, so that features are uncorrelated.
      int corner = i % 4;
      values[3 * i] = 7;
      values[3 * i + 1] = 100 + (corner < 2 ? 1 : -1) * (10 + i / 4);
      values[3 * i + 2] = corner % 2 == 0 ? 1 : -1;
    }
    return new Rows(values, COUNT, 3, new double[3]);
  }

  @Test
  void samplesStartAlongTheirPrincipalComponents() {
    Rows rows = rows();
    try (Workers workers = new Workers(2)) {
      float[][] start = PrincipalStart.of(rows, 2, 1, workers);

      double squares = 0;
      for (int i = 0; i < COUNT; i++) {
        squares += Math.pow(rows.values()[3 * i + 1] - 100, 2);
      }
      double deviation = Math.sqrt(squares / COUNT);
      double sign = Math.signum(start[0][0]);
      for (int i = 0; i < COUNT; i++) {
        double expected = sign * 1e-4 * (rows.values()[3 * i + 1] - 100) / deviation;
        assertThat((double) start[0][i]).isCloseTo(expected, within(1e-8));
      }
      assertThat(Math.abs(start[1][0])).isCloseTo((float) (1e-4 / deviation), within(1e-8f));
    }
  }

  @Test
  void whereSamplesDoNotVaryTheStartIsNoiseBySeed() {
    try (Workers workers = new Workers(2)) {
      float[][] start = PrincipalStart.of(rows(), 3, 1, workers);
      double squares = 0;
      for (float place : start[2]) {
        squares += (double) place * place;
      }
      assertThat(Math.sqrt(squares / COUNT)).isBetween(0.9e-4, 1.1e-4);
      assertThat(PrincipalStart.of(rows(), 3, 1, workers)[2]).isEqualTo(start[2]);
      assertThat(PrincipalStart.of(rows(), 3, 2, workers)[2]).isNotEqualTo(start[2]);
    }
  }
}
