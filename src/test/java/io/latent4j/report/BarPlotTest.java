package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class BarPlotTest {

  @Test
  void theInkOfABarIsInProportionToItsValue() {
    int one = bars(1, 4);
    int two = bars(2, 4);

    // Bars of 1 and 4 fill five fourths of the highest, bars of 2 and 4 six fourths.
    assertThat(two / (double) one).isCloseTo(6.0 / 5.0, within(0.01));
  }

  private static int bars(double first, double second) {
    return Pixels.count(
        BarPlot.titled("t").bars("b", new double[] {first, second}).image(), Palette.color(0));
  }

  @Test
  void theSumIsDrawnAboveTheBars() {
    BufferedImage image =
        BarPlot.titled("t")
            .bars("each", new double[] {0.5, 0.3, 0.2})
            .cumulative("together")
            .image();
    int right = image.getWidth() / 2;
    int line = LinePlotTest.topmost(image, Palette.color(1), right, (int) (0.8 * image.getWidth()));
    int bar = LinePlotTest.topmost(image, Palette.color(0), right, (int) (0.8 * image.getWidth()));

    assertThat(line).isLessThan(bar - 300);
  }

  @Test
  void negativeAndZeroBarsCanBeDrawn() {
    assertThat(bars(-1, 1)).isGreaterThan(10_000);
    assertThat(bars(-1, -3)).isGreaterThan(10_000);
    assertThat(bars(0, 0)).isZero();
  }

  @Test
  void barsMayBeNumberedFromZero() {
    BarPlot plot = BarPlot.titled("t").bars("b", new double[] {3, 1, 2});
    BufferedImage fromOne = plot.image();
    BufferedImage fromZero = plot.numberedFrom(0).image();
    BufferedImage named = plot.names("0", "1", "2").image();

    assertThat(Pixels.of(fromZero)).isEqualTo(Pixels.of(named)).isNotEqualTo(Pixels.of(fromOne));
    assertThatThrownBy(() -> plot.numberedFrom(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number must be at least 0, but is -1");
  }

  @Test
  void badInputIsRefusedWithTheRule() {
    BarPlot plot = BarPlot.titled("t").bars("b", new double[] {1, 2});
    assertThatThrownBy(() -> plot.names("one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("barNames must have as many values as there are bars, 2, but has 1");
    assertThatThrownBy(() -> plot.bars("b", new double[] {Double.NEGATIVE_INFINITY}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values must be finite, but [0] is -Infinity");
    assertThatThrownBy(() -> plot.bars("b", new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> BarPlot.titled("t").image()).isInstanceOf(IllegalStateException.class);
  }
}
