package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisRangeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-3, 7",
    "1e-12, 4e-12",
    "-1e300, 1e300",
    "-1.7e308, 1.7e308",
    "5, 5",
    "0, 0",
    "1000000.0, 1000000.0001",
    "4.9e-324, 1e-320",
    "-7e-5, 3",
    "0, 123456"
  })
  void ticksAreInsideAndEvenlySpacedAndToldApart(double min, double max) {
    AxisRange range = AxisRange.linear(min, max, 0.04);
    double[] ticks = range.ticks(6, false);

    assertThat(range.share(min)).isBetween(0.0, 1.0);
    assertThat(range.share(max)).isBetween(0.0, 1.0);
    assertThat(ticks.length).isBetween(3, 12);
    for (int i = 0; i < ticks.length; i++) {
      assertThat(range.shareOfTick(ticks[i])).isBetween(-1e-6, 1 + 1e-6);
      if (i > 0) {
        assertThat(range.shareOfTick(ticks[i]) - range.shareOfTick(ticks[i - 1]))
            .isCloseTo(range.shareOfTick(ticks[1]) - range.shareOfTick(ticks[0]), within(1e-6));
        assertThat(range.label(ticks[i])).isNotEqualTo(range.label(ticks[i - 1]));
      }
    }
  }

  @Test
  void verySmallValuesAreDrawnInTheirPowerOfTen() {
    AxisRange range = AxisRange.linear(2e-12, 8e-12, 0);

    assertThat(range.exponent()).isEqualTo(-12);
    assertThat(range.title("loss")).isEqualTo("loss (\u00d7 1e-12)");
    assertThat(range.share(5e-12)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void wholeTicksAreWhole() {
    assertThat(AxisRange.linear(1, 3, 0).ticks(20, true)).containsExactly(1, 2, 3);
    assertThat(AxisRange.linear(0, 100, 0).ticks(5, true)).containsExactly(0, 20, 40, 60, 80, 100);
  }

  @Test
  void ratioTicksArePowersOfTenOrMore() {
    assertThat(AxisRange.logarithmic(new double[] {1e-4, 1e3}).ticks(8, false))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000);
    assertThat(AxisRange.logarithmic(new double[] {2, 4}).ticks(8, false)).contains(2, 3, 4);
    assertThat(AxisRange.logarithmic(new double[] {1, 100}).share(10)).isCloseTo(0.5, within(1e-9));
  }
}
