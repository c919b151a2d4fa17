package io.latent4j.data;

import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a trained model comes from: all that is needed to train it again, and what it then gave.
 *
 * <pre>{@code
 * Provenance provenance =
 *     Provenance.of("pca", Map.of("components", 3), EngineOptions.defaults(), samples)
 *         .withFigures(Map.of("reconstruction_mse", 0.25));
 * }</pre>
 *
 * @param system what was trained, such as {@code autoencoder}
 * @param options its options by name, as text
 * @param seed what all randomness derived from
 * @param data the name of the samples
 * @param dataHash the SHA-256 of the bytes of the samples, 64 hexadecimal digits
 * @param versions what it was trained with
 * @param figures what it gave, by name
 */
public record Provenance(
    String system,
    Map<String, String> options,
    long seed,
    String data,
    String dataHash,
    Versions versions,
    Map<String, Double> figures) {

  /**
   * Copies options and figures.
   *
   * @param system what was trained
   * @param options its options by name
   * @param seed what all randomness derived from
   * @param data the name of the samples
   * @param dataHash the SHA-256 of the bytes of the samples
   * @param versions what it was trained with
   * @param figures what it gave
   */
  public Provenance {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(dataHash, "dataHash");
    Objects.requireNonNull(versions, "versions");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
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
    return of(system, options, engine, samples.name(), List.of(samples.hash()));
  }

  /**
   * The same for data that come in several parts.
   *
   * @param system what is trained, such as {@code autoencoder}
   * @param options its options by name; precision, threads and device are added to them
   * @param engine how it computes
   * @param data what the data are called
   * @param hashes the hash of each part; the data's is that of the only part, or else the SHA-256
   *     of all hashes one after the other
   * @return the provenance
   */
  public static Provenance of(
      String system,
      Map<String, ?> options,
      EngineOptions engine,
      String data,
      List<String> hashes) {
    Map<String, String> all = new LinkedHashMap<>();
    options.forEach((name, value) -> all.put(name, String.valueOf(value)));
    all.put("precision", engine.precision().toString());
    all.put("threads", String.valueOf(engine.threads()));
    all.put("device", engine.device().toString());
    String hash = hashes.size() == 1 ? hashes.get(0) : hashOf(String.join("", hashes));
    return new Provenance(system, all, engine.seed(), data, hash, Versions.current(), Map.of());
  }

  private static String hashOf(String text) {
    byte[] digest = TensorMemory.sha256().digest(text.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest);
  }

  /**
   * The same with other figures.
   *
   * @param newFigures the figures by name
   * @return the new provenance
   */
  public Provenance withFigures(Map<String, Double> newFigures) {
    return new Provenance(system, options, seed, data, dataHash, versions, newFigures);
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
}
