package io.latent4j.cli.flags;

/** Whole numbers from some smallest one on. */
public abstract class IntegerConverter extends CheckedConverter<Integer> {

  private final int smallest;

  private IntegerConverter(int smallest) {
    this.smallest = smallest;
  }

  /** From 1 on. */
  public static final class Positive extends IntegerConverter {
    Positive() {
      super(1);
    }
  }

  /** From 0 on. */
  public static final class NotNegative extends IntegerConverter {
    NotNegative() {
      super(0);
    }
  }

  @Override
  public final Integer parse(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= smallest) {
        return number;
      }
    } catch (NumberFormatException e) {
      if (text.matches("\\+?\\d+")) {
        throw new IllegalArgumentException(
            "must be at most " + Integer.MAX_VALUE + ", but is '" + text + "'", e);
      }
    }
    throw new IllegalArgumentException(
        "must be a whole number of at least " + smallest + ", but is '" + text + "'");
  }
}
