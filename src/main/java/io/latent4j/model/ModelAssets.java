package io.latent4j.model;

import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.data.Scaling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The files that each SavedModel of ours has besides what TensorFlow knows. */
final class ModelAssets {
  private static final String SCALING = "preprocessing.json";
  private static final String PROVENANCE = "provenance.json";

  private ModelAssets() {}

  /** The files by name. */
  static Map<String, byte[]> of(Scaling scaling, Provenance provenance) {
    return Map.of(
        SCALING,
        scaling.toJson().getBytes(StandardCharsets.UTF_8),
        PROVENANCE,
        provenance.toJson().getBytes(StandardCharsets.UTF_8));
  }

  /** How the samples of a saved model are scaled, if it says so. */
  static Optional<Scaling> scaling(Path folder) {
    return read(folder, SCALING, Scaling::fromJson);
  }

  /** Where a saved model comes from, if it says so. */
  static Optional<Provenance> provenance(Path folder) {
    return read(folder, PROVENANCE, Provenance::fromJson);
  }

  private static <T> Optional<T> read(Path folder, String name, Function<String, T> parse) {
    Path file = folder.resolve("assets").resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(Files.readString(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelFormatException(file, "what Latent4J wrote", e.getMessage(), e);
    }
  }
}
