package io.latent4j.data;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A column of a table, and what became of it.
 *
 * @param number its place in the table, from 0
 * @param name its name in the header, or nothing if there is none
 * @param role what it is for
 * @param kind what its cells are
 * @param categories of a feature of text or a label of texts, the texts in the order of their
 *     numbers or columns, else empty
 * @param fill what stands for missing values of a feature, or nothing if they are not filled
 */
public record TableColumn(
    int number,
    Optional<String> name,
    Role role,
    Kind kind,
    List<String> categories,
    OptionalDouble fill) {

  /** What a column is for. */
  public enum Role {
    /** It became a feature, or several where each text has a column of its own. */
    FEATURE,
    /** It tells the rows apart. */
    IDENTIFIER,
    /** It is the label. */
    LABEL,
    /** It was left out. */
    LEFT_OUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** What the cells of a column are. */
  public enum Kind {
    /** Numbers. */
    NUMBER,
    /** Dates in the form of ISO 8601. */
    DATE,
    /** {@code true} and {@code false}, read as 1 and 0. */
    TRUTH,
    /** Anything else. */
    TEXT,
    /** Nothing but missing values. */
    EMPTY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Copies the categories.
   *
   * @param number its place in the table
   * @param name its name, or empty
   * @param role what it is for
   * @param kind what its cells are
   * @param categories of a feature of text or a label of texts, its texts
   * @param fill what stood for missing values, or empty
   */
  public TableColumn {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(fill, "fill");
    categories = List.copyOf(categories);
  }

  /**
   * Returns what to call the column.
   *
   * @return its name, or its number if it has none
   */
  public String title() {
    return name.filter(text -> !text.isEmpty()).orElse(String.valueOf(number));
  }

  /** Returns the column in the words of messages. */
  String inWords() {
    return name.filter(text -> !text.isEmpty())
        .map(text -> "column " + Text.quote(text))
        .orElse("column " + number + " (from 0)");
  }
}
