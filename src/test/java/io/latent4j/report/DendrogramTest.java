package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class DendrogramTest {
  private static final double[][] TWO_PAIRS = {{0, 1, 1, 2}, {2, 3, 2, 2}, {4, 5, 9, 4}};

  @Test
  void clustersHaveTheirColoursAndWhatJoinsThemNone() {
    BufferedImage plain = Dendrogram.of(TWO_PAIRS).image();
    BufferedImage image = Dendrogram.of(TWO_PAIRS).labels(new int[] {0, 0, 1, 1}).image();

    assertThat(Pixels.count(plain, Palette.color(0))).isZero();
    assertThat(Pixels.count(image, Palette.color(0))).isGreaterThan(500);
    assertThat(Pixels.count(image, Palette.color(1)))
        .isGreaterThan(Pixels.count(image, Palette.color(0)) / 2);
    assertThat(Pixels.count(image, Theme.FAINT_INK))
        .isLessThan(Pixels.count(plain, Theme.FAINT_INK));
  }

  @Test
  void aHigherMergeIsDrawnHigher() {
    double[][] low = {{0, 1, 1, 2}, {2, 3, 10, 3}};
    double[][] high = {{0, 1, 8, 2}, {2, 3, 10, 3}};
    int[] labels = {0, 0, 1};

    assertThat(Pixels.count(Dendrogram.of(high).labels(labels).image(), Palette.color(0)))
        .isGreaterThan(
            2 * Pixels.count(Dendrogram.of(low).labels(labels).image(), Palette.color(1)) / 2);
  }

  @Test
  void thousandsOfMergesAndMergesAtNoHeightCanBeDrawn() {
    double[][] chain = new double[5_000][];
    for (int k = 0; k < chain.length; k++) {
      chain[k] = new double[] {k == 0 ? 0 : 5_000 + k, k + 1, 0, k + 2};
    }

    assertThat(Dendrogram.of(chain).titled("Chain").image().getWidth()).isPositive();
  }

  @Test
  void whatIsNoHierarchyIsRefused() {
    assertThatThrownBy(() -> Dendrogram.of(new double[0][]))
        .hasMessage("merges must have at least one value, but is empty");
    assertThatThrownBy(() -> Dendrogram.of(new double[][] {{0, 2, 1, 2}}))
        .hasMessage("merges must be of clusters that are there, but [0] merges 2.0");
    assertThatThrownBy(() -> Dendrogram.of(new double[][] {{0, 1, 1, 2}, {0, 2, 1, 2}}))
        .hasMessage("merges must be of clusters that are there, but [1] merges 0.0");
    assertThatThrownBy(() -> Dendrogram.of(new double[][] {{0, 1, Double.NaN, 2}}))
        .hasMessageStartingWith(
            "merges must be two clusters, a distance from 0 up and a size each");
    assertThatThrownBy(() -> Dendrogram.of(TWO_PAIRS).labels(new int[3]))
        .hasMessageContaining("labels must have as many values");
  }
}
