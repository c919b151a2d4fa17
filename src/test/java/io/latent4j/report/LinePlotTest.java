package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class LinePlotTest {

  @Test
  void everySeriesHasItsColour() {
    BufferedImage image =
        LinePlot.titled("t")
            .series("a", new double[] {1, 2, 3})
            .series("b", new double[] {3, 2, 1})
            .image();

    assertThat(Pixels.count(image, Palette.color(0))).isGreaterThan(500);
    assertThat(Pixels.count(image, Palette.color(1))).isGreaterThan(500);
  }

  @Test
  void aFallingLineFalls() {
    BufferedImage image = LinePlot.titled("t").series("a", new double[] {9, 1}).image();
    int left = topmost(image, Palette.color(0), 0, image.getWidth() / 3);
    int right = topmost(image, Palette.color(0), 2 * image.getWidth() / 3, image.getWidth());

    assertThat(left).isLessThan(right);
  }

  @Test
  void aStraightLineOnTheLogarithmicAxisIsAPowerCurve() {
    double[] powers = {1, 10, 100, 1000, 10000};
    double[] line = {0, 1, 2, 3, 4};
    BufferedImage logarithmic = LinePlot.titled("t").series("a", powers).logScale().image();
    BufferedImage linear = LinePlot.titled("t").series("a", powers).image();
    BufferedImage straight = LinePlot.titled("t").series("a", line).image();
    int middle = straight.getWidth() / 2;
    Color color = Palette.color(0);

    int expected = topmost(straight, color, middle - 20, middle + 20);
    assertThat(topmost(logarithmic, color, middle - 20, middle + 20))
        .isBetween(expected - 12, expected + 12);
    assertThat(topmost(linear, color, middle - 20, middle + 20)).isGreaterThan(expected + 200);
  }

  @Test
  void aMarkOutsideTheSeriesWidensTheAxis() {
    LinePlot plot = LinePlot.titled("t").series("a", new double[] {1, 2, 3});
    BufferedImage before = plot.image();
    BufferedImage after = plot.mark(30, "far").image();
    int rightBefore = rightmost(before, Palette.color(0));

    assertThat(rightmost(after, Palette.color(0))).isLessThan(rightBefore / 2);
  }

  @Test
  void oneValueAndEqualValuesCanBeDrawn() {
    assertThat(
            Pixels.count(
                LinePlot.titled("t").series("a", new double[] {0.3}).image(), Palette.color(0)))
        .isGreaterThan(50);
    assertThat(
            Pixels.count(
                LinePlot.titled("t").series("a", new double[] {1e-300, 1e-300}).image(),
                Palette.color(0)))
        .isGreaterThan(500);
    assertThat(
            Pixels.count(
                LinePlot.titled("t").series("a", new double[] {1e-300, 1e300}).logScale().image(),
                Palette.color(0)))
        .isGreaterThan(500);
  }

  @Test
  void badInputIsRefusedWithTheRule() {
    LinePlot plot = LinePlot.titled("t").series("a", new double[] {1, -2});
    assertThatThrownBy(() -> plot.series("a", new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must differ from the other series, but is a");
    assertThatThrownBy(() -> plot.series("b", new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("b must have as many values as there are x, 2, but has 3");
    assertThatThrownBy(() -> plot.series("b", new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("b must be finite, but [1] is NaN");
    assertThatThrownBy(() -> plot.series("b", new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("b must have at least one value, but is empty");
    assertThatThrownBy(plot::logScale)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a must be positive on a logarithmic axis, but [1] is -2.0");
    assertThatThrownBy(() -> plot.mark(1, "c", "text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series must be one of [a], but is c");
    assertThatThrownBy(() -> LinePlot.titled("t").image())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theBestEpochIsMarkedAtTheFirstLowestValue() {
    double[] loss = {0.5, 0.25, 0.125, 0.125, 0.2};
    BufferedImage curve = LearningCurve.titled("t").series("loss", loss).markBest("loss").image();
    BufferedImage expected =
        LinePlot.titled("t")
            .axes("epoch", "loss")
            .series("loss", loss)
            .mark(3, "loss", "best loss: 0.125 at epoch 3")
            .image();

    assertThat(Pixels.of(curve)).isEqualTo(Pixels.of(expected));
  }

  @Test
  void aLearningCurveNeedsOneValueOfEachSeriesAnEpoch() {
    LearningCurve curve = LearningCurve.titled("t").series("loss", new double[3]);
    assertThatThrownBy(() -> curve.series("val_loss", new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("val_loss must have as many values as there are epochs in loss, 3, but has 2");
    assertThatThrownBy(() -> curve.markBest("accuracy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must be one of the series [loss], but is accuracy");
    assertThatThrownBy(() -> LearningCurve.titled("t").image())
        .isInstanceOf(IllegalStateException.class);
  }

  static int topmost(BufferedImage image, Color color, int fromX, int toX) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = fromX; x < toX; x++) {
        if (image.getRGB(x, y) == color.getRGB()) {
          return y;
        }
      }
    }
    throw new AssertionError("the colour is not there");
  }

  private static int rightmost(BufferedImage image, Color color) {
    for (int x = image.getWidth() - 1; x >= 0; x--) {
      for (int y = 0; y < image.getHeight(); y++) {
        if (image.getRGB(x, y) == color.getRGB()) {
          return x;
        }
      }
    }
    throw new AssertionError("the colour is not there");
  }
}
