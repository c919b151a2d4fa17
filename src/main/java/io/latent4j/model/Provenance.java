package io.latent4j.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.latent4j.data.Samples;
import io.latent4j.data.TableDescription;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a trained model comes from: all that is needed to train it again, and what it then gave. It
 * is saved with the model.
 *
 * <pre>{@code
 * Provenance provenance =
 *     Provenance.of("pca", Map.of("components", 3), EngineOptions.defaults(), samples)
 *         .withFigures(Map.of("reconstruction_mse", 0.25));
 * }</pre>
 *
 * @param system what was trained, such as {@code autoencoder}
 * @param options its options by name: numbers, booleans, texts and lists of these
 * @param seed what all randomness derived from
 * @param data the name of the samples
 * @param samples how many samples there were
 * @param dataHash the SHA-256 of the bytes of the samples, 64 hexadecimal digits
 * @param versions what it was trained with
 * @param figures what it gave, by name
 * @param seconds how long it took, from data in memory to the model
 * @param interrupted whether it was ended before its time
 * @param table the table that the samples came from, if they did, by which another one is read with
 *     the same features: {@code TableOptions.standard().withLike(table)}
 */
public record Provenance(
    String system,
    Map<String, Object> options,
    long seed,
    String data,
    long samples,
    String dataHash,
    Versions versions,
    Map<String, Double> figures,
    double seconds,
    boolean interrupted,
    Optional<TableDescription> table) {

  private static final Type TABLE = new TypeToken<Optional<TableDescription>>() {}.getType();

  /**
   * Copies options and figures.
   *
   * @param system what was trained
   * @param options its options by name
   * @param seed what all randomness derived from
   * @param data the name of the samples
   * @param samples how many samples there were
   * @param dataHash the SHA-256 of the bytes of the samples
   * @param versions what it was trained with
   * @param figures what it gave
   * @param seconds how long it took
   * @param interrupted whether it was ended before its time
   * @param table the table that the samples came from, if they did
   */
  public Provenance {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(dataHash, "dataHash");
    Objects.requireNonNull(versions, "versions");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    figures = Collections.unmodifiableMap(new TreeMap<>(figures)); // in an order that stays
    // Files of models that are older say nothing of it.
    table = table == null ? Optional.empty() : table.map(TableDescription::withoutNotes);
  }

  /**
   * Describes a training that uses the versions on the class path, without figures.
   *
   * @param system what is trained
   * @param options its options by name; precision, threads and device are added to them
   * @param engine how it computes
   * @param samples what it is trained on
   * @return the provenance
   * @throws IllegalStateException if the samples are closed
   */
  public static Provenance of(
      String system, Map<String, ?> options, EngineOptions engine, Samples samples) {
    Provenance whole =
        of(system, options, engine, samples.name(), samples.count(), List.of(samples.hash()));
    return whole.withTable(samples.table());
  }

  /**
   * The same for data that come in several parts.
   *
   * @param system what is trained, such as {@code autoencoder}
   * @param options its options by name; precision, threads and device are added to them
   * @param engine how it computes
   * @param data what the data are called
   * @param samples how many samples there are in all
   * @param hashes the hash of each part; the data's is that of the only part, or else the SHA-256
   *     of all hashes one after the other
   * @return the provenance
   */
  public static Provenance of(
      String system,
      Map<String, ?> options,
      EngineOptions engine,
      String data,
      long samples,
      List<String> hashes) {
    Map<String, Object> all = new LinkedHashMap<>(options);
    all.put("precision", engine.precision().toString());
    all.put("threads", engine.threads());
    all.put("device", engine.device().toString());
    String hash = hashes.size() == 1 ? hashes.get(0) : hashOf(String.join("", hashes));
    return new Provenance(
        system,
        all,
        engine.seed(),
        data,
        samples,
        hash,
        Versions.current(),
        Map.of(),
        0,
        false,
        Optional.empty());
  }

  private static String hashOf(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The provenance of a model that was saved by another program, of which nothing is known.
   *
   * @param system what kind of model it is taken for
   * @return a provenance without options, data and figures
   */
  public static Provenance unknown(String system) {
    return new Provenance(
        system,
        Map.of(),
        0,
        "unknown",
        0,
        "",
        new Versions("unknown", "unknown"),
        Map.of(),
        0,
        false,
        Optional.empty());
  }

  /**
   * The same with other figures.
   *
   * @param figures the figures by name
   * @return the new provenance
   */
  public Provenance withFigures(Map<String, Double> figures) {
    return Options.with(this, "figures", figures);
  }

  /**
   * The same with how it ended.
   *
   * @param seconds how long it took
   * @param interrupted whether it was ended before its time
   * @return the new provenance
   */
  public Provenance withEnd(double seconds, boolean interrupted) {
    return Options.with(Options.with(this, "seconds", seconds), "interrupted", interrupted);
  }

  /**
   * The same with the table that the samples came from.
   *
   * @param from the table, or nothing if it was something else
   * @return the new provenance
   */
  public Provenance withTable(Optional<TableDescription> from) {
    return Options.with(this, "table", from);
  }

  /**
   * All but the figures, a line each.
   *
   * @return several lines
   */
  public String describe() {
    return """
        %s of Latent4J %s on TensorFlow Java %s
        data: %s (SHA-256 %s)
        seed: %d
        options: %s"""
        .formatted(
            system, versions.latent4j(), versions.tensorflowJava(), data, dataHash, seed, options);
  }

  /** A table is written as it writes itself. */
  private static final class TableAdapter
      implements JsonSerializer<Optional<TableDescription>>,
          JsonDeserializer<Optional<TableDescription>> {

    @Override
    public JsonElement serialize(
        Optional<TableDescription> table, Type type, JsonSerializationContext context) {
      return table.map(found -> JsonParser.parseString(found.toJson())).orElse(JsonNull.INSTANCE);
    }

    @Override
    public Optional<TableDescription> deserialize(
        JsonElement json, Type type, JsonDeserializationContext context) {
      return Optional.of(TableDescription.fromJson(json.toString()));
    }
  }

  private static Gson gson() {
    return new GsonBuilder()
        .setPrettyPrinting()
        .serializeSpecialFloatingPointValues()
        .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
        .registerTypeAdapter(TABLE, new TableAdapter())
        .create();
  }

  /**
   * Writes the provenance as text.
   *
   * @return a JSON object with a member for each component
   */
  public String toJson() {
    return gson().toJson(this);
  }

  /**
   * Reads a provenance from text.
   *
   * @param json what {@link #toJson()} wrote
   * @return the provenance
   * @throws IllegalArgumentException if the text is something else
   */
  public static Provenance fromJson(String json) {
    try {
      return Objects.requireNonNull(gson().fromJson(json, Provenance.class), "it is empty");
    } catch (RuntimeException e) { // what a record refuses, Gson wraps in one of no other type
      throw new IllegalArgumentException("provenance is not valid: " + reason(e), e);
    }
  }

  /** What the first cause says; the others add classes and links. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("nothing readable");
  }
}
