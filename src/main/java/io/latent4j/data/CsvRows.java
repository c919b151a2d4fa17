package io.latent4j.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifiers;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The rows of a CSV file in UTF-8, cells trimmed; all rows have as many cells as the first. */
final class CsvRows implements Closeable {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final int MOST_COLUMNS = 1 << 22;

  private final String file;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> rows;
  private int columns;
  private long firstLine;
  private long lastLine;

  CsvRows(String file, InputStream in) {
    this.file = file;
    InputStreamReader text =
        new InputStreamReader(
            withoutMark(in),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    this.reader =
        CsvReader.builder()
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(
                CsvRecordHandler.of(
                    handler -> handler.maxFields(MOST_COLUMNS).fieldModifier(FieldModifiers.STRIP)),
                text);
    this.rows = reader.iterator();
  }

  private InputStream withoutMark(InputStream in) {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    try {
      buffered.mark(BYTE_ORDER_MARK.length);
      if (!Arrays.equals(buffered.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
        buffered.reset();
      }
    } catch (IOException e) {
      throw DataFileException.from(file, e);
    }
    return buffered;
  }

  String file() {
    return file;
  }

  int columns() {
    return columns;
  }

  /** Returns the next row, or nothing at the end of the file. */
  Optional<CsvRecord> next() {
    CsvRecord row;
    try {
      if (!rows.hasNext()) {
        return Optional.empty();
      }
      row = rows.next();
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause());
    } catch (CsvParseException e) {
      throw error("line " + (lastLine + 1), "CSV", reason(e));
    }
    requireColumns(row);
    lastLine = row.getStartingLineNumber();
    return Optional.of(row);
  }

  private DataFileException unreadable(IOException e) {
    if (e instanceof CharacterCodingException) {
      return error("after line " + lastLine, "text in UTF-8", "bytes that are none");
    }
    return DataFileException.from(file, e);
  }

  private static String reason(Throwable e) {
    Throwable reason = e.getCause() == null ? e : e.getCause();
    return Text.oneLine(String.valueOf(reason.getMessage()));
  }

  private void requireColumns(CsvRecord row) {
    if (firstLine == 0) {
      firstLine = row.getStartingLineNumber();
      columns = row.getFieldCount();
    }
    if (row.getFieldCount() != columns) {
      throw error(
          "line " + row.getStartingLineNumber(),
          columns + " cells, as in line " + firstLine,
          String.valueOf(row.getFieldCount()));
    }
  }

  DataFileException error(String position, String expected, String found) {
    return new DataFileException(file, position, expected, found);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw DataFileException.from(file, e);
    }
  }
}
