package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.latent4j.cli.reproduce.PublishedFigure;
import io.latent4j.cli.reproduce.PublishedFigures;
import io.latent4j.cli.reproduce.Reproduction;
import io.latent4j.cli.run.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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
    assertThat(program.err())
        .isEqualTo(
            "latent4j: --only: must be names that --list shows, but one is 'brain'"
                + System.lineSeparator());
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** Trained and scored with each seed; what is complete stays. */
  @Test
  void generatorsAreTrainedAndThenScored() throws IOException {
    PublishedFigure figure =
        new PublishedFigure(
            "tiny",
            words("autoencoder --data digits --layers 16,6 --epochs 3 --generate 300"),
            words("score --real digits --generated GENERATED"),
            "frechet_ratio",
            List.of("precision", "class_entropy"),
            "",
            "");
    Path run = folder.resolve("out/tiny/seed-3");

    assertThat(scored(figure)).contains("tiny").contains("class_entropy");
    JsonObject own = ProgramTest.metrics(run);
    JsonObject generator = ProgramTest.metrics(run.resolve("generator"));
    assertThat(ProgramTest.shapeOf(run.resolve("generator/generated.npy")).get(0)).isEqualTo(300);
    assertThat(generator.get("option_epochs").getAsInt()).isEqualTo(3);
    assertThat(own.get("generated_samples").getAsInt()).isEqualTo(300);
    assertThat(own.get("samples").getAsInt()).isEqualTo(1000); // --limit is of both
    assertThat(own.get("seed").getAsInt()).isEqualTo(42);
    assertThat(generator.get("seed").getAsInt()).isEqualTo(3);
    JsonObject table = metrics();
    assertThat(table.get("tiny")).isEqualTo(own.get("frechet_ratio"));
    assertThat(table.get("tiny_precision")).isEqualTo(own.get("precision"));
    assertThat(table.get("tiny_seconds").getAsDouble())
        .isEqualTo(own.get("seconds").getAsDouble() + generator.get("seconds").getAsDouble());
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("All generators on one scale");

    byte[] made = Files.readAllBytes(run.resolve("generator/metrics.json"));
    Files.delete(run.resolve("reproduced.txt"));
    scored(figure);
    assertThat(Files.readAllBytes(run.resolve("generator/metrics.json"))).isEqualTo(made);
    assertThat(ProgramTest.metrics(run).get("frechet_ratio")).isEqualTo(own.get("frechet_ratio"));
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }

  private String scored(PublishedFigure figure) throws IOException {
    List<String> shared = List.of("--data-dir", folder.resolve("data").toString());
    Reproduction reproduction =
        new Reproduction(
            InProcess.host(OutputStream.nullOutputStream(), OutputStream.nullOutputStream()),
            (host, line) -> new Latent4j(host).run(line),
            folder.resolve("out"),
            new Reproduction.Seeds(3, 1),
            OptionalInt.empty(),
            List.of("--limit", "1000"),
            shared);
    try (Result table = reproduction.of(List.of(figure))) {
      assertThat(Reproduction.hasFailures(table)).isFalse();
      return Reproduction.scores(table).orElseThrow().toString();
    }
  }

  /** Also where help is asked for, flags and values that there aren't are refused. */
  @Test
  void everyCommandLineIsUnderstood() {
    for (PublishedFigure figure : PublishedFigures.all()) {
      List<String> line = new ArrayList<>(figure.command());
      line.add("--help");
      assertThat(program.run(line.toArray(new String[0]))).as(figure.name()).isZero();
      if (!figure.then().isEmpty()) {
        List<String> then = new ArrayList<>(figure.then());
        then.replaceAll(word -> word.equals("GENERATED") ? "digits" : word); // a file later on
        then.add("--help");
        assertThat(program.run(then.toArray(new String[0]))).as(figure.name()).isZero();
      }
    }
  }
}
