package io.latent4j.report;

/**
 * What an axis spans, in units of a power of ten.
 *
 * <p>Values that are all very small or very large are drawn divided by 10^exponent, and the axis
 * says so; ticks then never need more than a few characters, and the tick search of the plotting
 * library, which works with ten decimals, cannot get stuck.
 *
 * @param low the lower end, already divided
 * @param high the upper end, already divided
 * @param exponent the power of ten that values are divided by
 * @param logarithmic whether equal steps are equal ratios
 */
record AxisRange(double low, double high, int exponent, boolean logarithmic) {

  private static final double PLAIN_LEAST = 1e-3;
  private static final double PLAIN_MOST = 1e6;

  /** A range below which the values of an axis count as equal, as a share of their size. */
  private static final double LEAST_SPAN = 1e-5;

  /** The range from min to max with a margin of the given share of it on both sides. */
  static AxisRange linear(double min, double max, double margin) {
    double size = Math.max(Math.abs(min), Math.abs(max));
    boolean plain = size == 0 || (size >= PLAIN_LEAST && size < PLAIN_MOST);
    int exponent = plain ? 0 : (int) Math.floor(Math.log10(size));
    double unit = Math.pow(10, exponent);
    double low = min / unit;
    double high = max / unit;
    double span = high - low;
    double pad = span * margin;
    if (span <= LEAST_SPAN * size / unit) {
      pad = size == 0 ? 0.5 : 0.05 * size / unit;
    }
    return new AxisRange(low - pad, high + pad, exponent, false);
  }

  /** The range from min to max, both positive, with a margin on a logarithmic scale. */
  static AxisRange logarithmic(double min, double max) {
    double factor = max / min < 1.5 ? 1.5 : 1.15;
    return new AxisRange(
        Math.max(min / factor, Double.MIN_NORMAL),
        Math.min(max * factor, Double.MAX_VALUE),
        0,
        true);
  }

  static AxisRange over(double[] values, double margin) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return linear(min, max, margin);
  }

  double scaled(double value) {
    return exponent == 0 ? value : value / Math.pow(10, exponent);
  }

  double[] scaled(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = scaled(values[i]);
    }
    return result;
  }

  double span() {
    return high - low;
  }

  /** Where a value lies between the ends: 0 at the lower, 1 at the upper one. */
  double share(double value) {
    return (scaled(value) - low) / span();
  }

  /** The title of the axis, with the unit if values are drawn divided. */
  String title(String title) {
    if (exponent == 0) {
      return title;
    }
    return (title.isEmpty() ? "" : title + " ") + "(times 1e" + exponent + ")";
  }

  /** Round values inside the range, about so many, already divided. */
  double[] ticks(int wanted) {
    double rough = span() / wanted;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double significand = rough / decade;
    double step =
        decade * (significand < 1.5 ? 1 : significand < 3.5 ? 2 : significand < 7.5 ? 5 : 10);
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    double[] ticks = new double[(int) (last - first + 1)];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = (first + i) * step;
    }
    return ticks;
  }
}
