package io.latent4j.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import io.latent4j.data.TableOptions.Separator;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;

/** The rows of a table, one after the other; blank lines are passed over. */
final class TableRows {

  /** Sees the cells of a table in order. */
  interface Visitor {

    /**
     * Sees the start of a row, or of a blank line.
     *
     * @param line where it is, from 1
     */
    void begin(long line);

    /**
     * Sees a cell.
     *
     * @param column from 0
     * @param text where the cell is for the time of this call, without blanks around it
     * @param from where it starts
     * @param to where it ends
     * @param quoted whether it stands in quotes
     */
    void cell(int column, char[] text, int from, int to, boolean quoted);

    /**
     * Sees the end of a row.
     *
     * @param cells how many cells it has
     */
    void end(int cells);
  }

  private static final int MOST_COLUMNS = 1 << 22;

  private final TextFile file;
  private final Dialect dialect;

  TableRows(TextFile file, Dialect dialect) {
    this.file = file;
    this.dialect = dialect;
  }

  /**
   * Shows all rows.
   *
   * @throws CharacterCodingException if the text is not in its encoding
   * @throws DataFileException if it can't be read, or its quotes are not closed
   */
  void visit(TextEncoding encoding, Visitor visitor) throws CharacterCodingException {
    try (Reader text = encoding.open(file)) {
      visit(text, visitor);
    } catch (CharacterCodingException e) {
      throw e;
    } catch (IOException e) {
      throw DataFileException.from(file.path(), e);
    }
  }

  /** Shows the rows of a text. */
  void visit(Reader text, Visitor visitor) throws CharacterCodingException {
    Cells cells = new Cells(visitor);
    boolean space = dialect.separator() == Separator.SPACE;
    CsvReader<Boolean> reader =
        CsvReader.builder()
            .fieldSeparator(dialect.character())
            .allowUnclosedQuote(false)
            .trimWhitespacesAroundQuotes(dialect.blanksAroundQuotes())
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(cells, space ? new SpaceReader(text) : text);
    try {
      reader.skipLines(dialect.preamble());
      Iterator<Boolean> rows = reader.iterator();
      while (rows.hasNext()) {
        rows.next();
      }
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException coding) {
        throw coding;
      }
      throw DataFileException.from(file.path(), e.getCause());
    } catch (CsvParseException e) {
      // What a visitor throws comes wrapped.
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      if (e.getCause() instanceof Error own) {
        throw own;
      }
      throw file.error("line " + cells.line, "cells between separators, quotes closed", reason(e));
    }
  }

  private static String reason(CsvParseException e) {
    return Text.oneLine(String.valueOf(e.getMessage()).replaceAll(" \\(record starting.*", ""));
  }

  private final class Cells extends AbstractBaseCsvCallbackHandler<Boolean> {
    private static final char[] EMPTY = {};

    private final Visitor visitor;
    private long line = 1;
    private boolean blankSoFar;

    Cells(Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    protected void handleBegin(long startingLine) {
      line = startingLine;
      visitor.begin(line);
    }

    @Override
    protected void handleField(int column, char[] text, int offset, int length, boolean quoted) {
      int from = offset;
      int to = offset + length;
      while (from < to && CellReader.isBlank(text[from])) {
        from++;
      }
      while (from < to && CellReader.isBlank(text[to - 1])) {
        to--;
      }
      if (column == 0) {
        // A line of a single blank cell is a blank line; a second cell will tell.
        blankSoFar = from == to && !quoted;
        if (blankSoFar) {
          return;
        }
      } else if (column == 1 && blankSoFar) {
        visitor.cell(0, EMPTY, 0, 0, false);
      } else if (column >= MOST_COLUMNS) {
        throw file.error("line " + line, "at most " + MOST_COLUMNS + " cells", "more");
      }
      visitor.cell(column, text, from, to, quoted);
    }

    @Override
    protected Boolean buildRecord() {
      if (getRecordType() == RecordType.DATA && !(blankSoFar && getFieldCount() == 1)) {
        visitor.end(getFieldCount());
      }
      return true;
    }
  }
}
