package io.latent4j.cluster;

import java.util.Arrays;

/**
 * Where a curve that falls ever more slowly bends most, by Kneedle: of the curve turned upside down
 * and brought into the unit square, the first local maximum of its height above the diagonal that
 * is followed by a descent of more than a mean step, before the height rises again.
 */
final class Knee {
  /** Smaller differences are rounding. */
  private static final double EQUAL = 1e-12;

  private static final double SENSITIVITY = 1;

  private Knee() {}

  /** Returns the place of the knee, counted from 1, or 0 if there is none. */
  static int of(double... curve) {
    int count = curve.length;
    double high = Arrays.stream(curve).max().orElse(0);
    double low = Arrays.stream(curve).min().orElse(0);
    if (count < 3 || !(high - low > EQUAL * high)) {
      return 0;
    }
    double[] height = new double[count];
    for (int i = 0; i < count; i++) {
      height[i] = (high - curve[i]) / (high - low) - i / (count - 1.0);
    }
    double step = 1.0 / (count - 1);
    int candidate = -1;
    for (int i = 1; i < count; i++) {
      boolean end = i == count - 1;
      if (candidate >= 0 && height[i] < height[candidate] - SENSITIVITY * step - EQUAL) {
        return candidate + 1;
      }
      boolean rises = height[i] > height[i - 1] + EQUAL;
      boolean falls = !end && height[i] > height[i + 1] + EQUAL;
      if (candidate >= 0 && rises) {
        candidate = -1;
      }
      if (falls && height[i] >= height[i - 1] - EQUAL && height[i] > EQUAL && candidate < 0) {
        candidate = i;
      }
    }
    return 0;
  }
}
