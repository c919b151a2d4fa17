package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** The commands tsne, isomap and lle. */
class ManifoldCommandsTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  /** Runs a command line in which @ is the folder of the test. */
  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  @Test
  void tsneWritesItsArrayFiguresPictureAndReport() throws IOException {
    int status = run("tsne --data digits --limit 150 --iterations 300 --out @/x");

    List<String> told = program.err().lines().toList();
    assertThat(told.get(0)).startsWith("iteration 50/300  kl_divergence ");
    assertThat(told.get(told.size() - 1)).startsWith("iteration 300/300  kl_divergence ");
    assertThat(status).isZero();
    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out))
        .contains("embedding.npy", "embedding.png", "metrics.json", "report.html");
    assertThat(ProgramTest.shapeOf(out.resolve("embedding.npy"))).isEqualTo(Shape.of(150, 2));
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("kl_divergence").getAsDouble()).isBetween(0.1, 2.0);
    assertThat(metrics.get("trustworthiness").getAsDouble()).isBetween(0.9, 1.0);
    assertThat(metrics.get("reduced_to").getAsInt()).isEqualTo(50);
    assertThat(metrics.get("perplexity")).isEqualTo(new JsonPrimitive(30.0));
    assertThat(metrics.get("features").getAsInt()).isEqualTo(64);
    assertThat(metrics.get("command").getAsString()).isEqualTo("tsne");
    assertThat(Files.readString(out.resolve("report.html"))).contains("t-SNE of digits");
  }

  @Test
  void tsneGivesTheSameBytesAndPlacesAnotherSource() throws IOException {
    String line =
        "tsne --data iris --validation blobs:n=20,features=4 --iterations 60 --method fft --out @/";
    assertThat(run(line + "a")).isZero();
    assertThat(run(line + "b")).isZero();

    assertThat(folder.resolve("a").resolve("embedding.npy"))
        .hasSameBinaryContentAs(folder.resolve("b").resolve("embedding.npy"));
    assertThat(ProgramTest.shapeOf(folder.resolve("a").resolve("val_embedding.npy")))
        .isEqualTo(Shape.of(20, 2));
  }

  @Test
  void umapPlacesTheTestAmongTheDataAndGivesTheSameBytesByAnyNumberOfThreads() throws IOException {
    String line = "umap --data iris --test blobs:n=20,features=4 --epochs 60 --out @/";
    assertThat(run(line + "a --threads 1")).isZero();
    assertThat(run(line + "b --threads 2")).isZero();

    Path out = folder.resolve("a");
    assertThat(ProgramTest.names(out))
        .contains(
            "embedding.npy",
            "embedding.png",
            "metrics.json",
            "report.html",
            "results.csv",
            "test_embedding.npy");
    assertThat(ProgramTest.shapeOf(out.resolve("test_embedding.npy"))).isEqualTo(Shape.of(20, 2));
    for (String array : List.of("embedding.npy", "test_embedding.npy")) {
      assertThat(out.resolve(array)).hasSameBinaryContentAs(folder.resolve("b").resolve(array));
    }
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("trustworthiness").getAsDouble()).isBetween(0.95, 1.0);
    assertThat(metrics.get("epochs").getAsInt()).isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"isomap", "lle"})
  void swissRollsAreShownBeforeAndAfter(String command) throws IOException {
    int status = run(command + " --data swiss-roll:n=400 --neighbors 8 --components 3 --out @/x");

    assertThat(program.err()).isEmpty();
    assertThat(status).isZero();
    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out))
        .contains(
            "before.png",
            "embedding.npy",
            "embedding.png",
            "embedding_3d.png",
            "metrics.json",
            "report.html");
    assertThat(ProgramTest.shapeOf(out.resolve("embedding.npy"))).isEqualTo(Shape.of(400, 3));
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("neighbors")).isEqualTo(new JsonPrimitive(8));
    assertThat(metrics.get("components")).isEqualTo(new JsonPrimitive(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "isomap|which are joined, each two by their nearest samples; more --neighbors may connect",
        "lle|which are shown each at about one place; more --neighbors may connect them"
      })
  void partsWithoutConnectionAreAWarning(String command, String words) throws IOException {
    assertThat(run(command + " --data iris --neighbors 5 --out @/x")).isZero();

    assertThat(program.err())
        .contains("latent4j: warning: 5 neighbours leave the samples in 2 parts, " + words);
    assertThat(ProgramTest.metrics(folder.resolve("x")).get("parts").getAsInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tsne --data iris --perplexity 150|--perplexity must be below the number of samples, 150,"
            + " but is 150",
        "tsne --data iris --perplexity 0|--perplexity must be a number of at least 1, but is '0'",
        "tsne --data iris --learning-rate -1|--learning-rate must be a positive number or auto,",
        "tsne --data iris --method tree|--method must be one of auto, exact, pairs, fft,",
        "tsne --data iris --method fft --components 3|--components must be at most 2 for method fft",
        "umap --data iris --neighbors 150|--neighbors must be below the number of samples, 150, but"
            + " is 150",
        "umap --data iris --neighbors 1|--neighbors must be at least 2, but is 1",
        "umap --data iris --min-dist 2|--min-dist must be between 0 and the spread, 1.0, but is 2.0",
        "umap --data iris --epochs 1.5|--epochs must be a whole number of at least 1, or auto, but",
        "umap --data iris --metric chebyshev|--metric must be one of euclidean, cosine, manhattan,",
        "tsne --data iris --limit 1|--data: samples must be at least 2, but are 1",
        "isomap --data iris --neighbors 150|--neighbors must be below the number of samples, 150,",
        "lle --data iris --components 150|--components must be below the number of samples, 150,"
      })
  void whatCannotBeIsRefusedAndLeavesNothing(String line, String message) {
    assertThat(run(line + " --out @/x")).isEqualTo(2);
    assertThat(program.err()).startsWith("latent4j: " + message);
    assertThat(program.err().lines()).hasSize(1);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void flyingApartIsAFailure() {
    assertThat(run("tsne --data iris --learning-rate 1e37 --out @/x")).isEqualTo(1);
    assertThat(program.err())
        .startsWith("latent4j: places must stay within 1000000.0 of the origin, but ");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void umapByANetworkIsSavedAndApplied() throws IOException {
    assertThat(run("umap --data iris --epochs 50 --parametric --test iris --out @/map")).isZero();
    Path out = folder.resolve("map");
    assertThat(ProgramTest.names(out))
        .contains(
            "embedding.npy",
            "embedding.png",
            "metrics.json",
            "model",
            "report.html",
            "results.csv",
            "test_embedding.npy");
    assertThat(out.resolve("test_embedding.npy"))
        .hasSameBinaryContentAs(out.resolve("embedding.npy"));
    assertThat(ProgramTest.metrics(out).get("loss").getAsDouble()).isPositive();

    assertThat(run("umap --data iris --model @/map/model --out @/again")).isZero();
    assertThat(folder.resolve("again").resolve("embedding.npy"))
        .hasSameBinaryContentAs(out.resolve("embedding.npy"));
    assertThat(run("kmeans --data iris --model @/map/model --out @/no")).isEqualTo(2);
    assertThat(program.err()).contains("a model of kmeans").contains("one of umap");
  }
}
