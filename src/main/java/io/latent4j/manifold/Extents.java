package io.latent4j.manifold;

import java.util.Locale;

/** Describes an embedding by where it begins and ends along each component. */
final class Extents {
  private Extents() {}

  /**
   * Makes a table.
   *
   * @param points (samples, components)
   * @return a line for each component
   */
  static String of(float[][] points) {
    StringBuilder text =
        new StringBuilder("%-9s  %12s  %12s%n".formatted("component", "lowest", "highest"));
    for (int c = 0; c < points[0].length; c++) {
      float lowest = Float.POSITIVE_INFINITY;
      float highest = Float.NEGATIVE_INFINITY;
      for (float[] point : points) {
        lowest = Math.min(lowest, point[c]);
        highest = Math.max(highest, point[c]);
      }
      text.append(String.format(Locale.ROOT, "%-9d  %12.6g  %12.6g%n", c + 1, lowest, highest));
    }
    return text.toString();
  }
}
