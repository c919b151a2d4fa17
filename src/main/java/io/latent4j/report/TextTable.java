package io.latent4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of text, aligned for a terminal; the same table can stand in a {@link Report}.
 *
 * <pre>{@code
 * TextTable table = TextTable.columns("part", "figure", "value");
 * table.row("pca", "reconstruction_mse", 0.0123);
 * System.out.print(table);
 * }</pre>
 *
 * <p>Numbers are shown with six significant digits, whole numbers in full. A column that holds only
 * numbers is aligned to the right. The object is built row by row and is not safe for use by
 * several threads.
 */
public final class TextTable {

  private static final String BETWEEN = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();
  private final boolean[] numeric;

  private TextTable(List<String> headings) {
    this.headings = headings;
    this.numeric = new boolean[headings.size()];
    Arrays.fill(numeric, true);
  }

  /**
   * Begins a table.
   *
   * @param headings what stands above each column, at least one
   * @return the table, still without rows
   * @throws IllegalArgumentException if there are no headings or one is null
   */
  public static TextTable columns(String... headings) {
    Check.present("headings", headings);
    Check.notEmpty("headings", headings.length);
    List<String> checked = new ArrayList<>();
    for (String heading : headings) {
      checked.add(oneLine(Check.present("headings", heading)));
    }
    return new TextTable(List.copyOf(checked));
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column; null is an empty cell
   * @return this table
   * @throws IllegalArgumentException if there are not as many cells as columns
   */
  public TextTable row(Object... cells) {
    Check.present("cells", cells);
    Check.sameLength("cells", cells.length, "columns", headings.size());
    List<String> row = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] instanceof Number number) {
        row.add(Numbers.show(number));
      } else {
        row.add(cells[i] == null ? "" : oneLine(cells[i].toString()));
        numeric[i] &= cells[i] == null;
      }
    }
    rows.add(List.copyOf(row));
    return this;
  }

  /**
   * The number of rows so far.
   *
   * @return how many rows were added
   */
  public int rows() {
    return rows.size();
  }

  List<String> headings() {
    return headings;
  }

  List<List<String>> cells() {
    return List.copyOf(rows);
  }

  /** Whether a column is aligned to the right. */
  boolean numeric(int column) {
    return numeric[column] && !rows.isEmpty();
  }

  /**
   * The table as lines, each ended by a newline: the headings, a rule, the rows.
   *
   * @return the table as text
   */
  @Override
  public String toString() {
    int[] widths = new int[headings.size()];
    measure(headings, widths);
    rows.forEach(row -> measure(row, widths));
    StringBuilder text = new StringBuilder();
    appendLine(text, headings, widths);
    for (int i = 0; i < widths.length; i++) {
      text.append(i == 0 ? "" : BETWEEN).append("-".repeat(widths[i]));
    }
    text.append('\n');
    rows.forEach(row -> appendLine(text, row, widths));
    return text.toString();
  }

  private static void measure(List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells.get(i).length());
    }
  }

  private void appendLine(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : BETWEEN);
      line.append(numeric(i) ? padding + cells.get(i) : cells.get(i) + padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
