package io.latent4j.data;

import io.latent4j.data.CellReader.Kind;
import io.latent4j.data.CellReader.NumberStyle;

/**
 * Finds out whether the numbers of a table have a decimal point or a decimal comma, by those that
 * make sense only one way, such as 3.14 and 3,14. Of 1,086 the comma is a decimal one unless it
 * stands in quotes, which would not be there but for a comma between thousands.
 */
final class NumberEvidence {

  private final CellReader pointReader = new CellReader(NumberStyle.POINT);
  private final CellReader commaReader = new CellReader(NumberStyle.COMMA);
  private long points;
  private long commas;
  private long unclearCommas;

  void add(char[] text, int from, int to, boolean quoted) {
    boolean comma = false;
    boolean point = false;
    for (int i = from; i < to; i++) {
      comma |= text[i] == ',';
      point |= text[i] == '.';
    }
    if (!comma && !point) {
      return;
    }
    boolean withPoint = isNumber(pointReader.read(text, from, to));
    boolean withComma = isNumber(commaReader.read(text, from, to));
    if (withPoint && !withComma) {
      points++;
    } else if (withComma && !withPoint) {
      commas++;
    } else if (withComma && comma && !quoted) {
      unclearCommas++;
    }
  }

  private static boolean isNumber(Kind kind) {
    return kind == Kind.NUMBER || kind == Kind.TOO_LARGE;
  }

  NumberStyle style() {
    boolean comma = commas > points || points == 0 && unclearCommas > 0;
    return comma ? NumberStyle.COMMA : NumberStyle.POINT;
  }
}
