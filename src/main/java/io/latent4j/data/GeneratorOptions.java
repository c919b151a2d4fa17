package io.latent4j.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options of a generator as written behind its name: {@code n=500,std=1.0}. */
final class GeneratorOptions {

  /** An option that a generator has: integers, if its default is one. */
  record Option(String name, Number standard, double min, double max) {

    static Option integer(String name, long standard, long min, long max) {
      return new Option(name, standard, min, max);
    }

    static Option real(String name, double standard, double min, double max) {
      return new Option(name, standard, min, max);
    }

    private boolean isInteger() {
      return standard instanceof Long;
    }
  }

  private final Map<String, Number> values;

  private GeneratorOptions(Map<String, Number> values) {
    this.values = values;
  }

  static GeneratorOptions parse(String generator, Optional<String> text, List<Option> options) {
    Map<String, Number> values = new HashMap<>();
    if (text.isPresent()) {
      for (String part : text.get().split(",", -1)) {
        int equals = part.indexOf('=');
        String name = (equals < 0 ? part : part.substring(0, equals)).strip();
        Option option = find(generator, name, options);
        if (equals < 0) {
          throw new IllegalArgumentException(
              "option " + name + " of " + generator + " must have a value: " + name + "=VALUE");
        }
        Number value = value(generator, option, part.substring(equals + 1).strip());
        if (values.put(name, value) != null) {
          throw new IllegalArgumentException(
              "option " + name + " of " + generator + " is given twice");
        }
      }
    }
    options.forEach(option -> values.putIfAbsent(option.name, option.standard));
    return new GeneratorOptions(values);
  }

  private static Option find(String generator, String name, List<Option> options) {
    return options.stream()
        .filter(option -> option.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "data "
                        + generator
                        + " has no option "
                        + Text.quote(name)
                        + "; there are "
                        + options.stream()
                            .map(option -> option.name + "=" + option.standard)
                            .collect(Collectors.joining(", "))));
  }

  private static Number value(String generator, Option option, String text) {
    try {
      if (option.isInteger()) {
        long value = Long.parseLong(text);
        if (value >= option.min && value <= option.max) {
          return value;
        }
      } else if (Decimal.isNumber(text)) {
        double value = Double.parseDouble(text);
        if (value >= option.min && value <= option.max) {
          return value;
        }
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for all that is wrong with a value.
    }
    throw new IllegalArgumentException(
        "option "
            + option.name
            + " of "
            + generator
            + " must be "
            + (option.isInteger() ? "an integer" : "a number")
            + range(option)
            + ", but is "
            + Text.quote(text));
  }

  private static String range(Option option) {
    if (!option.isInteger()) {
      return " from " + option.min + " to " + option.max;
    }
    return option.min <= Long.MIN_VALUE
        ? ""
        : " from " + (long) option.min + " to " + (long) option.max;
  }

  int integer(String name) {
    return Math.toIntExact(values.get(name).longValue());
  }

  double real(String name) {
    return values.get(name).doubleValue();
  }

  long seed() {
    return values.get("seed").longValue();
  }
}
