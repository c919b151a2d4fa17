package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScatterPlotTest {

  @Test
  void everyLabelHasItsColourInTheLegend() {
    int[] labels = new int[36];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 12;
    }
    BufferedImage image = ScatterPlot.of(cloud(36, 2), 2).labels(labels).image();

    for (int label = 0; label < 12; label++) {
      // Points are translucent, the marks of the legend are not.
      assertThat(Pixels.count(image, Palette.color(label))).as("label %d", label).isGreaterThan(40);
    }
    assertThat(Pixels.count(image, Palette.color(12))).isZero();
  }

  @Test
  void pointsLieWhereTheirCoordinatesAre() {
    float[] corners = {0f, 0f, 1f, 1f};
    BufferedImage image = ScatterPlot.of(corners, 2).labels(new int[] {0, 1}).image();

    double[] low = center(image, translucent(Palette.color(0)));
    double[] high = center(image, translucent(Palette.color(1)));
    assertThat(low[0]).isLessThan(0.15 * image.getWidth());
    assertThat(low[1]).isGreaterThan(0.85 * image.getHeight());
    assertThat(high[0]).isGreaterThan(0.8 * image.getWidth());
    assertThat(high[1]).isLessThan(0.15 * image.getHeight());
  }

  @Test
  void pointsOfNoClusterAreGrey() {
    int[] clusters = new int[36];
    for (int i = 0; i < clusters.length; i++) {
      clusters[i] = i % 3 - 1;
    }
    BufferedImage image = ScatterPlot.of(cloud(36, 2), 2).clusters(clusters).image();

    assertThat(Pixels.count(image, Palette.color(0))).isGreaterThan(40);
    assertThat(Pixels.count(image, Palette.color(1))).isGreaterThan(40);
    assertThat(Pixels.count(image, Palette.color(2))).isZero();
    assertThat(Pixels.count(image, translucent(Theme.FRAME))).isGreaterThan(100);
    assertThatThrownBy(() -> ScatterPlot.of(cloud(1, 2), 2).clusters(new int[] {-2}))
        .hasMessage("clusters must be at least -1, but [0] is -2");
  }

  @Test
  void valuesAreShownByTheColourBar() {
    float[] points = cloud(100, 2);
    double[] values = new double[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 99.0;
    }
    BufferedImage image = ScatterPlot.of(points, 2).values("time", values).image();

    assertThat(Pixels.count(image, ColorScale.at(0))).isGreaterThan(10);
    assertThat(Pixels.count(image, ColorScale.at(1))).isGreaterThan(10);
  }

  @Test
  void equalValuesCanBeDrawn() {
    BufferedImage image =
        ScatterPlot.of(new float[] {3f, 7f, 4f, 8f}, 2).values("v", new double[] {5, 5}).image();

    assertThat(Pixels.count(image, translucent(ColorScale.at(0.5)))).isGreaterThan(20);
  }

  @Test
  void centersAreOnTopAndInsideTheAxesEvenFarFromThePoints() {
    ScatterPlot plot = ScatterPlot.of(cloud(50, 2), 2);
    int before = Pixels.count(plot.image(), Theme.INK);
    int after =
        Pixels.count(plot.centers(new float[] {500f, 500f, -500f, 0f}, 2).image(), Theme.INK);

    assertThat(after - before).isGreaterThan(2 * 500);
  }

  @Test
  void onlyTheFirstTwoColumnsCount() {
    float[] two = {1f, 2f, 3f, 4f, 5f, 9f};
    float[] three = {1f, 2f, 77f, 3f, 4f, -8f, 5f, 9f, 0f};

    assertThat(Pixels.of(ScatterPlot.of(three, 3).image()))
        .isEqualTo(Pixels.of(ScatterPlot.of(two, 2).image()));
    assertThat(Pixels.of(ScatterPlot.of(new double[] {1, 3, 5}, new double[] {2, 4, 9}).image()))
        .isEqualTo(Pixels.of(ScatterPlot.of(two, 2).image()));
  }

  @Test
  void theSameInputGivesTheSamePixels() {
    ScatterPlot plot = ScatterPlot.of(cloud(2_000, 2), 2).titled("t").axes("a", "b");

    assertThat(Png.encode(plot.image())).isEqualTo(Png.encode(plot.image()));
  }

  @Test
  void manyPointsAreSmallAndFewAreLarge() {
    assertThat(PointStyle.of(150).radius()).isGreaterThan(4);
    assertThat(PointStyle.of(70_000).radius()).isBetween(0.8, 1.2);
    assertThat(PointStyle.of(70_000).opacity()).isLessThan(PointStyle.of(150).opacity());
    assertThat(PointStyle.mixedOrder(1_000)).doesNotHaveDuplicates().hasSize(1_000);
  }

  @Test
  void extremeValuesCanBeDrawn() {
    float[] points = {Float.MIN_VALUE, -Float.MAX_VALUE, 0f, Float.MAX_VALUE, 1e-30f, 1f};

    assertThat(Pixels.count(ScatterPlot.of(points, 2).image(), translucent(Palette.color(0))))
        .isGreaterThan(50);
    assertThat(
            Pixels.count(
                ScatterPlot.of(new double[] {-1.7e308, 1.7e308}, new double[] {5e-324, 0}).image(),
                translucent(Palette.color(0))))
        .isGreaterThan(50);
  }

  @Test
  void badInputIsRefusedWithTheRule() {
    float[] points = {1f, 2f, 3f, 4f};
    assertThatThrownBy(() -> ScatterPlot.of(points, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("columns must be at least 2, but is 1");
    assertThatThrownBy(() -> ScatterPlot.of(points, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiple of 3")
        .hasMessageContaining("has 4");
    assertThatThrownBy(() -> ScatterPlot.of(new float[] {1f, Float.POSITIVE_INFINITY}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows must be finite, but [1] is Infinity");
    assertThatThrownBy(() -> ScatterPlot.of(new float[0], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> ScatterPlot.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("y must have as many values as there are x, 2, but has 3");
    ScatterPlot plot = ScatterPlot.of(points, 2);
    assertThatThrownBy(() -> plot.labels(new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("labels must have as many values as there are points, 2, but has 3");
    assertThatThrownBy(() -> plot.labels(new int[] {0, -1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("labels must not be negative, but [1] is -1");
    assertThatThrownBy(() -> plot.labels(new int[] {0, 2}, "a", "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("labels must be below the number of names, 2, but [1] is 2");
    assertThatThrownBy(() -> plot.values("v", new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values must be finite, but [1] is NaN");
    assertThatThrownBy(() -> plot.titled(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("visible character");
  }

  static float[] cloud(int points, int columns) {
    Random random = new Random(7);
    float[] rows = new float[points * columns];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    return rows;
  }

  /** The colour of a lone point of a small plot on white. */
  private static Color translucent(Color color) {
    BufferedImage image =
        Canvas.draw(
            2,
            2,
            g -> {
              int alpha = PointStyle.of(2).alpha();
              g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha));
              g.fillRect(0, 0, 2, 2);
            });
    return new Color(image.getRGB(1, 1));
  }

  private static double[] center(BufferedImage image, Color color) {
    double sumX = 0;
    double sumY = 0;
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) == color.getRGB()) {
          sumX += x;
          sumY += y;
          count++;
        }
      }
    }
    assertThat(count).isGreaterThan(50);
    return new double[] {sumX / count, sumY / count};
  }
}
