package io.latent4j.data;

import io.latent4j.data.CellReader.NumberStyle;
import io.latent4j.data.TableOptions.Separator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out from the first lines of a table how its rows are written. */
final class DialectDetection {

  private static final int LINES = 200;

  /** Excel's way of saying what separates cells, in a line of its own. */
  private static final Pattern EXCEL = Pattern.compile("sep=(.)", Pattern.CASE_INSENSITIVE);

  /** A quoted cell with a blank before or behind it. */
  private static final Pattern BLANK_AT_QUOTE =
      Pattern.compile(
          "(?:^|[,;|\t])(?: +\"[^\"\r\n]*\" *|\"[^\"\r\n]*\" +)(?:[,;|\t]|$)", Pattern.MULTILINE);

  /** In the order in which they are preferred where nothing else decides. */
  private static final List<Separator> SEPARATORS =
      List.of(Separator.TAB, Separator.PIPE, Separator.SEMICOLON, Separator.COMMA, Separator.SPACE);

  private static final double FEWEST_EVEN = 0.5;
  private static final double FEWEST_NUMBERS_BETWEEN_SPACES = 0.5;

  private final TextFile file;
  private final TextSample sample;
  private final boolean oneColumn;
  private int preamble;
  private Optional<Separator> told = Optional.empty();

  private DialectDetection(TextFile file, TextSample sample, boolean oneColumn) {
    this.file = file;
    this.sample = sample;
    this.oneColumn = oneColumn;
  }

  /**
   * Finds out how rows are written.
   *
   * @param separator what the user says of it
   * @param oneColumn whether there should be one column of texts, in which spaces may stand
   */
  static Dialect detect(TextFile file, TextSample sample, Separator separator, boolean oneColumn) {
    return new DialectDetection(file, sample, oneColumn).detect(separator);
  }

  private Dialect detect(Separator separator) {
    skipPreamble();
    boolean blanks = BLANK_AT_QUOTE.matcher(sample.text()).find();
    if (separator != Separator.AUTO) {
      return new Dialect(separator, blanks, preamble);
    }
    Dialect dialect = new Dialect(told.orElse(Separator.COMMA), blanks, preamble);
    return told.isPresent() ? dialect : dialect.with(best(dialect));
  }

  /** Passes over blank lines, lines that begin with #, and Excel's line. */
  private void skipPreamble() {
    try (BufferedReader lines = new BufferedReader(new StringReader(sample.text()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<Separator> excel = preamble == 0 ? excel(line) : Optional.empty();
        if (excel.isPresent()) {
          told = excel;
        } else if (!line.isBlank() && !isComment(line)) {
          return;
        }
        preamble++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A # with a separator behind it is the name of a column. */
  private static boolean isComment(String line) {
    return line.startsWith("#") && (line.length() == 1 || ",;\t|".indexOf(line.charAt(1)) < 0);
  }

  private static Optional<Separator> excel(String line) {
    Matcher matcher = EXCEL.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return switch (matcher.group(1)) {
      case "," -> Optional.of(Separator.COMMA);
      case ";" -> Optional.of(Separator.SEMICOLON);
      case "|" -> Optional.of(Separator.PIPE);
      case "\t" -> Optional.of(Separator.TAB);
      default -> Optional.empty();
    };
  }

  private Separator best(Dialect dialect) {
    TextSample lines = sample.firstLines(preamble + LINES);
    return SEPARATORS.stream()
        .filter(separator -> !(oneColumn && separator == Separator.SPACE))
        .map(separator -> Splitting.of(file, dialect.with(separator), lines))
        .filter(Splitting::isPossible)
        .max(Comparator.comparingDouble(Splitting::score))
        .map(Splitting::separator)
        .orElse(Separator.COMMA);
  }

  /**
   * What a separator makes of the first lines.
   *
   * @param separator the separator
   * @param width how many cells most rows have
   * @param even the share of rows that have so many
   * @param numbers the share of numbers and dates among the cells below the first row
   */
  private record Splitting(Separator separator, int width, double even, double numbers) {

    static Splitting of(TextFile file, Dialect dialect, TextSample lines) {
      Rows rows = new Rows();
      try (StringReader text = new StringReader(lines.text())) {
        new TableRows(file, dialect).visit(text, rows);
      } catch (DataFileException e) {
        // Lines may be cut within quotes, and quotes be none with this separator.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return rows.split(dialect.separator());
    }

    boolean isPossible() {
      return width > 1
          && even >= FEWEST_EVEN
          && (separator != Separator.SPACE || numbers >= FEWEST_NUMBERS_BETWEEN_SPACES);
    }

    double score() {
      // The order of preference decides where all else is the same.
      int preference = SEPARATORS.size() - SEPARATORS.indexOf(separator);
      return even * even * (1 + numbers) + 1e-6 * preference;
    }
  }

  /** Counts the cells of each row, and the numbers among them. */
  private static final class Rows implements TableRows.Visitor {
    private final List<Integer> counts = new ArrayList<>();
    private final List<Integer> filled = new ArrayList<>();
    private final CellReader point = new CellReader(NumberStyle.POINT);
    private final CellReader comma = new CellReader(NumberStyle.COMMA);
    private int lastFilled;
    private int rowNumbers;
    private int rowValues;
    private int numbers;
    private int values;

    @Override
    public void cell(int column, char[] text, int from, int to, boolean quoted) {
      if (from < to) {
        lastFilled = column + 1;
      }
      CellReader.Kind kind = point.read(text, from, to);
      if (kind == CellReader.Kind.MISSING || kind == CellReader.Kind.DASH) {
        return;
      }
      rowValues++;
      if (kind != CellReader.Kind.TEXT || comma.read(text, from, to) != CellReader.Kind.TEXT) {
        rowNumbers++;
      }
    }

    @Override
    public void begin(long line) {
      lastFilled = 0;
      rowNumbers = 0;
      rowValues = 0;
    }

    @Override
    public void end(int cells) {
      counts.add(cells);
      filled.add(lastFilled);
      // The first row, probably a header, has a say only if it is the only one.
      if (counts.size() <= 2) {
        numbers = 0;
        values = 0;
      }
      numbers += rowNumbers;
      values += rowValues;
    }

    Splitting split(Separator separator) {
      int width = width();
      int even = 0;
      for (int i = 0; i < counts.size(); i++) {
        int cells = counts.get(i);
        boolean shortHeader = i == 0 && cells == width - 1;
        even += cells == width || cells > width && filled.get(i) <= width || shortHeader ? 1 : 0;
      }
      return new Splitting(
          separator,
          width,
          counts.isEmpty() ? 0 : (double) even / counts.size(),
          values == 0 ? 0 : (double) numbers / values);
    }

    /** The most frequent number of cells, the larger one of several. */
    private int width() {
      Map<Integer, Integer> frequency = new HashMap<>();
      counts.forEach(count -> frequency.merge(count, 1, Integer::sum));
      return frequency.entrySet().stream()
          .max(
              Comparator.comparing((Map.Entry<Integer, Integer> entry) -> entry.getValue())
                  .thenComparing(Map.Entry::getKey))
          .map(Map.Entry::getKey)
          .orElse(0);
    }
  }
}
