package io.latent4j.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.latent4j.data.TableOptions.Categories;
import io.latent4j.data.TableOptions.Separator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A table's description in JSON.
 *
 * @param encoding how its characters are encoded
 * @param separator what stands between the cells of a row
 * @param header whether the first line names the columns
 * @param decimalComma whether numbers have a decimal comma
 * @param categories what became of columns of text
 * @param columns all columns
 * @param featureColumns the numbers of those that are features
 * @param featureNames what each feature is called
 * @param rows how many rows became samples
 * @param rowsLeftOut how many rows were left out
 */
record TableJson(
    String encoding,
    Separator separator,
    boolean header,
    boolean decimalComma,
    Categories categories,
    List<Column> columns,
    List<Integer> featureColumns,
    List<String> featureNames,
    int rows,
    int rowsLeftOut) {

  /**
   * A column, whose place is its number.
   *
   * @param name its name, or null
   * @param role what it is for
   * @param kind what its cells are
   * @param categories its texts, in the order of their numbers
   * @param fill what stands for missing values, or null
   */
  record Column(
      String name,
      TableColumn.Role role,
      TableColumn.Kind kind,
      List<String> categories,
      Double fill) {

    static Column of(TableColumn column) {
      return new Column(
          column.name().orElse(null),
          column.role(),
          column.kind(),
          column.categories(),
          column.fill().isPresent() ? column.fill().getAsDouble() : null);
    }

    TableColumn at(int number) {
      return new TableColumn(
          number,
          Optional.ofNullable(name),
          role,
          kind,
          categories,
          fill == null ? OptionalDouble.empty() : OptionalDouble.of(fill));
    }
  }

  private static Gson gson() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  }

  static String write(TableDescription table) {
    return gson()
        .toJson(
            new TableJson(
                table.encoding(),
                table.separator(),
                table.header(),
                table.decimalComma(),
                table.categories(),
                table.columns().stream().map(Column::of).toList(),
                table.featureColumns(),
                table.featureNames(),
                table.rows(),
                table.rowsLeftOut()));
  }

  static TableDescription read(String json) {
    try {
      return Objects.requireNonNull(gson().fromJson(json, TableJson.class), "it is empty").table();
    } catch (JsonParseException | NullPointerException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("table is not valid: " + Text.reason(e), e);
    }
  }

  private TableDescription table() {
    List<TableColumn> all = new ArrayList<>();
    for (Column column : columns) {
      all.add(column.at(all.size()));
    }
    featureColumns.forEach(number -> Objects.checkIndex(number, all.size()));
    return new TableDescription(
        encoding,
        separator,
        header,
        decimalComma,
        categories,
        all,
        featureColumns,
        featureNames,
        rows,
        rowsLeftOut,
        List.of(),
        List.of());
  }
}
