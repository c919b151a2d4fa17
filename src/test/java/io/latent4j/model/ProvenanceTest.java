package io.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.latent4j.data.Csv;
import io.latent4j.data.MissingValues;
import io.latent4j.data.Samples;
import io.latent4j.data.TableOptions;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {

  private static Provenance of(
      String system, Map<String, Object> options, Versions versions, Map<String, Double> figures) {
    return new Provenance(
        system, options, 1, "data", 2, "00", versions, figures, 0.5, false, Optional.empty());
  }

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
      assertThat(provenance.samples()).isEqualTo(2);
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
  void isReadAsItWasWritten() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("layers", List.of(500L, 10L));
    options.put("rate", 0.25);
    options.put("radius", 10.0);
    options.put("name", "a");
    options.put("toroid", true);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("inertia", 1.0);
    figures.put("none", Double.NaN);
    Provenance provenance = of("x", options, Versions.current(), figures).withEnd(1.5, true);

    assertThat(Provenance.fromJson(provenance.toJson()).table()).isEqualTo(provenance.table());
    for (String text : List.of("", "{}", "{\"system\": 1", "[]")) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> Provenance.fromJson(text))
          .withMessageStartingWith("provenance ");
    }
  }

  @Test
  void keepsCopies() {
    Map<String, Object> options = new LinkedHashMap<>(Map.of("a", "1"));
    Map<String, Double> figures = new LinkedHashMap<>(Map.of("b", 2.0));
    Provenance provenance = of("x", options, Versions.current(), figures);
    options.clear();
    figures.clear();

    assertThat(provenance.options()).containsExactly(Map.entry("a", "1"));
    assertThat(provenance.figures()).containsExactly(Map.entry("b", 2.0));
  }

  @Test
  void partsAreRequired() {
    assertThatNullPointerException()
        .isThrownBy(() -> of(null, Map.of(), Versions.current(), Map.of()))
        .withMessage("system");
    assertThatNullPointerException()
        .isThrownBy(() -> of("x", Map.of(), null, Map.of()))
        .withMessage("versions");
  }

  /** What another table needs to be read with the same features. */
  @Test
  void remembersTheTable(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "id,x,city\n7,1,Rome\n8,,Oslo\n");
    TableOptions options =
        TableOptions.standard()
            .withLabel("x")
            .withMissing(MissingValues.drop())
            .withCategories(TableOptions.Categories.ONE_HOT);
    try (Samples samples = Csv.read(file, options)) {
      Provenance provenance = Provenance.of("pca", Map.of(), EngineOptions.defaults(), samples);
      assertThat(provenance.table()).contains(samples.table().orElseThrow().withoutNotes());
      assertThat(Provenance.fromJson(provenance.toJson()).table()).isEqualTo(provenance.table());
    }
    assertThat(of("pca", Map.of(), Versions.current(), Map.of()).toJson()).doesNotContain("table");
  }
}
