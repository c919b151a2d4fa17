package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** What commands make of their flags and data. */
class CommandsTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  /** Runs a command line in which @ is the folder of the test. */
  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  @Test
  void separateValidationSamplesGetArraysOfTheirOwn() throws IOException {
    int status =
        run(
            "pca --data blobs:n=50,features=3 --validation blobs:n=20,features=3"
                + " --scale standard --out @/x");

    assertThat(status).isZero();
    Path out = folder.resolve("x");
    assertThat(ProgramTest.shapeOf(out.resolve("embedding.npy"))).isEqualTo(Shape.of(50, 2));
    assertThat(ProgramTest.shapeOf(out.resolve("val_embedding.npy"))).isEqualTo(Shape.of(20, 2));
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("val_reconstruction_mse").getAsDouble()).isPositive();
    assertThat(metrics.get("scale_factor").getAsJsonArray()).hasSize(3);
  }

  @Test
  void trainingThatDivergesIsAFailureThatChangesNothing() throws IOException {
    Path old = Files.createDirectories(folder.resolve("out")).resolve("metrics.json");
    Files.writeString(old, "old");
    int status = run("autoencoder --data iris --layers 8,2 --learning-rate 1e30 --out @/out");

    assertThat(status).isEqualTo(1);
    assertThat(program.out()).isEmpty();
    assertThat(program.err().lines().reduce((first, last) -> last).orElseThrow())
        .startsWith("latent4j: loss must be finite, but is ");
    assertThat(program.err()).doesNotContain("\tat ");
    assertThat(ProgramTest.names(old.getParent())).containsExactly("metrics.json");
    assertThat(old).hasContent("old");

    run("autoencoder --data iris --layers 8,2 --learning-rate 1e30 --out @/new/out");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void whatTrainingRefusesNamesTheFlag() {
    String layers = "autoencoder --data iris --epochs 1 --out @/x --layers ";
    assertThat(run(layers + "2 --loss bce")).isEqualTo(2);
    assertThat(program.err()).contains("--loss bce needs samples between 0 and 1, but ");
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(run(layers + "2")).isZero();
    assertThat(run(layers + "3 --resume")).isEqualTo(2);
    assertThat(program.err())
        .contains("x/checkpoint has a training of other settings: layers is [2] and not [3]");
    // Another seed draws other samples to hold out, of which nothing needs to be said.
    assertThat(run(layers + "2 --seed 7 --resume")).isEqualTo(2);
    assertThat(program.err())
        .contains("of other settings: seed is 42 and not 7")
        .doesNotContain("hash");
  }

  @Test
  void samplesThatHaveNoComponentsAreRefused() throws IOException {
    Files.writeString(folder.resolve("same.csv"), "1,2\n".repeat(5));
    assertThat(run("pca --data @/same.csv --components 1 --out @/x")).isEqualTo(2);
    assertThat(program.err()).contains("--data: samples must vary, ");
    assertThat(run("pca --data iris --limit 1 --components 1 --out @/x")).isEqualTo(2);
    assertThat(program.err()).contains("--data: samples must be at least 2, but are 1");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void sharesOfVarianceAndLabelsFromAFileWork() throws IOException {
    Path labels = folder.resolve("labels.csv");
    Files.writeString(labels, "kind\n" + "a\nb\nb\n".repeat(50));
    int status =
        run("pca --data iris --labels @/labels.csv --components 0.95 --validation 0.2 --out @/x");

    assertThat(status).isZero();
    JsonObject metrics = ProgramTest.metrics(folder.resolve("x"));
    assertThat(metrics.get("components").getAsInt()).isEqualTo(2);
    assertThat(metrics.get("explained_variance_share").getAsDouble()).isGreaterThan(0.95);
    // What is held out is embedded too, in its place.
    assertThat(ProgramTest.shapeOf(folder.resolve("x").resolve("embedding.npy")))
        .isEqualTo(Shape.of(150, 2));
    assertThat(folder.resolve("x").resolve("val_embedding.npy")).doesNotExist();
  }

  @Test
  void clustersOfACodeAreComparedWithTheLabels() throws IOException {
    String blobs = "autoencoder --data blobs:n=240,centers=3,features=4,std=0.1 --layers 2";
    assertThat(run(blobs + " --scale standard --epochs 30 --out @/blobs")).isZero();

    JsonObject metrics = ProgramTest.metrics(folder.resolve("blobs"));
    assertThat(metrics.get("kmeans_nmi").getAsDouble()).isEqualTo(1);
    assertThat(metrics.get("val_kmeans_nmi").getAsDouble()).isEqualTo(1);

    assertThat(run("autoencoder --data uniform:n=50 --layers 2 --epochs 1 --out @/none")).isZero();
    assertThat(ProgramTest.metrics(folder.resolve("none")).keySet()).doesNotContain("kmeans_nmi");
  }

  @Test
  void demoHasAFolderForEachPartAndAPageWithEverything() throws IOException {
    int status = run("demo --limit 100 --out @/demo");

    assertThat(status).isZero();
    Path demo = folder.resolve("demo");
    assertThat(ProgramTest.names(demo))
        .containsExactly(
            "autoencoder", "dec", "kmeans", "metrics.json", "pca", "report.html", "tsne", "vae");
    assertThat(ProgramTest.metrics(demo).keySet())
        .contains("pca_reconstruction_mse", "kmeans_nmi", "tsne_trustworthiness", "dec_accuracy")
        .contains("autoencoder_val_loss", "autoencoder_val_kmeans_nmi", "samples", "seconds")
        .contains("vae_reconstruction_loss", "vae_val_kl_divergence");
    assertThat(ProgramTest.metrics(demo.resolve("pca")).get("command").getAsString())
        .isEqualTo("pca");
    assertThat(ProgramTest.shapeOf(demo.resolve("pca").resolve("embedding.npy")))
        .isEqualTo(Shape.of(100, 3));
    assertThat(ProgramTest.shapeOf(demo.resolve("autoencoder").resolve("code.npy")))
        .isEqualTo(Shape.of(100, 2));
    assertThat(demo.resolve("autoencoder").resolve("model").resolve("saved_model.pb")).exists();
    assertThat(ProgramTest.shapeOf(demo.resolve("vae").resolve("generated.npy")))
        .isEqualTo(Shape.of(100, 64));
    assertThat(Files.readString(demo.resolve("report.html")))
        .contains("pca/model/ is a SavedModel", "autoencoder/model/ is a SavedModel")
        .contains("Principal components of digits", "Clusters of digits by k-means")
        .contains("t-SNE of digits", "Autoencoder of digits");
    assertThat(program.out()).contains("part", "autoencoder  val_loss", "results in ");
  }
}
