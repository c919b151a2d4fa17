package io.latent4j.data;

import io.latent4j.data.CellReader.Kind;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A table of text as it is: cells by row and column, for what is no set of samples, such as ratings
 * or names. Encoding, separator, header and decimal comma are found out as {@link Csv} does.
 *
 * <pre>{@code
 * CellTable table = CellTable.read(Path.of("ratings.csv"), TableOptions.standard());
 * int user = table.column("user", "user_id").orElse(0);
 * for (int row = 0; row < table.rows(); row++) {
 *   System.out.println(table.text(row, user));
 * }
 * }</pre>
 */
public final class CellTable {
  private static final double SECONDS_PER_DAY = 86_400;

  private final TextFile file;
  private final Optional<List<String>> names;
  private final int columns;
  private final List<String[]> cells;
  private final long[] lines;
  private final CellReader reader;
  private final String encoding;

  private CellTable(
      TextFile file,
      Optional<List<String>> names,
      int columns,
      List<String[]> cells,
      long[] lines,
      CellReader reader,
      String encoding) {
    this.file = file;
    this.names = names;
    this.columns = columns;
    this.cells = cells;
    this.lines = lines;
    this.reader = reader;
    this.encoding = encoding;
  }

  /**
   * Reads a table.
   *
   * @param path the file, unpacked if its name ends in {@code .gz}
   * @param options separator, header, and who is told of an encoding that was assumed; all else
   *     says nothing here
   * @return the table
   * @throws DataFileException if the file is missing, corrupt or empty, or rows differ in length
   */
  public static CellTable read(Path path, TableOptions options) {
    return read(TextFile.of(path), options);
  }

  /**
   * Reads a table from a stream, which is kept in memory.
   *
   * @param in the stream; it is not closed
   * @param name what messages call it
   * @param options as for a file
   * @return the table
   * @throws DataFileException if the stream can't be read, is empty, or rows differ in length
   */
  public static CellTable read(InputStream in, String name, TableOptions options) {
    return read(TextFile.held(in, name), options);
  }

  private static CellTable read(TextFile file, TableOptions options) {
    Objects.requireNonNull(options, "options");
    TextEncoding encoding = TextEncoding.of(file);
    try {
      return read(file, encoding, options);
    } catch (CharacterCodingException e) {
      if (encoding.isMarked()) {
        throw encoding.error(file, e);
      }
    }
    try {
      CellTable table = read(file, TextEncoding.LATIN_1, options);
      options
          .notes()
          .ifPresent(told -> told.accept(file.path() + ": read as Latin-1, as it is not UTF-8"));
      return table;
    } catch (CharacterCodingException e) {
      throw TextEncoding.LATIN_1.error(file, e);
    }
  }

  private static CellTable read(TextFile file, TextEncoding encoding, TableOptions options)
      throws CharacterCodingException {
    TextSample sample = TextSample.of(file, encoding);
    Dialect dialect = DialectDetection.detect(file, sample, options.separator(), false);
    TableFacts facts = TableFacts.ofSample(file, dialect, sample);
    boolean header = HeaderDecision.of(facts, options.header()).present();
    Rows rows = new Rows(file);
    new TableRows(file, dialect).visit(encoding, rows);
    Optional<List<String>> names =
        header && !rows.cells.isEmpty()
            ? Optional.of(List.of(rows.cells.remove(0)))
            : Optional.empty();
    names.ifPresent(first -> rows.lines.remove(0));
    if (rows.cells.isEmpty()) {
      throw file.error("", "at least one row", names.isPresent() ? "a header only" : "none");
    }
    return new CellTable(
        file,
        names,
        rows.width,
        rows.cells,
        rows.lines.stream().mapToLong(Long::longValue).toArray(),
        new CellReader(facts.style()),
        encoding.toString());
  }

  /** Collects the rows; all have as many cells as the first, but for empty ones at their ends. */
  private static final class Rows implements TableRows.Visitor {
    private final TextFile file;
    private final List<String[]> cells = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private final List<String> row = new ArrayList<>();
    private int width = -1;
    private long line;

    Rows(TextFile file) {
      this.file = file;
    }

    @Override
    public void begin(long startingLine) {
      line = startingLine;
      row.clear();
    }

    @Override
    public void cell(int column, char[] text, int from, int to, boolean quoted) {
      row.add(new String(text, from, to - from));
    }

