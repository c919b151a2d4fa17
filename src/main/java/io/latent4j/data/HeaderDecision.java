package io.latent4j.data;

import io.latent4j.data.CellReader.Kind;
import io.latent4j.data.TableFacts.FirstCell;
import io.latent4j.data.TableOptions.Header;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the first row names the columns.
 *
 * @param present whether it does
 * @param reason why, in words that follow a comma
 * @param certain whether nothing short of the user's word may change it
 */
record HeaderDecision(boolean present, String reason, boolean certain) {

  /** Whole numbers from here on, in ascending order, may be years, or other names for columns. */
  private static final double SMALLEST_YEAR = 1000;

  /** So many rows with a decimal point are written so by a program. */
  private static final int FEWEST_ROWS = 3;

  /** Decides by what the user says, or by how the first row differs from the others. */
  static HeaderDecision of(TableFacts facts, Header asked) {
    if (asked != Header.AUTO) {
      return new HeaderDecision(asked == Header.YES, "as was said", true);
    }
    if (facts.first().isEmpty()) {
      return no("there is no row");
    }
    return new Comparison(facts).decide();
  }

  private static HeaderDecision yes(String reason) {
    return new HeaderDecision(true, reason, true);
  }

  private static HeaderDecision no(String reason) {
    return new HeaderDecision(false, reason, false);
  }

  private static final class Comparison {
    private final TableFacts facts;
    private final List<FirstCell> first;
    private final int width;

    Comparison(TableFacts facts) {
      this.facts = facts;
      this.first = facts.first();
      this.width = widthWithoutEmpty(Math.min(facts.width(), first.size()));
    }

    /** Columns at the end that have neither name nor value say nothing. */
    private int widthWithoutEmpty(int all) {
      int last = all;
      while (last > 1 && isEmpty(last - 1) && facts.below(last - 1).isEmpty()) {
        last--;
      }
      return last;
    }

    HeaderDecision decide() {
      if (facts.isFirstShort()) {
        return yes("the first line has one cell less than the others");
      }
      if (facts.rows() == 0) {
        boolean names = columns().allMatch(i -> kind(i) == Kind.TEXT);
        return names ? yes("the only line has no number") : no("there is only one line");
      }
      return width == 1 ? decideOne() : decideSeveral();
    }

    private IntStream columns() {
      return IntStream.range(0, width);
    }

    private Kind kind(int column) {
      return first.get(column).kind();
    }

    private String text(int column) {
      return first.get(column).text();
    }

    private boolean isEmpty(int column) {
      return text(column).isEmpty();
    }

    private String quote(int column) {
      return Text.quote(text(column));
    }

    private HeaderDecision decideOne() {
      ColumnFacts below = facts.below(0);
      if (isEmpty(0)) {
        return yes("the first line is empty");
      }
      if (differs(0)) {
        return yes(quote(0) + " differs in kind from what is below");
      }
      if (kind(0) == Kind.TEXT && below.recurs()) {
        return new HeaderDecision(false, quote(0) + " occurs again", true);
      }
      if (kind(0) == Kind.TEXT && below.hasNoNumber()) {
        if (TableNames.isUsual(text(0))) {
          return yes(quote(0) + " is a usual name");
        }
        return below.repeats()
            ? new HeaderDecision(
                true, quote(0) + " occurs only in the first line while others repeat", false)
            : no("no line repeats");
      }
      if (areQuotedNames()) {
        return yes("the first line is in quotes and the numbers below are not");
      }
      if (pointsBelow(List.of(0))) {
        return yes("0 stands above numbers with a decimal point");
      }
      return no("the first line is like those below");
    }

    private HeaderDecision decideSeveral() {
      List<Integer> numbered = columns().filter(i -> kind(i) == Kind.NUMBER).boxed().toList();
      boolean nameLike = isNumbered(numbered, 0) || isNumbered(numbered, 1) || areYears(numbered);
      long values = columns().filter(this::isValue).count() + (nameLike ? 0 : countWhole(numbered));
      long different = columns().filter(this::differs).count();
      IntStream usual = columns().filter(i -> TableNames.isUsual(text(i)) && !recurs(i));
      int name = usual.findFirst().orElse(-1);
      if (name >= 0) {
        return yes(quote(name) + " is a usual name");
      }
      if (different > values) {
        int one = columns().filter(this::differs).findFirst().orElseThrow();
        return yes(quote(one) + " differs in kind from what is below");
      }
      if (values == 0 && isEmpty(0) && restIsNamed(nameLike)) {
        return yes("the first cell is empty and the others are names");
      }
      if (areQuotedNames()) {
        return yes("all of the first line is in quotes and the numbers below are not");
      }
      if (values == 0 && !numbered.isEmpty()) {
        return decideNumbered(numbered);
      }
      if (numbered.isEmpty() && columns().allMatch(i -> kind(i) == Kind.TEXT)) {
        long recurring = columns().filter(this::recurs).count();
        return 2 * recurring < width
            ? yes("what the first line says occurs only there")
            : no("what the first line says occurs again");
      }
      if (isAscending(numbered) && pointsBelow(numbered)) {
        return yes("whole numbers stand above numbers with a decimal point");
      }
      return no("the first line is like those below");
    }

