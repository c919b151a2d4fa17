package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.latent4j.data.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsCommandTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  private int run(String predicted) {
    return program.run(
        "metrics",
        "--truth",
        folder.resolve("truth.csv").toString(),
        "--predicted",
        folder.resolve(predicted).toString());
  }

  @Test
  void onlyTheJsonIsPrintedInFullPrecision() throws IOException {
    Files.writeString(folder.resolve("truth.csv"), "-5\n-5\n900\n900\n900\n7\n");
    Npy.write(folder.resolve("predicted.npy"), new int[] {1, 1, 0, 0, 1, 2}, 6);

    assertThat(run("predicted.npy")).isZero();
    JsonObject figures = JsonParser.parseString(program.out()).getAsJsonObject();
    assertThat(figures.keySet()).containsExactlyInAnyOrder("nmi", "ari", "accuracy", "purity");
    assertThat(figures.get("accuracy").getAsString()).isEqualTo("0.8333333333333334");
    assertThat(figures.get("purity").getAsDouble()).isEqualTo(5.0 / 6);
    assertThat(program.err()).isEmpty();
  }

  @Test
  void labelsMustBeAsManyAndThere() throws IOException {
    Files.writeString(folder.resolve("truth.csv"), "1\n2\n");
    Files.writeString(folder.resolve("predicted.csv"), "1\n2\n3\n");

    assertThat(run("predicted.csv")).isEqualTo(2);
    assertThat(program.err())
        .startsWith("latent4j: --predicted must have as many labels as --truth, 2, but ")
        .endsWith("predicted.csv has 3" + System.lineSeparator());
    assertThat(run("missing.csv")).isEqualTo(2);
    assertThat(program.out()).isEmpty();
  }
}
