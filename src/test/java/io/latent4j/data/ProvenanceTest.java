package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

  @Test
  void tellsDataEngineAndVersions() {
    EngineOptions engine = EngineOptions.defaults().withThreads(3).withSeed(11);
    try (Samples samples = Samples.of(new float[][] {{1, 2}, {3, 4}}).withName("pairs")) {
      Map<String, Object> options = new LinkedHashMap<>();
      options.put("components", 3);
      options.put("solver", "gram");

      Provenance provenance =
          Provenance.of("pca", options, engine, samples).withFigures(Map.of("error", 0.5));

      assertThat(provenance.data()).isEqualTo("pairs");
      assertThat(provenance.dataHash()).isEqualTo(samples.hash());
      assertThat(provenance.figures()).containsExactly(Map.entry("error", 0.5));
      assertThat(provenance.describe())
          .isEqualTo(
              """
              pca of Latent4J %s on TensorFlow Java %s
              data: pairs (SHA-256 %s)
              seed: 11
              options: {components=3, solver=gram, precision=float32, threads=3, device=auto}"""
                  .formatted(
                      Versions.current().latent4j(),
                      Versions.current().tensorflowJava(),
                      samples.hash()));
      assertThat(Versions.current().tensorflowJava()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
    }
  }

  @Test
  void keepsCopies() {
    Map<String, String> options = new LinkedHashMap<>(Map.of("a", "1"));
    Map<String, Double> figures = new LinkedHashMap<>(Map.of("b", 2.0));
    Provenance provenance =
        new Provenance("x", options, 1, "data", "00", Versions.current(), figures);
    options.clear();
    figures.clear();

    assertThat(provenance.options()).containsExactly(Map.entry("a", "1"));
    assertThat(provenance.figures()).containsExactly(Map.entry("b", 2.0));
  }

  @Test
  void partsAreRequired() {
    assertThatNullPointerException()
        .isThrownBy(
            () -> new Provenance(null, Map.of(), 1, "data", "00", Versions.current(), Map.of()))
        .withMessage("system");
    assertThatNullPointerException()
        .isThrownBy(() -> new Provenance("x", Map.of(), 1, "data", "00", null, Map.of()))
        .withMessage("versions");
  }
}
