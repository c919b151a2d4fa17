package io.latent4j.data;

import io.latent4j.data.CellReader.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What is known about the cells of a column below the header. */
final class ColumnFacts {

  /** A cell and where it stands. */
  record Place(long line, String text) {}

  /** So many different texts are remembered to find one that comes again. */
  private static final int MOST_TEXTS = 1 << 16;

  private final String above;
  private boolean comparesNumbers = true;
  private int cells;
  private int empty;
  private int missing;
  private int dashes;
  private int pluses;
  private int numbers;
  private int whole;
  private int fractions;
  private int tooLarge;
  private int dates;
  private int truths;
  private int texts;
  private int quoted;
  private boolean onlyZeroAndOne = true;
  private Place firstMissing;
  private Place firstDash;
  private Place firstTooLarge;
  private Place firstNoNumber;
  private Place firstNoDate;
  private Set<String> values;
  private boolean comparedEnough;
  private boolean repeats;
  private boolean recurs;

  /**
   * Starts without a cell.
   *
   * @param above the cell in the first line
   */
  ColumnFacts(String above) {
    this.above = above;
  }

  /** Says that the column is no identifier: of its numbers, none needs to be compared. */
  void identifiesNothing() {
    comparesNumbers = false;
  }

  /** Adds a cell that was just read. */
  void add(Kind kind, CellReader reader, Cell cell) {
    cells++;
    quoted += cell.quoted() ? 1 : 0;
    switch (kind) {
      case MISSING -> {
        missing++;
        empty += cell.isEmpty() ? 1 : 0;
        firstMissing = earlier(firstMissing, cell);
      }
      case DASH -> {
        dashes++;
        firstDash = earlier(firstDash, cell);
      }
      case NUMBER, TOO_LARGE -> {
        addNumber(kind, reader, cell);
        firstNoDate = earlier(firstNoDate, cell);
      }
      case DATE -> {
        dates++;
        firstNoNumber = earlier(firstNoNumber, cell);
      }
      case TRUTH -> {
        truths++;
        firstNoNumber = earlier(firstNoNumber, cell);
        firstNoDate = earlier(firstNoDate, cell);
      }
      case TEXT -> {
        texts++;
        pluses += cell.is('+') ? 1 : 0;
        firstNoNumber = earlier(firstNoNumber, cell);
        firstNoDate = earlier(firstNoDate, cell);
      }
    }
    if (kind != Kind.MISSING && (comparesNumbers || kind != Kind.NUMBER)) {
      compare(cell);
    }
  }

  private void addNumber(Kind kind, CellReader reader, Cell cell) {
    numbers++;
    if (kind == Kind.TOO_LARGE) {
      tooLarge++;
      firstTooLarge = earlier(firstTooLarge, cell);
      return;
    }
    whole += reader.isWhole() ? 1 : 0;
    fractions += reader.hasFraction() ? 1 : 0;
    onlyZeroAndOne &= reader.value() == 0 || reader.value() == 1;
  }

  private void compare(Cell cell) {
    recurs = recurs || cell.is(above);
    if (comparedEnough) {
      return;
    }
    if (values == null) {
      values = new HashSet<>();
    }
    repeats = !values.add(cell.text());
    if (repeats || !comparesNumbers && values.size() > MOST_TEXTS) {
      values = null;
      comparedEnough = true;
    }
  }

  private static Place earlier(Place known, Cell cell) {
    return known == null || cell.line() < known.line()
        ? new Place(cell.line(), cell.text())
        : known;
  }

  /** A cell as it comes. */
  record Cell(long line, char[] buffer, int from, int to, boolean quoted) {

    static Cell of(long line, String text, boolean quoted) {
      return new Cell(line, text.toCharArray(), 0, text.length(), quoted);
    }

    boolean isEmpty() {
      return from == to;
    }

    boolean is(char c) {
      return to == from + 1 && buffer[from] == c;
    }

    boolean is(String text) {
      return text.length() == to - from
          && Arrays.equals(text.toCharArray(), 0, text.length(), buffer, from, to);
    }

    String text() {
      return new String(buffer, from, to - from);
    }
  }

  /** Whether {@code -} is a text like {@code +}, as where classes are called so. */
  boolean dashIsText() {
    return pluses > 0 && dashes > 0;
  }

  int missing() {
    return missing + (dashIsText() ? 0 : dashes);
  }

  int present() {
    return cells - missing();
  }

  boolean isEmpty() {
    return cells == empty;
  }

  boolean hasNumbersOnly() {
    return present() > 0 && numbers == present();
  }

  boolean hasDatesOnly() {
    return present() > 0 && dates == present();
  }

  boolean hasTruthsOnly() {
    return present() > 0 && truths == present();
  }

  /** Whether less than half of the values are numbers, so that the others are no mistakes. */
  boolean isMostlyText() {
    return present() > 0 && 2 * numbers < present();
  }

  /** Whether all values could name something: whole numbers and texts. */
  boolean hasWholeNumbersAndTexts() {
    return present() > 0 && whole == numbers;
  }

  /** Whether no value is a number. */
  boolean hasNoNumber() {
    return present() > 0 && numbers == 0;
  }

  /** Whether all are numbers with a decimal point. */
  boolean hasFractionsOnly() {
    return hasNumbersOnly() && fractions == numbers;
  }

  boolean hasOnlyZeroAndOne() {
    return onlyZeroAndOne;
  }

  boolean hasWholeNumbersOnly() {
    return hasNumbersOnly() && whole == numbers;
  }

  boolean hasNoQuotes() {
    return quoted == 0;
  }

  /** Whether a text was seen twice. */
  boolean repeats() {
    return repeats;
  }

  /** Whether the first line's cell occurs here again. */
  boolean recurs() {
    return recurs;
  }

  /** Whether no value was seen twice; numbers are compared only where they may identify. */
  boolean isUnique() {
    return !comparedEnough && present() > 0;
  }

  int tooLarge() {
    return tooLarge;
  }

  int noNumbers() {
    return present() - numbers;
  }

  int noDates() {
    return present() - dates;
  }

  Optional<Place> firstMissing() {
    if (dashIsText() || firstDash == null) {
      return Optional.ofNullable(firstMissing);
    }
    return Optional.of(
        firstMissing == null || firstDash.line() < firstMissing.line() ? firstDash : firstMissing);
  }

  Place firstTooLarge() {
    return firstTooLarge;
  }

  Place firstNoNumber() {
    return firstNoNumber;
  }

  Place firstNoDate() {
    return firstNoDate;
  }
}
