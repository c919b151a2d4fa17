package io.latent4j.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tables of numbers as text, comma-separated, in UTF-8, packed by gzip if the name ends in {@code
 * .gz}. The first row is a header if it has a column named {@code label} or no number. A column
 * named {@code label} (in any case), or else a last column that is not numeric, is the label.
 */
public final class Csv {

  private Csv() {}

  /**
   * Reads samples, one in each row.
   *
   * @param file the file
   * @return the samples, of shape (rows, columns without the label); float32, or float64 where
   *     float32 would lose what tells them apart
   * @throws DataFileException if the file is missing, corrupt or empty, its rows differ in length,
   *     or a cell is no finite number
   */
  public static Samples read(Path file) {
    return read(file.toString(), String.valueOf(file.getFileName()), open(file));
  }

  /** Reads samples from a stream, which is closed. */
  static Samples read(String file, String name, InputStream in) {
    try (in;
        CsvRows rows = new CsvRows(file, in)) {
      return new CsvSamples(rows).read(name);
    } catch (IOException e) {
      throw DataFileException.from(file, e);
    }
  }

  private static InputStream open(Path file) {
    try {
      return ByteInput.stream(file);
    } catch (IOException e) {
      throw DataFileException.from(file.toString(), e);
    }
  }

  /** Reads labels from the only column; if they should be {@code count}, one more is a header. */
  static Labels readLabels(Path file, OptionalInt count) {
    List<String> texts = new ArrayList<>();
    try (InputStream in = open(file);
        CsvRows rows = new CsvRows(file.toString(), in)) {
      Optional<CsvRecord> row = rows.next();
      if (row.isPresent() && rows.columns() != 1) {
        throw rows.error("line 1", "one column of labels", rows.columns() + " columns");
      }
      for (; row.isPresent(); row = rows.next()) {
        texts.add(row.get().getField(0));
      }
    } catch (IOException e) {
      throw DataFileException.from(file.toString(), e);
    }
    if (startsWithHeader(texts, count)) {
      texts.remove(0);
    }
    if (texts.isEmpty()) {
      throw new DataFileException(file.toString(), "", "at least one label", "none");
    }
    return Labels.ofTexts(texts);
  }

  private static boolean startsWithHeader(List<String> texts, OptionalInt count) {
    if (texts.isEmpty() || Decimal.isNumber(texts.get(0))) {
      return false;
    }
    if (count.isPresent()) {
      return texts.size() == count.getAsInt() + 1;
    }
    String first = texts.get(0);
    List<String> rest = texts.subList(1, texts.size());
    return first.equalsIgnoreCase("label")
        || first.equalsIgnoreCase("labels")
        || !rest.isEmpty() && rest.stream().allMatch(Decimal::isNumber);
  }
}
