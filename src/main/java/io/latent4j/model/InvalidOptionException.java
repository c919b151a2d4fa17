package io.latent4j.model;

import java.util.Objects;

/**
 * An option that is out of its range, or does not fit the data. It knows which option, so that a
 * program can say the same of its flag.
 */
public final class InvalidOptionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The name of the option. */
  private final String option;

  /** What it must be, and what it is. */
  private final String rule;

  /**
   * Says that an option must be something, but is something else.
   *
   * @param option the option's name: a component of the options' record, or {@code samples} or
   *     {@code validation}
   * @param rule what it must be, such as {@code "at least 1"}
   * @param value what it is
   */
  public InvalidOptionException(String option, String rule, Object value) {
    this(option, "must be %s, but is %s".formatted(rule, value));
  }

  /**
   * Says something else of an option.
   *
   * @param option the option's name
   * @param rule what there is to say: rule and value, to be read after the name
   */
  public InvalidOptionException(String option, String rule) {
    super(option + " " + rule);
    this.option = Objects.requireNonNull(option, "option");
    this.rule = Objects.requireNonNull(rule, "rule");
  }

  /**
   * Which option it is.
   *
   * @return the name of a component of the options' record, or {@code samples} or {@code
   *     validation}
   */
  public String option() {
    return option;
  }

  /**
   * What there is to say of it.
   *
   * @return rule and value, to be read after the name
   */
  public String rule() {
    return rule;
  }
}
