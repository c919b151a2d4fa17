package io.latent4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares with what Python computed. */
public final class Closeness {
  /** Relative to the largest number of a tensor. */
  public static final double TOLERANCE = 1e-5;

  private static final double SMALLEST_SCALE = 1e-3;

  private Closeness() {}

  public static void assertClose(String what, float[] actual, float[] expected) {
    assertClose(what, actual, expected, TOLERANCE);
  }

  public static void assertClose(String what, float[] actual, float[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double scale = SMALLEST_SCALE;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(actual[i] - expected[i]) / scale;
      assertThat(error)
          .as("%s at %d: %s, not %s", what, i, actual[i], expected[i])
          .isLessThanOrEqualTo(tolerance);
    }
  }
}
