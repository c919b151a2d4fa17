package io.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import java.util.LinkedHashMap;
import java.util.List;
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
    Map<String, Object> options = new LinkedHashMap<>(Map.of("a", "1"));
    Map<String, Double> figures = new LinkedHashMap<>(Map.of("b", 2.0));
    Provenance provenance =
        new Provenance(
            "x", options, 1, "data", 3, "00", Versions.current(), figures, 1.5, false);
    options.clear();
    figures.clear();

    assertThat(provenance.options()).containsExactly(Map.entry("a", "1"));
    assertThat(provenance.figures()).containsExactly(Map.entry("b", 2.0));
  }

  @Test
  void partsAreRequired() {
    assertThatNullPointerException()
        .isThrownBy(
            () -> new Provenance(
                    null, Map.of(), 1, "data", 3, "00", Versions.current(), Map.of(), 0, false))
        .withMessage("system");
    assertThatNullPointerException()
        .isThrownBy(() -> new Provenance("x", Map.of(), 1, "data", 3, "00", null, Map.of(), 0, false))
        .withMessage("versions");
  }

  @Test
  void comesBackFromText() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("layers", List.of(500L, 10L));
    options.put("learning_rate", 0.001);
    options.put("whiten", true);
    options.put("scale", "auto");
    Provenance provenance =
        new Provenance(
            "pca",
            options,
            Long.MIN_VALUE,
            "\u00e4 \"quoted\"",
            3,
            "00",
            Versions.current(),
            Map.of("nan", Double.NaN, "third", 1.0 / 3),
            1.5,
            true);

    assertThat(Provenance.fromJson(provenance.toJson())).isEqualTo(provenance);
  }

  @Test
  void otherTextIsRefused() {
    for (String text : List.of("", "[]", "{", "{\"system\": 1", "{}", "{\"options\": 3}")) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> Provenance.fromJson(text))
          .withMessageStartingWith("provenance ");
    }
  }
}
