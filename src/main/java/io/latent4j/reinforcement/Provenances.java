package io.latent4j.reinforcement;

import io.latent4j.engine.EngineOptions;
import io.latent4j.model.Provenance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Where models come from that learned from an environment instead of samples. */
final class Provenances {
  private Provenances() {}

  static Provenance of(
      String system,
      Map<String, ?> options,
      EngineOptions engine,
      Environment environment,
      long steps) {
    return Provenance.of(
        system, options, engine, environment.name(), steps, List.of(hash(environment)));
  }

  /** The SHA-256 of what is known of an environment: its name, its shape, its actions. */
  static String hash(Environment environment) {
    String text = environment.name() + environment.observationShape() + environment.actions();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
