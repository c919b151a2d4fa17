package io.latent4j.cli.flags;

import io.latent4j.model.InvalidOptionException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns the text behind a flag into a value, and what the library refuses into picocli's words. */
public abstract class CheckedConverter<T> implements ITypeConverter<T> {

  /** Understands the text, or says in an IllegalArgumentException what it must be. */
  public abstract T parse(String text);

  @Override
  public final T convert(String text) {
    try {
      return parse(text);
    } catch (InvalidOptionException e) {
      throw new TypeConversionException(e.rule()); // the flag is the option's name
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** Finds a constant by the name that users write. */
  public static <E> E choice(E[] constants, String text) {
    StringBuilder names = new StringBuilder();
    for (E constant : constants) {
      if (constant.toString().equals(text)) {
        return constant;
      }
      names.append(names.isEmpty() ? "" : ", ").append(constant);
    }
    throw new IllegalArgumentException("must be one of " + names + ", but is '" + text + "'");
  }
}
