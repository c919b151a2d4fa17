package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

  @TempDir private Path folder;

  @Test
  void figuresAreInTheOrderTheyWerePut() throws IOException {
    Path file = folder.resolve("metrics.json");
    new MetricsFile()
        .put("inertia", 78.85144142614601)
        .put("samples", 150)
        .put("data", "a \"b\" <c>")
        .put("big", Long.MAX_VALUE)
        .writeTo(file);

    assertThat(file)
        .hasContent(
            """
            {
              "inertia": 78.85144142614601,
              "samples": 150,
              "data": "a \\"b\\" <c>",
              "big": 9223372036854775807
            }
            """);
  }

  @Test
  void doublesComeBackAsTheyWere() {
    double[] values = {0.1, 1 / 3.0, Double.MIN_VALUE, Double.MAX_VALUE, -1e-300, 5.116878};
    MetricsFile metrics = new MetricsFile();
    for (int i = 0; i < values.length; i++) {
      metrics.put("v" + i, values[i]);
    }
    JsonObject read = JsonParser.parseString(metrics.toJson()).getAsJsonObject();

    for (int i = 0; i < values.length; i++) {
      assertThat(read.get("v" + i).getAsDouble()).isEqualTo(values[i]);
    }
  }

  @Test
  void whatJsonCannotSayIsRefusedByName() {
    MetricsFile metrics = new MetricsFile().put("loss", 1.5);
    assertThatThrownBy(() -> metrics.put("val_loss", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("val_loss must be finite, but is NaN");
    assertThatThrownBy(() -> metrics.put("val_loss", Double.NEGATIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("val_loss must be finite, but is -Infinity");
    assertThatThrownBy(() -> metrics.put("data", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data must be given, but is null");
    assertThatThrownBy(() -> metrics.put("loss", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must differ from the others, but is loss");
    assertThat(metrics.values()).containsOnlyKeys("loss");
  }
}