    @Override
    public void end(int count) {
      while (row.size() > Math.max(1, width) && row.get(row.size() - 1).isEmpty()) {
        row.remove(row.size() - 1);
      }
      if (width < 0) {
        width = row.size();
      }
      if (row.size() != width) {
        throw file.error(
            "line " + line,
            "%d cells, as in line %d".formatted(width, lines.isEmpty() ? line : lines.get(0)),
            String.valueOf(row.size()));
      }
      cells.add(row.toArray(new String[0]));
      lines.add(line);
    }
  }

  /**
   * Returns how many rows there are, the header left out.
   *
   * @return at least 1
   */
  public int rows() {
    return cells.size();
  }

  /**
   * Returns how many columns there are.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns the names of the columns.
   *
   * @return the names, or nothing if there is no header
   */
  public Optional<List<String>> names() {
    return names;
  }

  /**
   * Returns the encoding of the file.
   *
   * @return UTF-8, UTF-16 or Latin-1
   */
  public String encoding() {
    return encoding;
  }

  /**
   * Finds a column by its name, whatever its case.
   *
   * @param wanted the names that it may have, the likeliest first
   * @return its number from 0, or nothing if there is no header or no such column
   */
  public OptionalInt column(String... wanted) {
    if (names.isPresent()) {
      for (String name : wanted) {
        for (int i = 0; i < columns; i++) {
          if (names.get().get(i).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
            return OptionalInt.of(i);
          }
        }
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Finds columns as users name them.
   *
   * @param wanted names, numbers from 0, or ranges of either
   * @param flag what to name if there is none of a name
   * @return their numbers in that order
   * @throws DataFileException if there is no such column
   */
  public List<Integer> columns(List<String> wanted, String flag) {
    return new ColumnNames(file, names, columns).several(wanted, flag);
  }

  /**
   * Returns a cell.
   *
   * @param row from 0
   * @param column from 0
   * @return its text, without blanks around it
   */
  public String text(int row, int column) {
    return cells.get(row)[column];
  }

  /**
   * Returns the number in a cell.
   *
   * @param row from 0
   * @param column from 0
   * @return the number, or nothing if the cell has none
   */
  public OptionalDouble number(int row, int column) {
    char[] text = text(row, column).toCharArray();
    return reader.read(text, 0, text.length) == Kind.NUMBER
        ? OptionalDouble.of(reader.value())
        : OptionalDouble.empty();
  }

  /**
   * Returns the time in a cell: a number, such as seconds since 1970, or a date in the form of ISO
   * 8601.
   *
   * @param row from 0
   * @param column from 0
   * @return the number as it is, or the seconds since 1970-01-01 of a date; nothing if it is
   *     neither
   */
  public OptionalDouble time(int row, int column) {
    char[] text = text(row, column).toCharArray();
    return switch (reader.read(text, 0, text.length)) {
      case NUMBER -> OptionalDouble.of(reader.value());
      case DATE -> OptionalDouble.of(reader.value() * SECONDS_PER_DAY);
      default -> OptionalDouble.empty();
    };
  }

  /**
   * Returns where a row is.
   *
   * @param row from 0
   * @return the line of the file, from 1
   */
  public long line(int row) {
    return lines[row];
  }

  /**
   * Describes a cell that won't do.
   *
   * @param row from 0
   * @param column from 0
   * @param expected what should stand there
   * @return the exception, to be thrown
   */
  public DataFileException error(int row, int column, String expected) {
    String text = text(row, column);
    String found = text.isEmpty() ? "nothing" : Text.quote(text);
    String name = names.map(all -> Text.quote(all.get(column))).orElse(String.valueOf(column));
    return file.error("line %d, column %s".formatted(lines[row], name), expected, found);
  }

  /**
   * Describes a table that won't do.
   *
   * @param position where, or an empty text for the whole file
   * @param expected what should stand there
   * @param found what stands there
   * @return the exception, to be thrown
   */
  public DataFileException error(String position, String expected, String found) {
    return file.error(position, expected, found);
  }

  /**
   * Returns the file.
   *
   * @return what messages call it
   */
  public String path() {
    return file.path();
  }

  /**
   * Returns what the data are called.
   *
   * @return the file's name
   */
  public String name() {
    return file.name();
  }
}
