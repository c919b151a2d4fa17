package io.latent4j.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Options that are a record. The names of its components are the names of the options everywhere:
 * in provenance and files as {@code max_iterations}, in messages as {@code maxIterations}, as flags
 * of the program {@code --max-iterations}. Options within options, such as a {@link TrainingPlan},
 * count as their own.
 *
 * <pre>{@code
 * public record Clusters(int clusters, int restarts) implements Options {
 *   public Clusters {
 *     Options.requireAtLeast(1, "clusters", clusters);
 *     Options.requireAtLeast(1, "restarts", restarts);
 *   }
 *
 *   public Clusters withRestarts(int restarts) {
 *     return Options.with(this, "restarts", restarts);
 *   }
 * }
 * }</pre>
 */
public interface Options {

  /**
   * The options by name, as values that JSON knows: numbers, booleans, texts and lists of these. An
   * option that is left to the estimator is {@code auto}.
   *
   * @return the values, in the order of the components
   */
  default Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    for (RecordComponent component : components(getClass())) {
      Object value = value(component, this);
      if (value instanceof Options nested) {
        options.putAll(nested.options());
      } else {
        options.put(snakeCase(component.getName()), plain(value));
      }
    }
    return options;
  }

  /**
   * The same options but for one.
   *
   * @param <R> the record
   * @param options the options
   * @param component the name of the component that changes
   * @param value its new value
   * @return new options, checked
   * @throws IllegalArgumentException if the record refuses the value
   */
  static <R extends Record> R with(R options, String component, Object value) {
    RecordComponent[] components = components(options.getClass());
    Object[] values = new Object[components.length];
    boolean found = false;
    for (int i = 0; i < values.length; i++) {
      boolean changes = components[i].getName().equals(component);
      values[i] = changes ? value : value(components[i], options);
      found |= changes;
    }
    if (!found) {
      throw new IllegalStateException(
          options.getClass().getSimpleName() + " has no component " + component);
    }
    return make(options, components, values);
  }

  @SuppressWarnings("unchecked") // the canonical constructor of a record makes that record
  private static <R extends Record> R make(
      R options, RecordComponent[] components, Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (R) options.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw rethrown(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(options.getClass() + " must be a public record", e);
    }
  }

  private static RuntimeException rethrown(InvocationTargetException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return (RuntimeException) e.getCause();
  }

  private static RecordComponent[] components(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalStateException(type + " must be a record");
    }
    return components;
  }

  private static Object value(RecordComponent component, Object options) {
    try {
      return component.getAccessor().invoke(options);
    } catch (InvocationTargetException e) {
      throw rethrown(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(options.getClass() + " must be a public record", e);
    }
  }

  /** A value as JSON knows it. */
  private static Object plain(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(Options::plain).orElse("auto");
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : "auto";
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? optional.getAsDouble() : "auto";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Options::plain).toList();
    }
    return String.valueOf(value);
  }

  /** From {@code maxIterations} to {@code max_iterations}. */
  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses a number that is too small.
   *
   * @param minimum the least that will do
   * @param option the option's name
   * @param value its value
   * @throws InvalidOptionException if it is smaller
   */
  static void requireAtLeast(int minimum, String option, int value) {
    require(value >= minimum, option, "at least " + minimum, value);
  }

  /**
   * Refuses a number that is not positive and finite.
   *
   * @param option the option's name
   * @param value its value
   * @throws InvalidOptionException if it is 0, negative, infinite or NaN
   */
  static void requirePositive(String option, double value) {
    require(value > 0 && value < Double.POSITIVE_INFINITY, option, "above 0 and finite", value);
  }

  /**
   * Refuses a number that is negative or no number.
   *
   * @param option the option's name
   * @param value its value
   * @throws InvalidOptionException if it is negative or NaN
   */
  static void requireNotNegative(String option, double value) {
    require(value >= 0, option, "at least 0", value);
  }

  /**
   * Refuses a value.
   *
   * @param holds whether it will do
   * @param option the option's name
   * @param rule what it must be, such as {@code "at least 1"}
   * @param value its value
   * @throws InvalidOptionException if it won't do
   */
  static void require(boolean holds, String option, String rule, Object value) {
    if (!holds) {
      throw new InvalidOptionException(option, rule, value);
    }
  }
}