    /** Numbers that may be names stand among nothing but texts. */
    private HeaderDecision decideNumbered(List<Integer> numbered) {
      boolean textsAreNew = columns().filter(i -> kind(i) == Kind.TEXT).noneMatch(this::recurs);
      if (isNumbered(numbered, 0) && numbered.size() > 1 && textsAreNew) {
        boolean bits =
            numbered.size() <= 2
                && numbered.stream()
                    .allMatch(
                        i ->
                            facts.below(i).hasWholeNumbersOnly()
                                && facts.below(i).hasOnlyZeroAndOne());
        return bits
            ? no("all lines have nothing but 0 and 1")
            : yes("the first line counts from 0");
      }
      if (pointsBelow(numbered)) {
        return yes("whole numbers stand above numbers with a decimal point");
      }
      boolean named = columns().anyMatch(i -> kind(i) == Kind.TEXT);
      if (areYears(numbered) && numbered.size() >= 2 && named && textsAreNew) {
        return yes("years stand beside a text that occurs only in the first line");
      }
      return no("the first line is like those below");
    }

    private boolean recurs(int column) {
      return facts.below(column).recurs();
    }

    /** Whether a cell is of another kind than all below it. */
    private boolean differs(int column) {
      ColumnFacts below = facts.below(column);
      if (below.present() == 0) {
        return false;
      }
      return switch (kind(column)) {
        case TEXT -> !below.isMostlyText() || below.hasDatesOnly() || below.hasTruthsOnly();
        case DATE -> below.hasNumbersOnly();
        case NUMBER -> below.hasNoNumber() && facts.rows() > 1 && !below.recurs();
        case MISSING, DASH, TOO_LARGE, TRUTH -> false;
      };
    }

    /** Whether a cell can only be a value: a number that names no column, or a date among dates. */
    private boolean isValue(int column) {
      ColumnFacts below = facts.below(column);
      return switch (kind(column)) {
        case NUMBER -> !isWhole(column);
        case TOO_LARGE -> true;
        case DATE -> below.hasDatesOnly();
        case TRUTH -> below.hasTruthsOnly();
        case MISSING, DASH -> !isEmpty(column) || column > 0 && below.present() > 0;
        case TEXT -> false;
      };
    }

    private boolean isWhole(int column) {
      return text(column).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private long countWhole(List<Integer> numbered) {
      return numbered.stream().filter(this::isWhole).count();
    }

    private boolean isNumbered(List<Integer> numbered, int start) {
      for (int i = 0; i < numbered.size(); i++) {
        if (!text(numbered.get(i)).equals(String.valueOf(start + i))) {
          return false;
        }
      }
      return numbered.size() > (start == 0 ? 0 : 1);
    }

    private boolean isAscending(List<Integer> numbered) {
      double last = -1;
      for (int column : numbered) {
        if (!isWhole(column) || Double.parseDouble(text(column)) <= last) {
          return false;
        }
        last = Double.parseDouble(text(column));
      }
      return !numbered.isEmpty();
    }

    private boolean areYears(List<Integer> numbered) {
      return isAscending(numbered) && Double.parseDouble(text(numbered.get(0))) >= SMALLEST_YEAR;
    }

    /** A single number may be a value that happens to be whole; pandas calls a column 0. */
    private boolean pointsBelow(List<Integer> numbered) {
      return facts.rows() >= FEWEST_ROWS
          && isAscending(numbered)
          && (numbered.size() > 1 || text(numbered.get(0)).equals("0"))
          && numbered.stream().allMatch(i -> facts.below(i).hasFractionsOnly());
    }

    private boolean restIsNamed(boolean nameLike) {
      return columns()
          .skip(1)
          .allMatch(i -> kind(i) == Kind.TEXT ? !recurs(i) : kind(i) == Kind.NUMBER && nameLike);
    }

    /** Whether quotes tell names from numbers; those of rows, as R writes them, have quotes too. */
    private boolean areQuotedNames() {
      List<Integer> numbers =
          columns().filter(i -> !isEmpty(i) && facts.below(i).hasNumbersOnly()).boxed().toList();
      return !numbers.isEmpty()
          && columns().allMatch(i -> first.get(i).quoted())
          && numbers.stream().allMatch(i -> facts.below(i).hasNoQuotes());
    }
  }
}
