package io.latent4j.data;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Numbers as data files write them. Java's own parser takes more, such as {@code 5d} or {@code
 * 0x1p3}, which in a file are names and not numbers.
 */
final class Decimal {

  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

  private Decimal() {}

  /** Tells whether the text is a number; NaN and infinity are, so that they can be refused. */
  static boolean isNumber(String text) {
    int start = skipSign(text, 0);
    int whole = skipDigits(text, start);
    int end = whole;
    int digits = whole - start;
    if (end < text.length() && text.charAt(end) == '.') {
      end = skipDigits(text, whole + 1);
      digits += end - whole - 1;
    }
    if (digits == 0) {
      return NOT_FINITE.contains(text.substring(start).toLowerCase(Locale.ROOT));
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int exponent = skipSign(text, end + 1);
      end = skipDigits(text, exponent);
      if (end == exponent) {
        return false;
      }
    }
    return end == text.length();
  }

  /** Returns the number that the text is; NaN for what is not finite, or too large for float32. */
  static double toDouble(String number) {
    char last = number.charAt(number.length() - 1);
    boolean finite = last == '.' || isDigit(last);
    double value = finite ? Double.parseDouble(number) : Double.NaN;
    return Float.isFinite((float) value) ? value : Double.NaN;
  }

  /** Returns the 32-bit integer that the text is, also written as 3.0. */
  static OptionalInt toInt(String text) {
    if (!isNumber(text)) {
      return OptionalInt.empty();
    }
    double value = toDouble(text);
    return value == (int) value ? OptionalInt.of((int) value) : OptionalInt.empty();
  }

  private static int skipSign(String text, int index) {
    boolean sign =
        index < text.length() && (text.charAt(index) == '-' || text.charAt(index) == '+');
    return sign ? index + 1 : index;
  }

  private static int skipDigits(String text, int index) {
    int end = index;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
