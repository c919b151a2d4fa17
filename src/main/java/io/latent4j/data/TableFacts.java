package io.latent4j.data;

import io.latent4j.data.CellReader.Kind;
import io.latent4j.data.CellReader.NumberStyle;
import io.latent4j.data.ColumnFacts.Cell;
import io.latent4j.data.TableOptions.Separator;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** What is known about the cells of a table, or of its first rows. */
final class TableFacts {

  /** A cell of the first row. */
  record FirstCell(String text, boolean quoted, Kind kind) {}

  /** A row that has more or fewer cells than the others. */
  record UnevenRow(long line, int cells) {}

  private static final int MOST_UNEVEN = 4;

  private static final char[] NO_TEXT = {};

  private final NumberStyle style;
  private final boolean complete;
  private final boolean fillsShortRows;
  private final List<FirstCell> first = new ArrayList<>();
  private final List<ColumnFacts> columns = new ArrayList<>();
  private final List<UnevenRow> uneven = new ArrayList<>();
  private long firstLine;
  private long widthLine;
  private long rows;
  private int width;
  private boolean shortFirst;

  private TableFacts(NumberStyle style, boolean complete, boolean fillsShortRows) {
    this.style = style;
    this.complete = complete;
    this.fillsShortRows = fillsShortRows;
  }

  /** Looks at the first rows. */
  static TableFacts ofSample(TextFile file, Dialect dialect, TextSample sample) {
    return ofSample(file, dialect, sample, false);
  }

  /**
   * Looks at the first rows.
   *
   * @param fillsShortRows whether the last cells that a row lacks count as missing values
   */
  static TableFacts ofSample(
      TextFile file, Dialect dialect, TextSample sample, boolean fillsShortRows) {
    TableRows rows = new TableRows(file, dialect);
    try {
      return of(
          dialect,
          sample.complete(),
          fillsShortRows,
          visitor -> {
            try (StringReader text = new StringReader(sample.text())) {
              rows.visit(text, visitor);
            } catch (DataFileException e) {
              // The sample may end within quotes.
              if (sample.complete()) {
                throw e;
              }
            }
          });
    } catch (CharacterCodingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks at all rows. */
  static TableFacts ofAll(TextFile file, TextEncoding encoding, Dialect dialect)
      throws CharacterCodingException {
    return ofAll(file, encoding, dialect, false);
  }

  /**
   * Looks at all rows.
   *
   * @param fillsShortRows whether the last cells that a row lacks count as missing values
   */
  static TableFacts ofAll(
      TextFile file, TextEncoding encoding, Dialect dialect, boolean fillsShortRows)
      throws CharacterCodingException {
    TableRows rows = new TableRows(file, dialect);
    return of(dialect, true, fillsShortRows, visitor -> rows.visit(encoding, visitor));
  }

  private interface Pass {
    void show(TableRows.Visitor visitor) throws CharacterCodingException;
  }

  private static TableFacts of(Dialect dialect, boolean complete, boolean fillsShortRows, Pass pass)
      throws CharacterCodingException {
    TableFacts facts = new TableFacts(NumberStyle.POINT, complete, fillsShortRows);
    // Between commas no number has a decimal comma.
    if (dialect.separator() == Separator.COMMA) {
      pass.show(facts.new Scan(new NumberEvidence(), false));
      return facts;
    }
    NumberEvidence evidence = new NumberEvidence();
    pass.show(facts.new Scan(evidence, true));
    if (evidence.style() == NumberStyle.POINT) {
      return facts;
    }
    TableFacts again = new TableFacts(NumberStyle.COMMA, complete, fillsShortRows);
    pass.show(again.new Scan(evidence, false));
    return again;
  }

  private final class Scan implements TableRows.Visitor {
    private final CellReader reader = new CellReader(style);
    private final NumberEvidence evidence;
    private final boolean collects;
    private long line;
    private long row;
    private int lastFilled;

    Scan(NumberEvidence evidence, boolean collects) {
      this.evidence = evidence;
      this.collects = collects;
    }

    @Override
    public void begin(long startingLine) {
      line = startingLine;
      lastFilled = 0;
    }

    @Override
    public void cell(int column, char[] text, int from, int to, boolean quoted) {
      if (from < to) {
        lastFilled = column + 1;
      }
      if (collects) {
        evidence.add(text, from, to, quoted);
      }
      Kind kind = reader.read(text, from, to);
      if (row == 0) {
        first.add(new FirstCell(new String(text, from, to - from), quoted, kind));
      } else if (row == 1 || column < width) {
        column(column).add(kind, reader, new Cell(line, text, from, to, quoted));
      }
    }

    @Override
    public void end(int cells) {
      if (row == 0) {
        firstLine = line;
        widthLine = line;
        width = cells;
      } else {
        if (row == 1) {
          settleWidth(line, cells);
        }
        for (int i = cells; fillsShortRows && i < width; i++) {
          column(i).add(Kind.MISSING, reader, new Cell(line, NO_TEXT, 0, 0, false));
        }
        boolean isShort = cells < width && !fillsShortRows;
        if ((isShort || lastFilled > width) && uneven.size() < MOST_UNEVEN) {
          uneven.add(new UnevenRow(line, cells));
        }
        rows++;
      }
      row++;
    }
  }

  private ColumnFacts column(int column) {
    while (columns.size() <= column) {
      int next = columns.size();
      columns.add(new ColumnFacts(next < first.size() ? first.get(next).text() : ""));
      if (next > 0) {
        columns.get(next).identifiesNothing();
      }
    }
    return columns.get(column);
  }

  /** Finds out by the second row how many cells a row should have. */
  private void settleWidth(long line, int cells) {
    boolean names = first.stream().allMatch(cell -> cell.kind() == Kind.TEXT || cell.quoted());
    boolean restEmpty =
        cells < width
            && first.subList(cells, width).stream().allMatch(cell -> cell.text().isEmpty());
    if (restEmpty || cells == width + 1 && names) {
      shortFirst = cells > width;
      width = cells;
      widthLine = line;
    }
    if (!shortFirst && !TableNames.mayIdentify(first.get(0).text())) {
      column(0).identifiesNothing();
    }
  }

  NumberStyle style() {
    return style;
  }

  /** Whether all rows were looked at. */
  boolean isComplete() {
    return complete;
  }

  /** The cells of the first row, none if there is no row. */
  List<FirstCell> first() {
    return first;
  }

  long firstLine() {
    return firstLine;
  }

  /** How many rows are below the first. */
  long rows() {
    return rows;
  }

  /** How many cells a row has. */
  int width() {
    return width;
  }

  /** The line of the row that says how many cells a row has. */
  long widthLine() {
    return widthLine;
  }

  /** Whether the first row has one cell fewer than the others, all of them names. */
  boolean isFirstShort() {
    return shortFirst;
  }

  /** The first rows with too many or too few cells. */
  List<UnevenRow> uneven() {
    return uneven;
  }

  /** What is known of a column below the first row. */
  ColumnFacts below(int column) {
    return column(column);
  }

  /** Counts the first row as one of the others: there is no header. */
  void addFirst() {
    CellReader reader = new CellReader(style);
    for (int i = 0; i < Math.min(width, first.size()); i++) {
      Cell cell = Cell.of(firstLine, first.get(i).text(), first.get(i).quoted());
      Kind kind = reader.read(cell.buffer(), cell.from(), cell.to());
      column(i).add(kind, reader, cell);
    }
    for (int i = first.size(); fillsShortRows && i < width; i++) {
      column(i).add(Kind.MISSING, reader, new Cell(firstLine, NO_TEXT, 0, 0, false));
    }
    rows++;
  }
}
