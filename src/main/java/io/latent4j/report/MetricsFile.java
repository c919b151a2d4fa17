package io.latent4j.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.latent4j.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of a run as one flat JSON object of numbers, strings, booleans and lists of these, in
 * the order they were put.
 *
 * <pre>{@code
 * new MetricsFile()
 *     .put("inertia", 139.82)
 *     .put("samples", 150)
 *     .put("data", "iris")
 *     .writeTo(Path.of("metrics.json"));
 * }</pre>
 *
 * <p>Numbers keep full double precision; whole numbers have no decimal point. JSON has no NaN and
 * no infinity, so these are refused with the name of the figure. The object is not safe for use by
 * several threads.
 */
public final class MetricsFile {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Makes an object without figures. */
  public MetricsFile() {}

  /**
   * Adds a number.
   *
   * @param name its name, not used before
   * @param value the number
   * @return this object
   * @throws IllegalArgumentException if the number is not finite, or the name is blank or taken
   */
  public MetricsFile put(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, but is " + value);
    }
    return add(name, value);
  }

  /**
   * Adds a whole number.
   *
   * @param name its name, not used before
   * @param value the number
   * @return this object
   * @throws IllegalArgumentException if the name is blank or taken
   */
  public MetricsFile put(String name, long value) {
    return add(name, value);
  }

  /**
   * Adds a string.
   *
   * @param name its name, not used before
   * @param value the string
   * @return this object
   * @throws IllegalArgumentException if the string is null, or the name is blank or taken
   */
  public MetricsFile put(String name, String value) {
    return add(name, Check.present(name, value));
  }

  /**
   * Adds a value of any of the kinds that there may be.
   *
   * @param name its name, not used before
   * @param value a number, a string, a boolean, or a list of these
   * @return this object
   * @throws IllegalArgumentException if a number is not finite, the value is of another kind, or
   *     the name is blank or taken
   */
  public MetricsFile put(String name, Object value) {
    if (value instanceof List<?> list) {
      list.forEach(element -> checkPlain(name, element));
      return add(name, List.copyOf(list));
    }
    checkPlain(name, value);
    return add(name, value);
  }

  private static void checkPlain(String name, Object value) {
    if (value instanceof Number number) {
      if (!Double.isFinite(number.doubleValue())) {
        throw new IllegalArgumentException(name + " must be finite, but is " + value);
      }
    } else if (!(value instanceof String || value instanceof Boolean)) {
      throw new IllegalArgumentException(
          name + " must be a number, a text or a boolean, but is " + value);
    }
  }

  private MetricsFile add(String name, Object value) {
    if (values.putIfAbsent(Check.text("name", name), value) != null) {
      throw new IllegalArgumentException("name must differ from the others, but is " + name);
    }
    return this;
  }

  /**
   * The figures so far, for a {@link Report} or a table.
   *
   * @return names and values (numbers, strings, booleans, lists) in their order; a view that cannot
   *     be changed
   */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /**
   * The figures as JSON.
   *
   * @return one object, ended by a newline
   */
  public String toJson() {
    JsonObject object = new JsonObject();
    values.forEach((name, value) -> object.add(name, GSON.toJsonTree(value)));
    return GSON.toJson(object) + "\n";
  }

  /**
   * Writes the figures. Missing folders are made; an existing file is replaced only once the new
   * one is complete.
   *
   * @param file where to write
   * @throws IOException if the folder cannot be made or written; the message names it
   */
  public void writeTo(Path file) throws IOException {
    Check.present("file", file);
    byte[] json = toJson().getBytes(StandardCharsets.UTF_8);
    WholeFile.writeWithFolders(file, out -> out.write(json));
  }
}
