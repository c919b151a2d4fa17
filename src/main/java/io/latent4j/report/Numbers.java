package io.latent4j.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them in tables and on axes. */
final class Numbers {

  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private Numbers() {}

  /** A value for a table: integers as they are, everything else with six significant digits. */
  static String show(Number value) {
    if (value instanceof Double || value instanceof Float) {
      return show(value.doubleValue());
    }
    return value.toString();
  }

  private static String show(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(value);
    // What is large enough to be shown without a fraction keeps all its digits before the point.
    BigDecimal rounded =
        Math.abs(value) >= 1e6 && Math.abs(value) < 1e9
            ? exact.setScale(0, RoundingMode.HALF_EVEN)
            : exact.round(SIX_DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -5 && exponent < 9) {
      return rounded.toPlainString();
    }
    String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa + "e" + exponent;
  }

  /** A tick of an axis that spans {@code span}: no more decimals than tell its ticks apart. */
  static String tick(double value, double span) {
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(span)) + 2);
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
