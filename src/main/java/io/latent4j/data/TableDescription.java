package io.latent4j.data;

import io.latent4j.data.TableOptions.Categories;
import io.latent4j.data.TableOptions.Separator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a table was understood: what was said by its {@link TableOptions}, and what was found out.
 *
 * <pre>{@code
 * try (Samples samples = Csv.read(Path.of("customers.csv"))) {
 *   samples.table().ifPresent(table -> table.decisions().forEach(System.out::println));
 * }
 * }</pre>
 *
 * @param encoding UTF-8, UTF-16 or Latin-1
 * @param separator what stands between the cells of a row
 * @param header whether the first line names the columns
 * @param decimalComma whether numbers have a decimal comma
 * @param categories what became of columns of text
 * @param columns all columns of the table, in its order
 * @param featureColumns the numbers of those that are features, in the order of the features
 * @param featureNames what each feature is called: its column, for texts with columns of their own
 *     {@code COLUMN_TEXT}; empty if the table has no header
 * @param rows how many rows became samples
 * @param rowsLeftOut how many rows were left out for missing values
 * @param decisions what was decided and why, a line each
 * @param notes what the user should know of it, a line each
 */
public record TableDescription(
    String encoding,
    Separator separator,
    boolean header,
    boolean decimalComma,
    Categories categories,
    List<TableColumn> columns,
    List<Integer> featureColumns,
    List<String> featureNames,
    int rows,
    int rowsLeftOut,
    List<String> decisions,
    List<String> notes) {

  /**
   * Copies the lists.
   *
   * @param encoding UTF-8, UTF-16 or Latin-1
   * @param separator what stands between the cells of a row
   * @param header whether the first line names the columns
   * @param decimalComma whether numbers have a decimal comma
   * @param categories what became of columns of text
   * @param columns all columns of the table
   * @param featureColumns the numbers of those that are features
   * @param featureNames what each feature is called, or empty
   * @param rows how many rows became samples
   * @param rowsLeftOut how many rows were left out
   * @param decisions what was decided and why
   * @param notes what the user should know of it
   */
  public TableDescription {
    Objects.requireNonNull(encoding, "encoding");
    Objects.requireNonNull(separator, "separator");
    Objects.requireNonNull(categories, "categories");
    columns = List.copyOf(columns);
    featureColumns = List.copyOf(featureColumns);
    featureNames = List.copyOf(featureNames);
    decisions = List.copyOf(decisions);
    notes = List.copyOf(notes);
  }

  /**
   * Returns the column that tells the rows apart.
   *
   * @return the column, or nothing if there is none
   */
  public Optional<TableColumn> identifier() {
    return first(TableColumn.Role.IDENTIFIER);
  }

  /**
   * Returns the column of labels.
   *
   * @return the column, or nothing if there is none
   */
  public Optional<TableColumn> label() {
    return first(TableColumn.Role.LABEL);
  }

  /**
   * Returns the columns that are features.
   *
   * @return the columns, in the order of the features
   */
  public List<TableColumn> features() {
    return featureColumns.stream().map(columns::get).toList();
  }

  private Optional<TableColumn> first(TableColumn.Role role) {
    return columns.stream().filter(column -> column.role() == role).findFirst();
  }

  /**
   * Returns the decisions by name, for a flat file of figures.
   *
   * @return {@code table_encoding}, {@code table_separator}, {@code table_header}, {@code
   *     table_decimal_comma}, {@code table_rows_left_out}, where there are such columns {@code
   *     table_identifier} and {@code table_label}, and, with a header, {@code table_features}; each
   *     a string, a boolean, a number, or a list of strings
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("table_encoding", encoding);
    map.put("table_separator", separator.toString());
    map.put("table_header", header);
    map.put("table_decimal_comma", decimalComma);
    map.put("table_rows_left_out", rowsLeftOut);
    identifier().ifPresent(column -> map.put("table_identifier", column.title()));
    label().ifPresent(column -> map.put("table_label", column.title()));
    if (!featureNames.isEmpty()) {
      map.put("table_features", featureNames);
    }
    return map;
  }

  /**
   * The same without decisions and notes.
   *
   * @return the new description
   */
  public TableDescription withoutNotes() {
    return new TableDescription(
        encoding,
        separator,
        header,
        decimalComma,
        categories,
        columns,
        featureColumns,
        featureNames,
        rows,
        rowsLeftOut,
        List.of(),
        List.of());
  }

  /**
   * Writes the description as text, without decisions and notes: what another table must have to be
   * read with the same features.
   *
   * @return a JSON object
   */
  public String toJson() {
    return TableJson.write(this);
  }

  /**
   * Reads a description from text.
   *
   * @param json what {@link #toJson()} wrote
   * @return the description, without decisions and notes
   * @throws IllegalArgumentException if the text is something else
   */
  public static TableDescription fromJson(String json) {
    return TableJson.read(json);
  }

  /**
   * Returns the decisions.
   *
   * @return one line
   */
  @Override
  public String toString() {
    return Text.oneLine(String.join("; ", decisions));
  }
}
