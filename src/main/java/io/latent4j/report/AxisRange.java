package io.latent4j.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * What an axis spans, in units of a power of ten.
 *
 * <p>Values that are all very small or very large are drawn divided by 10^exponent, and the title
 * of the axis says so; ticks then never need more than a few characters.
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

  /** Too little for a power of ten to divide by. */
  private static final double NEXT_TO_NOTHING = 1e-300;

  /** The range from min to max with a margin of the given share of it on both sides. */
  static AxisRange linear(double min, double max, double margin) {
    double size = Math.max(Math.abs(min), Math.abs(max));
    if (size < NEXT_TO_NOTHING) {
      size = 0;
    }
    boolean plain = size == 0 || (size >= PLAIN_LEAST && size < PLAIN_MOST);
    int exponent = plain ? 0 : (int) Math.floor(Math.log10(size));
    double unit = Math.pow(10, exponent);
    double low = min / unit;
    double high = max / unit;
    double pad = (high - low) * margin;
    if (high - low <= LEAST_SPAN * size / unit) {
      pad = size == 0 ? 0.5 : 0.05 * size / unit;
    }
    return new AxisRange(low - pad, high + pad, exponent, false);
  }

  /** The range of the values, all positive, with a margin, on a logarithmic scale. */
  static AxisRange logarithmic(double[] values) {
    double min = Arrays.stream(values).min().orElseThrow();
    double max = Arrays.stream(values).max().orElseThrow();
    double factor = max / min < 1.5 ? 1.5 : 1.15;
    double low = Math.max(min / factor, Double.MIN_VALUE);
    return new AxisRange(low, Math.min(max * factor, Double.MAX_VALUE), 0, true);
  }

  /** The range of the values with a margin. */
  static AxisRange over(double[] values, double margin) {
    double min = Arrays.stream(values).min().orElseThrow();
    double max = Arrays.stream(values).max().orElseThrow();
    return linear(min, max, margin);
  }

  /** Where a value lies between the ends: 0 at the lower, 1 at the upper one. */
  double share(double value) {
    return shareOfTick(exponent == 0 ? value : value / Math.pow(10, exponent));
  }

  /** Where a tick, which is already divided, lies between the ends. */
  double shareOfTick(double tick) {
    if (logarithmic) {
      return (Math.log10(tick) - Math.log10(low)) / (Math.log10(high) - Math.log10(low));
    }
    return (tick - low) / (high - low);
  }

  /** The title of the axis, with the unit if values are drawn divided. */
  String title(String title) {
    if (exponent == 0) {
      return title;
    }
    return (title.isEmpty() ? "" : title + " ") + "(\u00d7 1e" + exponent + ")";
  }

  /** How a tick is written: with no more decimals than tell it from the next one. */
  String label(double tick) {
    return logarithmic ? Numbers.show(tick) : Numbers.tick(tick, high - low);
  }

  /** Round values inside the range, about so many, already divided. */
  double[] ticks(int wanted, boolean whole) {
    return logarithmic ? ratioTicks(Math.max(1, wanted)) : stepTicks(Math.max(1, wanted), whole);
  }

  private double[] stepTicks(int wanted, boolean whole) {
    double rough = (high - low) / wanted;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double significand = rough / decade;
    double digit = significand <= 1.5 ? 1 : significand <= 3.5 ? 2 : significand <= 7.5 ? 5 : 10;
    double step = whole ? Math.max(1, digit * decade) : digit * decade;
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    double[] ticks = new double[(int) (last - first + 1)];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = (first + i) * step;
    }
    return ticks;
  }

  /** Powers of ten, or more of them than one if there are few. */
  private double[] ratioTicks(int wanted) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    double decades = Math.log10(high) - Math.log10(low);
    int every = (int) Math.max(1, Math.ceil(decades / wanted));
    double[] digits = {1};
    if (decades < 1) {
      digits = new double[] {1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9};
    } else if (decades < 2.5) {
      digits = new double[] {1, 2, 5};
    }
    DoubleStream.Builder ticks = DoubleStream.builder();
    for (int power = first; power <= last; power++) {
      for (double digit : digits) {
        double tick = digit * Math.pow(10, power);
        if (power % every == 0 && tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks.build().toArray();
  }
}
