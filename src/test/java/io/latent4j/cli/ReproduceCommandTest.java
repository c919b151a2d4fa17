package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.latent4j.cli.reproduce.PublishedFigure;
import io.latent4j.cli.reproduce.PublishedFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {
  @TempDir Path folder;

  private final InProcess program = new InProcess();

  private int reproduce(String flags) {
    String line = "reproduce --out " + folder.resolve("out") + " " + flags;
    return program.run(line.split(" "));
  }

  private JsonObject metrics() throws IOException {
    return ProgramTest.metrics(folder.resolve("out"));
  }

  @Test
  void runsEachSeedOnceAndTabulatesThem() throws IOException {
    assertThat(reproduce("--only elbow")).isZero();
    assertThat(metrics().get("elbow").getAsDouble()).isEqualTo(3);
    assertThat(metrics().get("elbow_seeds").getAsInt()).isEqualTo(1);
    Path first = folder.resolve("out/elbow/seed-42/metrics.json");
    byte[] kept = Files.readAllBytes(first);

    assertThat(reproduce("--only elbow --seeds 2")).isZero();
    assertThat(program.err()).containsOnlyOnce("elbow, seed 42: there already");
    assertThat(Files.readAllBytes(first)).isEqualTo(kept);
    assertThat(metrics().get("elbow_seeds").getAsInt()).isEqualTo(2);
    assertThat(metrics().get("elbow_deviation").getAsDouble()).isZero();
    assertThat(program.out()).contains("3.00000 +- 0.00000 (2 seeds)");
  }

  @Test
  void otherSettingsAreRunAnewAndTold() throws IOException {
    assertThat(reproduce("--only elbow")).isZero();
    assertThat(reproduce("--only elbow --limit 60")).isZero();

    assertThat(program.err()).doesNotContain("there already");
    assertThat(metrics().get("elbow_difference").getAsString()).endsWith("run with --limit 60");
  }

  @Test
  void aFailureStaysInTheTable() throws IOException {
    Path nothing = folder.resolve("nothing");
    String unreachable = " --mirror http://127.0.0.1:1/ --data-dir " + nothing;
    assertThat(reproduce("--only pca,elbow" + unreachable)).isEqualTo(1);

    assertThat(metrics().get("elbow").getAsDouble()).isEqualTo(3);
    assertThat(metrics().has("pca")).isFalse();
    assertThat(metrics().get("pca_failure").getAsString()).contains("http://127.0.0.1:1/");
    assertThat(program.out()).contains("failed: ");
  }

  @Test
  void refusesWhatItDoesNotHave() {
    assertThat(reproduce("--only pca,brain")).isEqualTo(2);
    assertThat(program.err()).contains("--only").contains("but is 'brain'");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** Also where help is asked for, flags and values that there aren't are refused. */
  @Test
  void everyCommandLineIsUnderstood() {
    for (PublishedFigure figure : PublishedFigures.all()) {
      List<String> line = new ArrayList<>(figure.command());
      line.add("--help");
      assertThat(program.run(line.toArray(new String[0]))).as(figure.name()).isZero();
    }
  }
}
