package io.latent4j.cli.flags;

import java.util.function.DoublePredicate;

/** Numbers that keep to a rule. */
public abstract class NumberConverter extends CheckedConverter<Double> {

  private final DoublePredicate allowed;
  private final String rule;

  /**
   * Makes a converter.
   *
   * @param allowed tells which numbers are, of all but NaN and infinity
   * @param rule the same in words that follow "must be"
   */
  public NumberConverter(DoublePredicate allowed, String rule) {
    this.allowed = allowed;
    this.rule = rule;
  }

  @Override
  public final Double parse(String text) {
    return number(text, allowed, rule);
  }

  /** Understands a number, for converters to other types. */
  public static double number(String text, DoublePredicate allowed, String rule) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number) && allowed.test(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("must be " + rule + ", but is '" + text + "'");
  }
}
