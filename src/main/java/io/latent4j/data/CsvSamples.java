package io.latent4j.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** Reads the rows of a CSV file as samples, and finds out by itself which column is the label. */
final class CsvSamples {

  private static final String LABEL = "label";
  private static final int NONE = -1;

  private final CsvRows rows;
  private final NumberBlocks values = new NumberBlocks();
  private final List<String> labels = new ArrayList<>();
  private List<String> header = List.of();
  private int labelColumn = NONE;
  private int count;

  CsvSamples(CsvRows rows) {
    this.rows = rows;
  }

  Samples read(String name) {
    Optional<CsvRecord> row = rows.next();
    if (row.isPresent() && isHeader(row.get())) {
      header = row.get().getFields();
      labelColumn = namedLabel(row.get());
      row = rows.next();
    }
    if (row.isPresent() && labelColumn == NONE && endsWithText(row.get())) {
      labelColumn = rows.columns() - 1;
    }
    while (row.isPresent()) {
      add(row.get());
      row = rows.next();
    }
    return samples(name);
  }

  /** A header has a column called label, or no number at all. */
  private static boolean isHeader(CsvRecord row) {
    return row.getFields().stream().anyMatch(LABEL::equalsIgnoreCase)
        || row.getFields().stream().noneMatch(Decimal::isNumber);
  }

  private int namedLabel(CsvRecord row) {
    int found = NONE;
    for (int column = 0; column < header.size(); column++) {
      if (LABEL.equalsIgnoreCase(header.get(column))) {
        if (found != NONE) {
          throw error(row, column, "one column named label", "another");
        }
        found = column;
      }
    }
    return found;
  }

  private static boolean endsWithText(CsvRecord row) {
    int last = row.getFieldCount() - 1;
    String text = row.getField(last);
    return last > 0 && !text.isEmpty() && !Decimal.isNumber(text);
  }

  private void add(CsvRecord row) {
    for (int column = 0; column < rows.columns(); column++) {
      String text = row.getField(column);
      if (column == labelColumn) {
        if (text.isEmpty()) {
          throw error(row, column, "a label", "an empty cell");
        }
        labels.add(text);
      } else {
        values.add(number(row, column, text));
      }
    }
    count++;
  }

  private double number(CsvRecord row, int column, String text) {
    if (!Decimal.isNumber(text)) {
      throw error(row, column, "a number", text.isEmpty() ? "an empty cell" : Text.quote(text));
    }
    double value = Decimal.toDouble(text);
    if (Double.isNaN(value)) {
      throw error(row, column, "a finite number that float32 can hold", Text.quote(text));
    }
    return value;
  }

  private DataFileException error(CsvRecord row, int column, String expected, String found) {
    String named =
        column < header.size() && !header.get(column).isEmpty()
            ? " (" + Text.oneLine(header.get(column)) + ")"
            : "";
    return rows.error(
        "line " + row.getStartingLineNumber() + ", column " + (column + 1) + named,
        expected,
        found);
  }

  private Samples samples(String name) {
    int features = rows.columns() - (labelColumn == NONE ? 0 : 1);
    if (count == 0 || features == 0) {
      throw rows.error(
          "", "at least one row with a number", count == 0 ? "no row" : "no column but the label");
    }
    Samples samples =
        Samples.owning(name, NumberMemory.create(Shape.of(count, features), values::writeTo));
    return labels.isEmpty() ? samples : samples.withLabels(Labels.ofTexts(labels));
  }
}
