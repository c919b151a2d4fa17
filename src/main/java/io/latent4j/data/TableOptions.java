package io.latent4j.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldModifiers;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a table of text becomes samples. What is not said is found out from the table itself, and
 * what was found is in its {@link TableDescription}.
 *
 * <p>A column is meant by its name, by its number from 0, or, where several may be meant, by a
 * range of either: {@code petal_length}, {@code 2}, {@code 0..3}, {@code
 * sepal_length..petal_width}. A name goes before a number.
 *
 * <pre>{@code
 * TableOptions options =
 *     TableOptions.standard()
 *         .withDrop("comment")
 *         .withMissing(MissingValues.mean())
 *         .withCategories(TableOptions.Categories.ONE_HOT);
 * }</pre>
 *
 * @param separator what stands between the cells of a row
 * @param header whether the first line names the columns
 * @param columns the columns that are features, in this order; all that remain if empty
 * @param drop columns that are left out
 * @param id the column that tells the rows apart; if empty, a first column that looks like one
 * @param label the column of labels; if empty, a column that looks like one
 * @param missing what to do with cells that have no value: empty ones, and {@code NA}, {@code NaN},
 *     {@code null}, {@code ?}, {@code -} and what pandas takes for missing; unless they are
 *     refused, the last cells that a row lacks count as empty
 * @param categories what to do with columns of text
 * @param dates what to do with columns of dates
 * @param like another table whose features these must be: columns are found by the names they have
 *     there, or by their place if one of both has no header, texts become features and labels are
 *     numbered as they are there, and what stands for missing values is what stands there; then
 *     columns names, in their order, those that stand for the features there, and drop and
 *     categories say nothing
 * @param notes is told, a line each, what the user should know of what was taken for granted: a
 *     column that is an identifier or the label, an encoding that was assumed, rows that were left
 *     out; if empty, nobody is
 */
