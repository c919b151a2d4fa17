package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** The command dec, and the number of clusters that is found. */
class DeepClusteringCommandsTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  /** Runs a command line in which @ is the folder of the test. */
  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  @Test
  void decWritesItsArraysFiguresPicturesAndModel() throws IOException {
    int status =
        run(
            "dec --data digits --limit 300 --method dec --layers 32,5 --pretrain-epochs 3"
                + " --batch 64 --epochs 2 --update-interval 3 --tolerance 0"
                + " --test digits --out @/x");

    assertThat(status).as(program.err()).isZero();
    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out))
        .contains(
            "cards.png",
            "centers.npy",
            "checkpoint",
            "code.npy",
            "code.png",
            "history.npy",
            "labels.npy",
            "learning_curve.png",
            "metrics.json",
            "model",
            "probabilities.npy",
            "report.html",
            "test_labels.npy",
            "updates.npy",
            "updates.png");
    assertThat(ProgramTest.shapeOf(out.resolve("labels.npy"))).isEqualTo(Shape.of(300, 1));
    assertThat(ProgramTest.shapeOf(out.resolve("code.npy"))).isEqualTo(Shape.of(300, 5));
    assertThat(ProgramTest.shapeOf(out.resolve("centers.npy"))).isEqualTo(Shape.of(10, 5));
    assertThat(ProgramTest.shapeOf(out.resolve("probabilities.npy"))).isEqualTo(Shape.of(300, 10));
    assertThat(ProgramTest.shapeOf(out.resolve("test_labels.npy"))).isEqualTo(Shape.of(1797, 1));
    assertThat(ProgramTest.shapeOf(out.resolve("history.npy"))).isEqualTo(Shape.of(3, 2));
    assertThat(ProgramTest.shapeOf(out.resolve("updates.npy"))).isEqualTo(Shape.of(4, 6));
    JsonObject metrics = ProgramTest.metrics(out);
    for (String name :
        new String[] {
          "nmi",
          "ari",
          "accuracy",
          "kmeans_nmi",
          "kmeans_ari",
          "kmeans_accuracy",
          "val_nmi",
          "test_accuracy",
          "clusters",
          "reseeded",
          "label_change"
        }) {
      assertThat(metrics.get(name).getAsDouble()).as(name).isBetween(0.0, 10.0);
    }
    assertThat(metrics.get("clusters").getAsInt()).isBetween(2, 10);
    assertThat(metrics.get("option_update_interval").getAsInt()).isEqualTo(3);
    assertThat(Files.readString(out.resolve("report.html"))).contains("doubtful");

    assertThat(run("dec --data digits --limit 300 --model @/x/model --out @/again")).isZero();
    assertThat(folder.resolve("again").resolve("probabilities.npy"))
        .hasSameBinaryContentAs(out.resolve("probabilities.npy"));
  }

  @Test
  void decRefusesWhatCannotBe() {
    assertThat(run("dec --data iris --limit 8 --out @/no")).isEqualTo(2);
    assertThat(program.err())
        .contains("--clusters must be between 1 and the number of samples, 8, but is 10");
    assertThat(run("dec --data iris --augment --out @/no")).isEqualTo(2);
    assertThat(program.err()).contains("--augment must be off for samples that are no images");
    assertThat(run("dec --data iris --limit 15 --out @/no")).isEqualTo(2);
    assertThat(program.err())
        .contains("--neighbors must be below the number of samples, 15, but is 20");
    assertThat(run("dec --data iris --method deep --out @/no")).isEqualTo(2);
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void kMeansSaysHowManyClustersThereAreOrThatThereAreNone() throws IOException {
    assertThat(run("kmeans --data uniform:n=200,features=2 --clusters auto --out @/none")).isZero();
    assertThat(program.err()).contains("no clusters here: no number of them is tighter");
    assertThat(ProgramTest.metrics(folder.resolve("none")).get("clusters").getAsInt()).isOne();

    assertThat(run("kmeans --data iris --limit 3 --clusters auto --out @/few")).isZero();
    assertThat(program.err()).contains("no clusters here: there are too few different samples");

    assertThat(run("kmeans --data iris --clusters auto --out @/iris")).isZero();
    assertThat(ProgramTest.metrics(folder.resolve("iris")).get("clusters").getAsInt()).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("iris").resolve("report.html"))).contains("medoid");
  }

  @Test
  void gmmSaysThatThereAreNoClusters() throws IOException {
    assertThat(run("gmm --data uniform:n=200,features=2 --components auto --out @/none")).isZero();
    assertThat(program.err()).contains("no clusters here");
    assertThat(ProgramTest.metrics(folder.resolve("none")).get("components").getAsInt()).isOne();
  }
}
