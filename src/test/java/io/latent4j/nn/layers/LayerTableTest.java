package io.latent4j.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.latent4j.nn.NnFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/layers.md} to what the contract tests compare. After a change of the cases,
 * {@code mvn test -Dtest=LayerTableTest -Dlayers.table=write} writes it anew.
 */
class LayerTableTest {
  private static final Path TABLE = Path.of("docs", "layers.md");
  private static final Set<String> NOISES =
      Set.of("Dropout", "GaussianNoise", "SaltAndPepperNoise");

  @Test
  void theTableIsWhatIsTested() throws IOException {
    String expected = text();
    if ("write".equals(System.getProperty("layers.table"))) {
      Files.writeString(TABLE, expected);
    }
    assertThat(Files.readString(TABLE))
        .as("docs/layers.md; -Dlayers.table=write writes it anew")
        .isEqualTo(expected);
  }

  @Test
  void differencesAreOfLayersThatAreTested() {
    Set<String> classes =
        Stream.concat(cases().stream(), merges().stream())
            .map(entry -> entry.get("class").getAsString())
            .collect(Collectors.toSet());
    classes.add("Functional");

    assertThat(classes).containsAll(LayerAgreement.differences().keySet());
  }

  private static List<JsonObject> cases() {
    return NnFixture.list(NnFixture.read("layer_contract.json"), "cases");
  }

  private static List<JsonObject> merges() {
    return NnFixture.list(NnFixture.read("functional.json"), "merges");
  }

  private static String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# Layers beside Keras");
    lines.add("");
    lines.add(
        ("Every case below is computed by Keras %s and by Latent4J, in the graph engine and in the"
                + " eager one, from the same weights and inputs; see `LayerContractTest` and"
                + " `MergeLayersTest`. Compared are the numbers listed, the shape of the output, the"
                + " number of parameters and the options by Keras's names. An error is relative to"
                + " the largest number of its tensor, and a test fails if one is larger than said"
                + " here; 0 means bit for bit.")
            .formatted(NnFixture.read("layer_contract.json").get("keras").getAsString()));
    lines.add("");
    lines.add("`LayerTableTest` makes this page and fails if it is not up to date.");
    lines.add("");
    lines.add("| Layer | Case | Compared | Parameters | Error at most |");
    lines.add("|---|---|---|---:|---:|");
    cases().forEach(entry -> lines.add(row(entry, compared(entry), parameters(entry))));
    merges().forEach(entry -> lines.add(row(entry, comparedOfMerge(entry), 0)));
    lines.add("");
    lines.add("## What differs");
    lines.add("");
    lines.add("| Layer | What differs from Keras |");
    lines.add("|---|---|");
    LayerAgreement.differences()
        .forEach((layer, what) -> lines.add("| %s | %s |".formatted(layer, what)));
    return String.join("\n", lines) + "\n";
  }

  private static String row(JsonObject entry, String compared, long parameters) {
    String name = entry.get("name").getAsString();
    double tolerance = LayerAgreement.tolerance(name);
    return "| %s | %s | %s | %d | %s |"
        .formatted(
            entry.get("class").getAsString(),
            name,
            compared,
            parameters,
            tolerance == 0 ? "0" : "1e%d".formatted(Math.round(Math.log10(tolerance))));
  }

  private static long parameters(JsonObject entry) {
    return entry.get("parameters").getAsLong();
  }

  private static String compared(JsonObject entry) {
    JsonObject inference = entry.getAsJsonObject("inference");
    int weights = inference.getAsJsonArray("by_weights").size();
    List<String> sources = new ArrayList<>();
    if (!inference.get("by_input").isJsonNull()) {
      sources.add("input");
    }
    if (weights > 0) {
      sources.add(weights == 1 ? "1 weight" : weights + " weights");
    }
    return "output, gradients by %s; %s".formatted(String.join(" and ", sources), training(entry));
  }

  private static String training(JsonObject entry) {
    if (NOISES.contains(entry.get("class").getAsString())) {
      return "in inference";
    }
    return entry.has("training")
        ? "in inference; all of it and the statistics after in training"
        : "in inference and training";
  }

  private static String comparedOfMerge(JsonObject entry) {
    return "output, gradients by %d inputs; in training"
        .formatted(entry.getAsJsonArray("inputs").size());
  }
}
