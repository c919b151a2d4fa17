package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.engine.Versions;
import io.latent4j.files.ResultFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** The program from outside: exit statuses, messages, files. */
class ProgramTest {

  @TempDir Path folder;

  /** What is in a folder, but for the list of the run's files. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(ResultFolder.MANIFEST))
          .sorted()
          .toList();
    }
  }

  static Shape shapeOf(Path file) {
    try (Samples array = Npy.read(file)) {
      return array.shape();
    }
  }

  static JsonObject metrics(Path folder) throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("metrics.json")))
        .getAsJsonObject();
  }

  @Test
  void pcaWritesItsArraysFiguresPicturesAndReport() throws Exception {
    Program.Outcome outcome = Program.run(folder, "pca --data digits --components 3");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .contains("reconstruction_mse")
        .contains("results in " + Path.of("output", "pca"));
    Path out = folder.resolve("output").resolve("pca");
    assertThat(names(out.getParent())).containsExactly("pca");
    assertThat(names(out))
        .contains(
            "components.npy",
            "components.png",
            "embedding.npy",
            "embedding.png",
            "embedding_3d.png",
            "explained_variance.npy",
            "explained_variance_ratio.npy",
            "mean.npy",
            "metrics.json",
            "model",
            "report.html",
            "scree.png",
            "singular_values.npy");
    assertThat(shapeOf(out.resolve("embedding.npy"))).isEqualTo(Shape.of(1797, 3));
    assertThat(shapeOf(out.resolve("components.npy"))).isEqualTo(Shape.of(3, 64));
    assertThat(shapeOf(out.resolve("mean.npy")).size()).isEqualTo(64);
    assertThat(ImageIO.read(out.resolve("embedding_3d.png").toFile()).getWidth())
        .isGreaterThan(500);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("latent4j pca --data digits --components 3")
        .contains("a SavedModel with the functions transform, inverse_transform")
        .contains("reconstruction_mse");

    JsonObject metrics = metrics(out);
    assertThat(metrics.keySet())
        .contains("reconstruction_mse", "seconds", "scale_offset", "scale_factor");
    assertThat(metrics.get("samples").getAsInt()).isEqualTo(1797);
    assertThat(metrics.get("features").getAsInt()).isEqualTo(64);
    assertThat(metrics.get("seed").getAsInt()).isEqualTo(42);
    assertThat(metrics.get("data").getAsString()).isEqualTo("digits");
    assertThat(metrics.get("command").getAsString()).isEqualTo("pca");
    assertThat(metrics.get("version").getAsString()).isEqualTo(Versions.current().latent4j());
    assertThat(metrics.get("scale_factor").getAsDouble()).isEqualTo(1 / 16.0);
  }

  @Test
  void autoencoderGivesTheSameBytesForTheSameSeedAndKeepsOtherFiles() throws Exception {
    Path kept = Files.createDirectories(folder.resolve("first")).resolve("kept.txt");
    Files.writeString(kept, "mine");
    Files.writeString(folder.resolve("first").resolve("code.npy"), "old");
    String command =
        "autoencoder --data digits --limit 300 --layers 16,4 --epochs 3 --batch 50"
            + " --validation 0.2 --test digits --seed 7 --out ";
    Program.Outcome outcome = Program.run(folder, command + "first");

    assertThat(outcome.status()).isZero();
    // Nothing but the program's own lines, of the first and the last epoch: TensorFlow is silent.
    assertThat(outcome.err().lines())
        .hasSizeBetween(2, 3)
        .allMatch(line -> line.matches("epoch \\d/3  loss \\S+  val_loss \\S+"));

    Path out = folder.resolve("first");
    assertThat(kept).hasContent("mine");
    assertThat(names(out))
        .contains(
            "checkpoint",
            "code.npy",
            "code.png",
            "filters.png",
            "history.npy",
            "kept.txt",
            "learning_curve.png",
            "metrics.json",
            "model",
            "reconstruction.npy",
            "reconstructions.png",
            "report.html");
    assertThat(shapeOf(out.resolve("code.npy"))).isEqualTo(Shape.of(300, 4));
    assertThat(shapeOf(out.resolve("reconstruction.npy"))).isEqualTo(Shape.of(300, 64));
    assertThat(shapeOf(out.resolve("history.npy"))).isEqualTo(Shape.of(3, 2));

    // And once more, in this process.
    String again = command + folder.resolve("second");
    assertThat(new InProcess().run(again.split(" "))).isZero();
    for (String file :
        List.of(
            "code.npy",
            "reconstruction.npy",
            "history.npy",
            "model/saved_model.pb",
            "model/assets/preprocessing.json",
            "model/variables/variables.data-00000-of-00001")) {
      assertThat(folder.resolve("second").resolve(file)).hasSameBinaryContentAs(out.resolve(file));
    }
    JsonObject metrics = metrics(out);
    assertThat(metrics.get("epochs").getAsInt()).isEqualTo(3);
    try (Samples history = Npy.read(out.resolve("history.npy"))) {
      float lastValidationLoss = history.row(2)[1];
      assertThat(metrics.get("val_loss").getAsDouble()).isCloseTo(lastValidationLoss, within(1e-7));
    }
    assertThat(metrics.get("test_loss").getAsDouble()).isBetween(0.01, 1.0);
  }

  @Test
  void wrongInputIsRefusedInOneLineAndLeavesNothing() throws Exception {
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, "1,2\n3,nan\n");
    Program.Outcome outcome = Program.run(folder, "pca --data bad.csv --out out");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).startsWith("latent4j: bad.csv: ");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals can be sent to a process there")
  void signalStopsTrainingKeepsTheBestAndSaysWhere() throws Exception {
    Program.Outcome outcome =
        Program.start(
                folder,
                "autoencoder --data digits --layers 32,3 --epochs 1000000 --patience 0 --out out")
            .awaitMessage("epoch 1/")
            .interrupt()
            .outcome();

    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.err()).endsWith("latent4j: interrupted; what was best so far is in out\n");
    JsonObject metrics = metrics(folder.resolve("out"));
    int epochs = metrics.get("epochs").getAsInt();
    assertThat(epochs).isBetween(1, 999_999);
    assertThat(metrics.get("training_ended").getAsString()).isEqualTo("interrupted");
    assertThat(shapeOf(folder.resolve("out").resolve("history.npy")))
        .isEqualTo(Shape.of(epochs, 2));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals can be sent to a process there")
  void signalBeforeThereIsAnythingToKeepEndsAtOnceAndLeavesNothing() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    // Far more than a pipe holds, and more to come: the program waits for it.
    byte[] rows = "1,2\n3,4\n".repeat(1 << 17).getBytes(StandardCharsets.UTF_8);
    Program.Outcome outcome =
        Program.start(folder, List.of("-Djava.io.tmpdir=" + temporary), "pca --data - --out out")
            .send(rows)
            .signal("TERM")
            .outcome();

    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.err())
        .isEqualTo("latent4j: interrupted before there was anything to keep\n");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(ProgramTest.names(temporary)).isEmpty();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals can be sent to a process there")
  void signalDuringPcaKeepsThatOfTheSamplesSoFar() throws Exception {
    Program.Outcome outcome =
        Program.start(
                folder,
                "pca --data uniform:n=50000,features=1500 --solver gram --out out --verbose")
            .awaitMessage("mlir_graph_optimization_pass") // TensorFlow's, as it begins to add up
            .signal("TERM")
            .outcome();

    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.err()).endsWith("latent4j: interrupted; what was best so far is in out\n");
    Matcher ended =
        Pattern.compile("decomposition ended after (\\d+) of 50000: interrupted")
            .matcher(outcome.err());
    assertThat(ended.find()).as(outcome.err()).isTrue();
    assertThat(Integer.parseInt(ended.group(1))).isBetween(2, 49_999);
    JsonObject metrics = metrics(folder.resolve("out"));
    assertThat(metrics.get("interrupted").getAsBoolean()).isTrue();
    assertThat(shapeOf(folder.resolve("out").resolve("embedding.npy")))
        .isEqualTo(Shape.of(50_000, 2));
  }

  @Test
  void versionNamesAllThreeAndNothingElseIsSaid() throws Exception {
    Program.Outcome outcome = Program.run(folder, "--version");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("Latent4J " + Versions.current().latent4j()),
            line -> assertThat(line).matches("TensorFlow \\d+\\.\\d+\\.\\d+ \\(.*\\)"),
            line -> assertThat(line).startsWith("Java " + Runtime.version().feature()));
  }
}
