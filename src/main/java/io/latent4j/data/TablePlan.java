package io.latent4j.data;

import io.latent4j.data.CellReader.NumberStyle;
import java.util.List;
import java.util.Optional;

/**
 * What each column of a table is for, decided before its cells are read.
 *
 * @param header whether the first row is none to be read
 * @param style how numbers are written
 * @param columns what to do with each column; rows have as many cells
 * @param features the columns that are features, in order
 * @param names what the columns are called, or nothing if there is no header
 * @param like for each feature the column of another table that it must be like; empty if none
 * @param labelNames the names that labels have already
 * @param decisions what was decided and why
 * @param notes what the user should know
 */
record TablePlan(
    boolean header,
    NumberStyle style,
    List<Column> columns,
    List<Integer> features,
    Optional<List<String>> names,
    List<TableColumn> like,
    List<String> labelNames,
    List<String> decisions,
    List<String> notes) {

  /** What is read from a cell. */
  enum Use {
    NOTHING,
    NUMBER,
    DAYS,
    TRUTH,
    /** A text that becomes one number or several. */
    CATEGORY,
    LABEL,
    IDENTIFIER
  }

  /** The texts that a feature has already. */
  List<String> texts(int feature) {
    return like.isEmpty() ? List.of() : like.get(feature).categories();
  }

  /**
   * A column.
   *
   * @param use what is read from its cells
   * @param kind what its cells are
   * @param dashIsText whether {@code -} is no missing value
   * @param unique whether its cells must differ, so that it identifies rows
   * @param wholeOrText whether its numbers must be whole, so that it is a label
   */
  record Column(
      Use use, TableColumn.Kind kind, boolean dashIsText, boolean unique, boolean wholeOrText) {}
}
