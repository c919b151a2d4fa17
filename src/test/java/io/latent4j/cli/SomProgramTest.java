package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** The commands som and projector from outside. */
class SomProgramTest {

  @TempDir Path folder;

  private final InProcess inProcess = new InProcess();

  private static float[] values(Path file) {
    try (Samples array = Npy.read(file)) {
      return array.toFloats();
    }
  }

  @Test
  void coloursGetAMapAndTheSameBytesForTheSameSeed() throws Exception {
    Program.Outcome outcome = Program.run(folder, "som --data colors --radius 10");

    assertThat(outcome.err().lines().filter(line -> !line.matches("pass \\d+/400  .*"))).isEmpty();
    assertThat(outcome.status()).isZero();
    Path out = folder.resolve("output").resolve("som");
    assertThat(ProgramTest.names(out))
        .contains(
            "components.png",
            "hits.npy",
            "hits.png",
            "learning_curve.png",
            "map.png",
            "metrics.json",
            "model",
            "report.html",
            "u_matrix.npy",
            "u_matrix.png",
            "weights.npy",
            "winners.npy");
    assertThat(ProgramTest.shapeOf(out.resolve("weights.npy"))).isEqualTo(Shape.of(30, 30, 3));
    assertThat(ProgramTest.shapeOf(out.resolve("winners.npy"))).isEqualTo(Shape.of(16, 2));
    assertThat(ProgramTest.shapeOf(out.resolve("u_matrix.npy"))).isEqualTo(Shape.of(30, 30));
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("quantization_error").getAsDouble()).isLessThan(0.001);
    assertThat(metrics.get("topographic_error").getAsDouble()).isLessThan(0.05);
    assertThat(metrics.get("seconds").getAsDouble()).isPositive();

    Path again = folder.resolve("again");
    assertThat(inProcess.run("som", "--data", "colors", "--radius", "10", "--out", again + ""))
        .isZero();
    for (String array : List.of("weights.npy", "winners.npy", "u_matrix.npy", "hits.npy")) {
      assertThat(again.resolve(array)).hasSameBinaryContentAs(out.resolve(array));
    }
    // Each colour is, but for rounding, the weights of its winner.
    float[] winners = values(out.resolve("winners.npy"));
    float[] weights = values(out.resolve("weights.npy"));
    int red = (int) (winners[4] * 30 + winners[5]) * 3;
    assertThat(weights[red]).isBetween(0.999f, 1.001f);
    assertThat(weights[red + 1]).isBetween(-0.001f, 0.001f);
  }

  @Test
  void heldOutSamplesGetFiguresAndImagesBecomePrototypes() throws IOException {
    String command =
        "som --data digits --limit 200 --grid 4x6 --mode batch --iterations 5 --toroid"
            + " --topology hexagonal --neighbourhood bubble --validation 0.2 --test digits --out ";
    assertThat(inProcess.run((command + folder.resolve("x")).split(" "))).isZero();

    Path out = folder.resolve("x");
    assertThat(ProgramTest.metrics(out).keySet())
        .contains("val_quantization_error", "val_topographic_error", "test_quantization_error");
    assertThat(ProgramTest.shapeOf(out.resolve("winners.npy"))).isEqualTo(Shape.of(200, 2));
    assertThat(out.resolve("prototypes.png")).exists();
    float hits = 0;
    for (float count : values(out.resolve("hits.npy"))) {
      hits += count;
    }
    assertThat(hits).isEqualTo(200);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals can be sent to a process there")
  void interruptKeepsTheMapSoFar() throws Exception {
    Program.Outcome outcome =
        Program.start(folder, "som --data iris --grid 5x5 --iterations 100000000 --out out")
            .awaitMessage("pass ")
            .interrupt()
            .outcome();

    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.err()).endsWith("latent4j: interrupted; what was best so far is in out\n");
    Path out = folder.resolve("out");
    assertThat(ProgramTest.metrics(out).get("iterations").getAsInt()).isBetween(1, 99_999_999);
    assertThat(ProgramTest.shapeOf(out.resolve("weights.npy"))).isEqualTo(Shape.of(5, 5, 4));
  }

  @Test
  void projectorTakesAnEmbeddingItsImagesAndTheirLabels() throws IOException {
    Path embedding = folder.resolve("code.npy");
    float[] points = new float[2 * 20];
    points[39] = 7;
    Npy.write(embedding, points, 20, 2);
    String command = "projector --embedding " + embedding + " --images digits --limit 20 --out ";
    assertThat(inProcess.run((command + folder.resolve("run")).split(" "))).isZero();

    Path run = folder.resolve("run");
    assertThat(ProgramTest.names(run))
        .contains("metrics.json", "report.html", "sprite.png", "tensors.tsv");
    assertThat(Files.readAllLines(run.resolve("tensors.tsv"))).hasSize(20).endsWith("0.0\t7.0");
    assertThat(Files.readAllLines(run.resolve("metadata.tsv")))
        .hasSize(21)
        .startsWith("label\tindex", "0\t0", "1\t1");
    assertThat(Files.readString(run.resolve("projector_config.pbtxt")))
        .contains("tensor_name: \"code\"", "single_image_dim: 8");
    assertThat(ProgramTest.metrics(run).get("points").getAsInt()).isEqualTo(20);
  }
}
