package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapPlotTest {

  private static final float[][][] COLORS = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, {{1, 1, 0}, {0, 1, 1}, {2, -1, 1}}
  };

  private static MapPlot plot(boolean hexagonal) {
    MapPlot plot = MapPlot.of(2, 3);
    return hexagonal ? plot.hexagonal() : plot;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cellsLieWhereTheirRowAndColumnAre(boolean hexagonal) {
    BufferedImage image = plot(hexagonal).colors(COLORS).image();

    CellLayout layout =
        CellLayout.within(new Rectangle2D.Double(16, 16, 560, 560), 2, 3, hexagonal);
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 3; column++) {
        float[] color = COLORS[row][column];
        Color expected =
            new Color(Math.min(1, color[0]), Math.max(0, color[1]), Math.min(1, color[2]));
        Point2D middle = layout.middle(row, column);
        assertThat(pixel(image, middle.getX(), middle.getY())).isEqualTo(expected);
      }
    }
  }

  private static Color pixel(BufferedImage image, double x, double y) {
    return new Color(
        image.getRGB((int) (x * Canvas.PIXELS_PER_POINT), (int) (y * Canvas.PIXELS_PER_POINT)));
  }

  @Test
  void everySecondRowOfHexagonsIsShiftedAndTheirCornersStayFree() {
    CellLayout layout = CellLayout.within(new Rectangle2D.Double(16, 16, 560, 560), 2, 3, true);
    assertThat(layout.middle(1, 0).getX() - layout.middle(0, 0).getX())
        .isEqualTo(layout.size() / 2);
    assertThat(layout.middle(0, 0).distance(layout.middle(1, 0)))
        .isBetween(0.9999 * layout.size(), 1.0001 * layout.size());

    BufferedImage hexagons = plot(true).colors(COLORS).image();
    BufferedImage squares = plot(false).colors(COLORS).image();
    assertThat(pixel(hexagons, 18, 18)).isEqualTo(Theme.GROUND);
    assertThat(pixel(squares, 18, 18)).isEqualTo(Color.RED);
  }

  @Test
  void valuesGoFromTheDarkToTheLightEndOfTheScale() {
    BufferedImage image = MapPlot.of(1, 2).values("distance", new float[][] {{-3, 7}}).image();
    assertThat(pixel(image, 30, 30)).isEqualTo(ColorScale.at(0));
    assertThat(pixel(image, 560, 30)).isEqualTo(ColorScale.at(1));
  }

  @Test
  void labelsHaveALegendAndCellsWithoutStayGrey() {
    BufferedImage image = MapPlot.of(1, 3).labels(new int[][] {{1, -1, 0}}, "one", "two").image();
    assertThat(pixel(image, 30, 30)).isEqualTo(Palette.color(1));
    assertThat(pixel(image, 290, 30)).isEqualTo(Theme.GRID);
    assertThat(pixel(image, 560, 30)).isEqualTo(Palette.color(0));
    BufferedImage none = MapPlot.of(1, 1).labels(new int[][] {{-1}}).image();
    assertThat(pixel(none, 290, 290)).isEqualTo(Theme.GRID);
  }

  @Test
  void namesChangeThePictureAtTheirCellOnly() {
    BufferedImage plain = MapPlot.of(9, 9).values("v", new float[9][9]).image();
    BufferedImage named = MapPlot.of(9, 9).values("v", new float[9][9]).name(8, 8, "Name").image();
    int changed = 0;
    for (int y = 0; y < plain.getHeight(); y++) {
      for (int x = 0; x < plain.getWidth(); x++) {
        if (plain.getRGB(x, y) != named.getRGB(x, y)) {
          changed++;
          assertThat(x).isGreaterThan(900);
          assertThat(y).isGreaterThan(900);
        }
      }
    }
    assertThat(changed).isGreaterThan(100);
  }

  @Test
  void panelsAreColouredFromTheirOwnLowestToHighest() {
    BufferedImage image =
        MapPanels.of(1, 2)
            .panel("small", new float[][] {{0, 1e-6f}})
            .panel("large", new float[][] {{0, 1e6f}})
            .image();
    // Half of each map at either end of the scale.
    int half = 95 * 95 * Canvas.PIXELS_PER_POINT * Canvas.PIXELS_PER_POINT;
    assertThat(Pixels.count(image, ColorScale.at(0))).isBetween((int) (1.9 * half), 2 * half + 999);
    assertThat(Pixels.count(image, ColorScale.at(1))).isBetween((int) (1.9 * half), 2 * half + 999);
  }

  @Test
  void impossibleInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapPlot.of(0, 1))
        .withMessage("rows must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapPlot.of(1, 2).values("v", new float[][] {{1}}))
        .withMessage("values[0] must have as many values as there are columns, 2, but has 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapPlot.of(1, 1).values("v", new float[][] {{Float.NaN}}))
        .withMessage("values[0] must be finite, but [0] is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapPlot.of(1, 1).labels(new int[][] {{2}}, "one"))
        .withMessage("labels must be below the number of names, 1, but [0] is 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapPlot.of(2, 2).name(2, 0, "x"))
        .withMessage("cell must be within 2 rows and 2 columns, but is at 2, 0");
    assertThatIllegalStateException().isThrownBy(() -> MapPanels.of(1, 1).image());
  }
}
