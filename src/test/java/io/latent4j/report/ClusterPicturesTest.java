package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** Regions behind a scatter plot, and silhouettes. */
class ClusterPicturesTest {

  private static int count(BufferedImage image, Color color) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xffffff) == (color.getRGB() & 0xffffff) ? 1 : 0;
      }
    }
    return count;
  }

  private static Color tint(int label) {
    return Palette.mixed(Palette.color(label), Theme.GROUND, 0.82);
  }

  @Test
  void regionsAreTintedWhereTheyAre() {
    // Coordinates so large that the axes are drawn divided by a power of ten.
    ScatterPlot plot =
        ScatterPlot.of(new double[] {0, 4e9}, new double[] {0, 4e-9})
            .regions((x, y) -> x < 1e9 ? 0 : 1);
    BufferedImage image = plot.image();

    double left = count(image, tint(0));
    double right = count(image, tint(1));
    // The plot begins 0.16e9 left of 0 and ends as much right of 4e9.
    assertThat(left / (left + right)).isBetween(0.25, 0.29);
    BufferedImage upper =
        ScatterPlot.of(new double[] {0, 4}, new double[] {0, 4})
            .regions((x, y) -> y > 3 ? 1 : 0)
            .image();
    assertThat(count(upper.getSubimage(0, 0, upper.getWidth(), upper.getHeight() / 5), tint(0)))
        .isZero();
    assertThat(count(upper, tint(1))).isPositive();
  }

  @Test
  void bladesAreAsThickAsTheirClusters() {
    double[] values = {0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8};
    int[] labels = {0, 0, 0, 0, 0, 0, 2, 2};
    BufferedImage image = SilhouettePlot.of(values, labels).titled("Silhouettes").image();

    double ratio = (double) count(image, Palette.color(0)) / count(image, Palette.color(2));
    assertThat(ratio).isBetween(2.7, 3.3);
    assertThat(count(image, Palette.color(1))).isZero();
  }

  @Test
  void silhouettesNeedLabelsAndFiniteValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SilhouettePlot.of(new double[] {0.5}, new int[] {0, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SilhouettePlot.of(new double[] {Double.NaN}, new int[] {0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SilhouettePlot.of(new double[] {1}, new int[] {-1}));
  }
}
