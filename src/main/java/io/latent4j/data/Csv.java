package io.latent4j.data;

import java.nio.file.Path;

/**
 * Tables in text: comma-separated values and their kin, with semicolons, tabs, vertical bars or
 * spaces, packed by gzip if the name ends in {@code .gz}. What a table does not say is found out,
 * as {@link TableOptions} tells; {@link Samples#table()} has what was.
 *
 * <p>Text is UTF-8, UTF-16 with its mark, or else Latin-1. Lines may end in any way. Blank lines,
 * and lines that begin with {@code #} above the first row, are passed over, as are blanks around
 * cells and empty cells at the end of all rows.
 *
 * <p>The label is the column that the options name; else one called {@code label}; else a last or
 * first column called {@code label}, {@code labels}, {@code class}, {@code target} or {@code
 * species} that has no broken numbers; else a last column of text.
 *
 * <pre>{@code
 * try (Samples flowers = Csv.read(Path.of("iris.csv"))) {
 *   System.out.println(flowers.featureNames().orElseThrow());
 * }
 * }</pre>
 */
public final class Csv {

  private Csv() {}

  /**
   * Reads samples, one in each row, with the standard options.
   *
   * @param file the file
   * @return the samples, float32 of shape (rows, features)
   * @throws DataFileException if the file is missing, corrupt or empty, its rows differ in length,
   *     or a cell of a feature is no finite number
   */
  public static Samples read(Path file) {
    return read(file, TableOptions.standard());
  }

  /**
   * Reads samples, one in each row.
   *
   * @param file the file
   * @param options which columns are features, and what to do with cells that are no numbers
   * @return the samples, of shape (rows that are kept, features); float32, or float64 where float32
   *     would lose what tells them apart
   * @throws DataFileException if the file is missing, corrupt or empty, has no such columns, its
   *     rows differ in length, or a cell is not what the options take; the message tells all of
   *     that about the first rows
   */
  public static Samples read(Path file, TableOptions options) {
    return new TableReader(TextFile.of(file), options).read();
  }
}
