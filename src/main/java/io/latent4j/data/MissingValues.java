package io.latent4j.data;

import java.util.Locale;

/**
 * What to do with cells of a table that have no value.
 *
 * <pre>{@code
 * TableOptions options = TableOptions.standard().withMissing(MissingValues.parse("mean"));
 * }</pre>
 *
 * @param kind what to do
 * @param number what stands for a missing value where the kind is {@link Kind#NUMBER}, else 0
 */
public record MissingValues(Kind kind, double number) {

  /** What can be done. */
  public enum Kind {
    /** A missing value is an error. */
    REFUSE,
    /** The row is left out. */
    DROP,
    /** The mean of the column's other values stands for it. */
    MEAN,
    /** The median of the column's other values stands for it. */
    MEDIAN,
    /** A number stands for it, the same in all columns. */
    NUMBER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the number.
   *
   * @param kind what to do
   * @param number finite in float32; 0 unless the kind is {@link Kind#NUMBER}
   * @throws IllegalArgumentException if the number is NaN, infinite or too large, or given with
   *     another kind
   */
  public MissingValues {
    if (!Float.isFinite((float) number)) {
      throw new IllegalArgumentException(
          "missing must be a number that float32 can hold, but is " + number);
    }
    if (kind != Kind.NUMBER && number != 0) {
      throw new IllegalArgumentException(
          "missing must have a number only if it is a number, but is "
              + kind
              + " with "
              + Double.toString(number));
    }
  }

  /**
   * Makes missing values an error.
   *
   * @return the default
   */
  public static MissingValues refuse() {
    return new MissingValues(Kind.REFUSE, 0);
  }

  /**
   * Leaves rows with missing values out.
   *
   * @return the choice
   */
  public static MissingValues drop() {
    return new MissingValues(Kind.DROP, 0);
  }

  /**
   * Fills missing values with the column's mean.
   *
   * @return the choice
   */
  public static MissingValues mean() {
    return new MissingValues(Kind.MEAN, 0);
  }

  /**
   * Fills missing values with the column's median.
   *
   * @return the choice
   */
  public static MissingValues median() {
    return new MissingValues(Kind.MEDIAN, 0);
  }

  /**
   * Fills missing values with a number.
   *
   * @param number the number, finite in float32
   * @return the choice
   * @throws IllegalArgumentException if the number is NaN, infinite or too large
   */
  public static MissingValues number(double number) {
    return new MissingValues(Kind.NUMBER, number);
  }

  /**
   * Understands a choice by its name.
   *
   * @param text {@code refuse}, {@code drop}, {@code mean}, {@code median}, or a number
   * @return the choice
   * @throws IllegalArgumentException if the text is something else
   */
  public static MissingValues parse(String text) {
    return switch (text) {
      case "refuse" -> refuse();
      case "drop" -> drop();
      case "mean" -> mean();
      case "median" -> median();
      default -> {
        if (!Decimal.isNumber(text) || Double.isNaN(Decimal.toDouble(text))) {
          throw new IllegalArgumentException(
              "must be one of refuse, drop, mean, median, or a number, but is " + Text.quote(text));
        }
        yield number(Decimal.toDouble(text));
      }
    };
  }

  @Override
  public String toString() {
    return kind == Kind.NUMBER ? Double.toString(number) : kind.toString();
  }
}
