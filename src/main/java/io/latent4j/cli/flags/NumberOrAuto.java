package io.latent4j.cli.flags;

import java.util.OptionalInt;

/** For picocli: a number from 1 on, or {@code auto}, which leaves it to the estimator. */
public final class NumberOrAuto extends CheckedConverter<OptionalInt> {

  @Override
  public OptionalInt parse(String text) {
    if (text.equals("auto")) {
      return OptionalInt.empty();
    }
    try {
      int count = Integer.parseInt(text);
      if (count >= 1) {
        return OptionalInt.of(count);
      }
    } catch (NumberFormatException e) {
      if (text.matches("\\+?\\d+")) {
        throw new IllegalArgumentException(
            "must be at most " + Integer.MAX_VALUE + ", but is '" + text + "'", e);
      }
    }
    throw new IllegalArgumentException(
        "must be a whole number of at least 1, or auto, but is '" + text + "'");
  }
}
