package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.latent4j.data.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private double figure(String name) {
    return JsonParser.parseString(program.out()).getAsJsonObject().get(name).getAsDouble();
  }

  @Test
  void headersOfTextsAreNotScored() throws IOException {
    Files.writeString(folder.resolve("truth.csv"), "species\nb\nb\na\na\nc\nc\n");
    Files.writeString(folder.resolve("predicted.csv"), "cluster\nx\ny\nx\ny\nz\nz\n");

    assertThat(run("predicted.csv")).isZero();
    assertThat(figure("nmi")).isCloseTo(0.579380164285695, within(1e-12));
    assertThat(figure("ari")).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(program.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // Of one file alone, c seems a header: nothing else occurs once.
    "c a a b b, x y x y x, 5",
    "x y x y x, c a a b b, 5",
    "0 1 1 2 2, c a a b b, 5",
    // Nothing repeats below the header of the other.
    "species b b a a, cluster 3.5 x y z, 4",
    "species b b a, 0 0 0 1, 3"
  })
  void theOtherFileTellsAHeader(String truth, String predicted, int samples) throws IOException {
    Files.writeString(folder.resolve("truth.csv"), truth.replace(' ', '\n'));
    Files.writeString(folder.resolve("predicted.csv"), predicted.replace(' ', '\n'));

    int status =
        program.run(
            "metrics",
            "--verbose",
            "--truth",
            folder.resolve("truth.csv").toString(),
            "--predicted",
            folder.resolve("predicted.csv").toString());
    assertThat(status).as(program.err()).isZero();
    assertThat(program.err())
        .contains(folder.resolve("truth.csv") + ": header: ")
        .contains(folder.resolve("predicted.csv") + ": header: ")
        .contains("latent4j: " + samples + " samples in ");
  }

  @Test
  void thereMayBeVeryManyClasses() throws IOException {
    int samples = 60_000;
    int[] truth = new int[samples];
    int[] predicted = new int[samples];
    for (int i = 0; i < samples; i++) {
      truth[i] = i % 20_000;
      predicted[i] = i % 20_000 / 2;
    }
    Npy.write(folder.resolve("truth.npy"), truth, samples);
    Npy.write(folder.resolve("predicted.npy"), predicted, samples);

    int status =
        program.run(
            "metrics",
            "--truth",
            folder.resolve("truth.npy").toString(),
            "--predicted",
            folder.resolve("predicted.npy").toString());
    assertThat(status).as(program.err()).isZero();
    assertThat(figure("accuracy")).isEqualTo(0.5);
    assertThat(figure("purity")).isEqualTo(0.5);
  }
}
