package io.latent4j.data;

import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import java.util.Collections;
import java.util.LinkedHashMap;
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
    Map<String, String> all = new LinkedHashMap<>();
    options.forEach((name, value) -> all.put(name, String.valueOf(value)));
    all.put("precision", engine.precision().toString());
    all.put("threads", String.valueOf(engine.threads()));
    all.put("device", engine.device().toString());
    return new Provenance(
        system, all, engine.seed(), samples.name(), samples.hash(), Versions.current(), Map.of());
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