public record TableOptions(
    Separator separator,
    Header header,
    List<String> columns,
    List<String> drop,
    Optional<String> id,
    Optional<String> label,
    MissingValues missing,
    Categories categories,
    Dates dates,
    Optional<TableDescription> like,
    Optional<Consumer<String>> notes) {

  /** What stands between the cells of a row. */
  public enum Separator {
    /** Whatever splits the first lines evenly. */
    AUTO,
    /** A comma. */
    COMMA,
    /** A semicolon; numbers may have a decimal comma. */
    SEMICOLON,
    /** A tab; numbers may have a decimal comma. */
    TAB,
    /** A vertical bar; numbers may have a decimal comma. */
    PIPE,
    /** One or more spaces or tabs; numbers may have a decimal comma. */
    SPACE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the first line names the columns. */
  public enum Header {
    /** If the first line differs in kind from those below it. */
    AUTO,
    /** It does. */
    YES,
    /** It is a row like the others. */
    NO;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What to do with columns of text. */
  public enum Categories {
    /** They are an error. */
    REFUSE,
    /** Each text has a column of its own, 1 where the text stands and else 0, in sorted order. */
    ONE_HOT,
    /** Each text is its number, from 0, in sorted order. */
    ORDINAL,
    /** They are left out. */
    DROP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What to do with columns of dates in the form of ISO 8601. */
  public enum Dates {
    /** They count as text. */
    TEXT,
    /** They are the days since 1970-01-01, in UTC, with the time as a fraction. */
    DAYS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final TableOptions STANDARD =
      new TableOptions(
          Separator.AUTO,
          Header.AUTO,
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          MissingValues.refuse(),
          Categories.REFUSE,
          Dates.TEXT,
          Optional.empty(),
          Optional.empty());

  /**
   * Copies the lists.
   *
   * @param separator what stands between the cells of a row
   * @param header whether the first line names the columns
   * @param columns the columns that are features
   * @param drop columns that are left out
   * @param id the column that tells the rows apart, or empty
   * @param label the column of labels, or empty
   * @param missing what to do with missing values
   * @param categories what to do with columns of text
   * @param dates what to do with columns of dates
   * @param like another table whose features these must be, or empty
   * @param notes is told what was taken for granted, or empty
   * @throws IllegalArgumentException if one column is to be both identifier and label
   */
  public TableOptions {
    Objects.requireNonNull(separator, "separator");
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(missing, "missing");
    Objects.requireNonNull(categories, "categories");
    Objects.requireNonNull(dates, "dates");
    Objects.requireNonNull(like, "like");
    Objects.requireNonNull(notes, "notes");
    columns = List.copyOf(columns);
    drop = List.copyOf(drop);
    if (id.isPresent() && id.equals(label)) {
      throw new IllegalArgumentException(
          "id and label must be two columns, but are both " + Text.quote(id.get()));
    }
  }

  /**
   * Returns the options that find out all by themselves, and refuse missing values and text.
   *
   * @return the defaults
   */
  public static TableOptions standard() {
    return STANDARD;
  }

  /**
   * Understands a list of columns as users write it.
   *
   * @param text columns and ranges between commas; what has a comma in it stands in double quotes
   * @return the columns
   * @throws IllegalArgumentException if there is none, or one has no name
   */
  public static List<String> parseColumns(String text) {
    List<String> columns;
    try {
      columns =
          CsvReader.builder()
              .allowUnclosedQuote(false)
              .trimWhitespacesAroundQuotes(true)
              .ofSingleCsvRecord(
                  CsvRecordHandler.of(handler -> handler.fieldModifier(FieldModifiers.STRIP)), text)
              .getFields();
    } catch (CsvParseException e) {
      throw new IllegalArgumentException(
          "must be columns between commas, but is " + Text.quote(text), e);
    }
    if (columns.isEmpty() || columns.contains("")) {
      throw new IllegalArgumentException(
          "must be columns between commas, by name or number from 0, but is " + Text.quote(text));
    }
    return columns;
  }

  /**
   * Chooses the separator.
   *
   * @param separator what stands between the cells of a row
   * @return the changed options
   */
  public TableOptions withSeparator(Separator separator) {
    return new TableOptions(
        separator, header, columns, drop, id, label, missing, categories, dates, like, notes);
  }

  /**
   * Says whether there is a header.
   *
   * @param header whether the first line names the columns
   * @return the changed options
   */
  public TableOptions withHeader(Header header) {
    return new TableOptions(
        separator, header, columns, drop, id, label, missing, categories, dates, like, notes);
  }

  /**
   * Chooses the features.
   *
   * @param columns columns or ranges, in the order of the features; none for all that remain
   * @return the changed options
   */
  public TableOptions withColumns(String... columns) {
    return new TableOptions(
        separator,
        header,
        List.of(columns),
        drop,
        id,
        label,
        missing,
        categories,
        dates,
        like,
        notes);
  }

  /**
   * Leaves columns out.
   *
   * @param dropped columns or ranges
   * @return the changed options
   */
  public TableOptions withDrop(String... dropped) {
    return new TableOptions(
        separator,
        header,
        columns,
        List.of(dropped),
        id,
        label,
        missing,
        categories,
        dates,
        like,
        notes);
  }

  /**
   * Names the column that tells the rows apart.
   *
   * @param column the column
   * @return the changed options
   * @throws IllegalArgumentException if it is the label too
   */
  public TableOptions withId(String column) {
    return new TableOptions(
        separator,
        header,
        columns,
        drop,
        Optional.of(column),
        label,
        missing,
        categories,
        dates,
        like,
        notes);
  }

  /**
   * Names the column of labels.
   *
   * @param column the column
   * @return the changed options
   * @throws IllegalArgumentException if it is the identifier too
   */
  public TableOptions withLabel(String column) {
    return new TableOptions(
        separator,
        header,
        columns,
        drop,
        id,
        Optional.of(column),
        missing,
        categories,
        dates,
        like,
        notes);
  }

  /**
   * Says what to do with missing values.
   *
   * @param missing what to do
   * @return the changed options
   */
  public TableOptions withMissing(MissingValues missing) {
    return new TableOptions(
        separator, header, columns, drop, id, label, missing, categories, dates, like, notes);
  }

  /**
   * Says what to do with columns of text.
   *
   * @param categories what to do
   * @return the changed options
   */
  public TableOptions withCategories(Categories categories) {
    return new TableOptions(
        separator, header, columns, drop, id, label, missing, categories, dates, like, notes);
  }

  /**
   * Says what to do with columns of dates.
   *
   * @param dates what to do
   * @return the changed options
   */
  public TableOptions withDates(Dates dates) {
    return new TableOptions(
        separator, header, columns, drop, id, label, missing, categories, dates, like, notes);
  }

  /**
   * Demands the features of another table, such as that of the training samples for one of test
   * samples.
   *
   * @param other the other table
   * @return the changed options
   */
  public TableOptions withLike(TableDescription other) {
    return new TableOptions(
        separator,
        header,
        columns,
        drop,
        id,
        label,
        missing,
        categories,
        dates,
        Optional.of(other),
        notes);
  }

  /**
   * Has somebody told what was taken for granted.
   *
   * @param listener is given one line for each thing
   * @return the changed options
   */
  public TableOptions withNotes(Consumer<String> listener) {
    return new TableOptions(
        separator,
        header,
        columns,
        drop,
        id,
        label,
        missing,
        categories,
        dates,
        like,
        Optional.of(listener));
  }

  /** What becomes of columns of text, which another table may have settled. */
  Categories categoriesInUse() {
    return like.map(TableDescription::categories).orElse(categories);
  }

  /** Tells whether the last cells that a row lacks count as missing values. */
  boolean fillsShortRows() {
    return missing.kind() != MissingValues.Kind.REFUSE;
  }

  /** Tells whether nothing is asked for that only a table has. */
  boolean isStandard() {
    return like.isPresent() || withoutNotes().equals(STANDARD);
  }

  TableOptions withoutNotes() {
    return new TableOptions(
        separator,
        header,
        columns,
        drop,
        id,
        label,
        missing,
        categories,
        dates,
        like,
        Optional.empty());
  }
}
