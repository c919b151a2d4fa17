package io.latent4j.data;

import java.util.Locale;
import java.util.Set;

/**
 * Tells what a cell of a table is, and its value. Cells come as parts of a buffer, without blanks
 * around them, so that numbers need no text of their own.
 */
final class CellReader {

  /** What a cell is. */
  enum Kind {
    /** Empty, or one of the words for nothing. */
    MISSING,
    /** A single {@code -}: missing, unless its column has a single {@code +} as well. */
    DASH,
    NUMBER,
    /** A number that is infinite, or too large for float32. */
    TOO_LARGE,
    DATE,
    /** {@code true} or {@code false}. */
    TRUTH,
    TEXT
  }

  /** How numbers are written. */
  enum NumberStyle {
    /** As in 1,086.5. */
    POINT('.', ','),
    /** As in 1.086,5 and 1 086,5. */
    COMMA(',', '.');

    private final char decimal;
    private final char group;

    NumberStyle(char decimal, char group) {
      this.decimal = decimal;
      this.group = group;
    }
  }

  /** What pandas takes for missing, and a question mark. */
  private static final Set<String> MISSING =
      Set.of(
          "",
          "?",
          "NA",
          "N/A",
          "n/a",
          "#N/A",
          "#NA",
          "#N/A N/A",
          "<NA>",
          "NaN",
          "nan",
          "-NaN",
          "-nan",
          "NAN",
          "null",
          "NULL",
          "Null",
          "None",
          "NaT",
          "1.#IND",
          "-1.#IND",
          "1.#QNAN",
          "-1.#QNAN");

  private static final int LONGEST_MISSING = 8;
  private static final Set<String> INFINITE = Set.of("inf", "infinity");
  private static final int LONGEST_INFINITE = 9;
  private static final int GROUP = 3;
  private static final char NO_BREAK_SPACE = '\u00a0';
  private static final char NARROW_NO_BREAK_SPACE = '\u202f';

  /** Powers of ten that are exact in double precision. */
  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private static final long EXACT_MANTISSA = 1L << 53;
  private static final int MANTISSA_DIGITS = 18;

  private final NumberStyle style;
  private double value;
  private boolean fraction;

  CellReader(NumberStyle style) {
    this.style = style;
  }

  /** Tells what the cell is. */
  Kind read(char[] text, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return Kind.MISSING;
    }
    char first = text[from];
    if (first <= '9') {
      if (length == 1 && first == '-') {
        return Kind.DASH;
      }
      if (isNumber(text, from, to)) {
        return Math.abs((float) value) <= Float.MAX_VALUE ? Kind.NUMBER : Kind.TOO_LARGE;
      }
      double days = IsoDate.days(text, from, to);
      if (!Double.isNaN(days)) {
        value = days;
        return Kind.DATE;
      }
    }
    if (length <= LONGEST_MISSING && MISSING.contains(new String(text, from, length))) {
      return Kind.MISSING;
    }
    if (isTruth(text, from, to)) {
      return Kind.TRUTH;
    }
    return isInfinite(text, from, to) ? Kind.TOO_LARGE : Kind.TEXT;
  }

  private boolean isTruth(char[] text, int from, int to) {
    int length = to - from;
    if (length != 4 && length != 5) {
      return false;
    }
    String lower = new String(text, from, length).toLowerCase(Locale.ROOT);
    value = lower.equals("true") ? 1 : 0;
    return lower.equals("true") || lower.equals("false");
  }

  private static boolean isInfinite(char[] text, int from, int to) {
    int start = text[from] == '-' || text[from] == '+' ? from + 1 : from;
    return to - start <= LONGEST_INFINITE
        && INFINITE.contains(new String(text, start, to - start).toLowerCase(Locale.ROOT));
  }

  /**
   * The number, 1 or 0 for true and false, or the days since 1970 of the last cell that was read.
   */
  double value() {
    return value;
  }

  /** Whether the number that was read last is whole. */
  boolean isWhole() {
    return value == Math.rint(value);
  }

  /** Whether the number that was read last is written with a decimal point, comma or exponent. */
  boolean hasFraction() {
    return fraction;
  }

  private boolean isNumber(char[] text, int from, int to) {
    int i = from;
    boolean negative = text[i] == '-';
    if (negative || text[i] == '+') {
      i++;
    }
    int wholeStart = i;
    long mantissa = 0;
    int digits = 0;
    int groupStart = -1;
    for (; i < to; i++) {
      char c = text[i];
      if (c >= '0' && c <= '9') {
        // Beyond this many digits the slow way below is taken.
        if (++digits <= MANTISSA_DIGITS) {
          mantissa = mantissa * 10 + (c - '0');
        }
      } else if (isGroupMark(c)) {
        int since = i - (groupStart < 0 ? wholeStart : groupStart);
        if (groupStart < 0 ? since < 1 || since > GROUP : since != GROUP) {
          return false;
        }
        groupStart = i + 1;
      } else {
        break;
      }
    }
    if (groupStart >= 0 && (i - groupStart != GROUP || text[wholeStart] == '0')) {
      return false;
    }
    int scale = 0;
    fraction = i < to && text[i] == style.decimal;
    if (fraction) {
      for (i++; i < to && text[i] >= '0' && text[i] <= '9'; i++) {
        if (++digits <= MANTISSA_DIGITS) {
          mantissa = mantissa * 10 + (text[i] - '0');
        }
        scale++;
      }
    }
    if (digits == 0) {
      return false;
    }
    int exponent = 0;
    if (i < to && (text[i] == 'e' || text[i] == 'E')) {
      fraction = true;
      i++;
      boolean down = i < to && text[i] == '-';
      if (down || i < to && text[i] == '+') {
        i++;
      }
      int start = i;
      for (; i < to && text[i] >= '0' && text[i] <= '9'; i++) {
        exponent = Math.min(exponent * 10 + (text[i] - '0'), 1 << 20);
      }
      if (i == start) {
        return false;
      }
      exponent = down ? -exponent : exponent;
    }
    if (i != to) {
      return false;
    }
    int power = exponent - scale;
    boolean exact = digits <= MANTISSA_DIGITS && mantissa <= EXACT_MANTISSA;
    if (exact && power >= 0 && power < POWERS.length) {
      value = mantissa * POWERS[power];
    } else if (exact && power < 0 && -power < POWERS.length) {
      value = mantissa / POWERS[-power];
    } else {
      value = Math.abs(Double.parseDouble(plain(text, from, to)));
    }
    value = negative ? -value : value;
    return true;
  }

  private boolean isGroupMark(char c) {
    return c == style.group
        || c == NO_BREAK_SPACE
        || c == NARROW_NO_BREAK_SPACE
        || c == ' ' && style == NumberStyle.COMMA;
  }

  /** Returns the number as Java writes it. */
  private String plain(char[] text, int from, int to) {
    StringBuilder plain = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      if (text[i] == style.decimal) {
        plain.append('.');
      } else if (!isGroupMark(text[i])) {
        plain.append(text[i]);
      }
    }
    return plain.toString();
  }

  /** Tells whether a character around a cell counts for nothing. */
  static boolean isBlank(char c) {
    return c <= ' '
        || c == NO_BREAK_SPACE
        || c == NARROW_NO_BREAK_SPACE
        || c == '\ufeff'
        || c > '\u007f' && Character.isWhitespace(c);
  }
}
