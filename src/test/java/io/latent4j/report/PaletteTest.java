package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {

  /** Machado, Oliveira and Fernandes (2009), full severity, on linear RGB. */
  enum Vision {
    USUAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    PROTANOPIA(
        0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998),
    DEUTERANOPIA(
        0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    TRITANOPIA(
        1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
        0.303900);

    private final double[] matrix;

    Vision(double... matrix) {
      this.matrix = matrix;
    }
  }

  @ParameterizedTest
  @EnumSource(Vision.class)
  void anyTwoBaseColoursStayApart(Vision vision) {
    for (int a = 0; a < 10; a++) {
      for (int b = 0; b < a; b++) {
        assertThat(distance(seen(vision, Palette.color(a)), seen(vision, Palette.color(b))))
            .as("labels %d and %d", a, b)
            .isGreaterThan(0.09);
      }
    }
  }

  @Test
  void theBaseColoursStandOutFromTheGround() {
    for (int label = 0; label < 10; label++) {
      assertThat(
              distance(seen(Vision.USUAL, Palette.color(label)), seen(Vision.USUAL, Theme.GROUND)))
          .isGreaterThan(0.2);
    }
  }

  @Test
  void labelsUpTo119LookDifferent() {
    Set<String> looks = new HashSet<>();
    for (int label = 0; label < 120; label++) {
      looks.add(Palette.color(label) + " " + Palette.marker(label));
    }

    assertThat(looks).hasSize(120);
    assertThat(Palette.color(Integer.MAX_VALUE)).isNotNull();
  }

  @Test
  void theScaleGrowsLighter() {
    double before = -1;
    for (int i = 0; i <= 100; i++) {
      double lightness = seen(Vision.USUAL, ColorScale.at(i / 100.0))[0];
      assertThat(lightness).isGreaterThan(before);
      before = lightness;
    }
    assertThat(ColorScale.at(-1)).isEqualTo(ColorScale.at(0));
    assertThat(ColorScale.at(2)).isEqualTo(ColorScale.at(1));
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
  }

  /** The colour as Oklab after the deficiency. */
  private static double[] seen(Vision vision, Color color) {
    double[] linear =
        times(
            vision.matrix,
            linear(color.getRed()),
            linear(color.getGreen()),
            linear(color.getBlue()));
    double[] cones =
        times(
            new double[] {
              0.4122214708,
              0.5363325363,
              0.0514459929,
              0.2119034982,
              0.6806995451,
              0.1073969566,
              0.0883024619,
              0.2817188376,
              0.6299787005
            },
            clip(linear[0]),
            clip(linear[1]),
            clip(linear[2]));
    return times(
        new double[] {
          0.2104542553,
          0.7936177850,
          -0.0040720468,
          1.9779984951,
          -2.4285922050,
          0.4505937099,
          0.0259040371,
          0.7827717662,
          -0.8086757660
        },
        Math.cbrt(cones[0]),
        Math.cbrt(cones[1]),
        Math.cbrt(cones[2]));
  }

  private static double clip(double value) {
    return Math.min(1, Math.max(0, value));
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double[] times(double[] matrix, double x, double y, double z) {
    double[] result = new double[3];
    for (int i = 0; i < 3; i++) {
      result[i] = matrix[3 * i] * x + matrix[3 * i + 1] * y + matrix[3 * i + 2] * z;
    }
    return result;
  }
}
