package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** The command score. */
class ScoreCommandTest {

  @TempDir static Path folder;

  private final InProcess program = new InProcess();

  /** Digits with a little noise, scaled to [0, 1], as a generator writes them. */
  @BeforeAll
  static void generate() throws IOException {
    try (Samples digits = new DataCatalog(folder).samples("digits")) {
      Random random = new Random(3);
      float[] values = new float[200 * 64];
      for (int i = 0; i < 200; i++) {
        float[] row = digits.row(random.nextInt(digits.count()));
        for (int j = 0; j < 64; j++) {
          values[i * 64 + j] = Math.max(0, row[j] / 16 + 0.05f * (float) random.nextGaussian());
        }
      }
      Npy.write(folder.resolve("g.npy"), values, 200, 64);
      Npy.write(folder.resolve("narrow.npy"), new float[200 * 3], 200, 3);
      Npy.write(folder.resolve("few.npy"), new float[5 * 64], 5, 64);
      float[] large = values.clone();
      for (int i = 0; i < large.length; i++) {
        large[i] *= 255;
      }
      Npy.write(folder.resolve("large.npy"), large, 200, 64);
    }
  }

  /** Runs a command line in which @ is the folder of the test. */
  private int run(String line) {
    String whole = "score " + line + " --data-dir @/data";
    return program.run(whole.replace("@", folder.toString()).split(" "));
  }

  @Test
  void digitsAreScoredInTheFeaturesOfTheirClassifier() throws IOException {
    assertThat(run("--real digits --generated @/g.npy --out @/a")).isZero();
    assertThat(run("--real digits --generated @/g.npy --out @/b")).isZero();

    Path out = folder.resolve("a");
    assertThat(ProgramTest.names(out))
        .contains(
            "calibration.png",
            "classes.png",
            "metrics.json",
            "nearest.npy",
            "nearest.png",
            "report.html");
    assertThat(ProgramTest.shapeOf(out.resolve("nearest.npy")))
        .isEqualTo(Shape.of(200, 1)); // one axis in the file
    assertThat(out.resolve("nearest.npy"))
        .hasSameBinaryContentAs(folder.resolve("b").resolve("nearest.npy"));
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(number(metrics, "frechet_ratio"))
        .isCloseTo(number(metrics, "frechet") / number(metrics, "frechet_floor"), within(1e-9));
    for (String name :
        new String[] {"one_nn_accuracy", "copied", "precision", "recall", "coverage"}) {
      assertThat(number(metrics, name)).as(name).isBetween(0.0, 1.0);
    }
    assertThat(number(metrics, "density")).isGreaterThan(0.5);
    assertThat(number(metrics, "class_entropy")).isBetween(2.1, Math.log(10));
    assertThat(number(metrics, "smallest_class_share")).isBetween(0.02, 0.1);
    assertThat(number(metrics, "mean_confidence")).isBetween(0.8, 1.0);
    assertThat(number(metrics, "classifier_accuracy")).isBetween(0.95, 1.0);
    assertThat(number(metrics, "frechet_noise")).isGreaterThan(5 * number(metrics, "frechet_real"));
    assertThat(metrics.get("samples").getAsInt()).isEqualTo(1797);
    assertThat(metrics.get("generated_samples").getAsInt()).isEqualTo(200);
    JsonObject again = ProgramTest.metrics(folder.resolve("b"));
    for (String name : metrics.keySet()) {
      if (!name.equals("seconds")) {
        assertThat(again.get(name)).as(name).isEqualTo(metrics.get(name));
      }
    }
    assertThat(Files.readString(out.resolve("report.html"))).contains("frechet_missing_class");
  }

  @Test
  void aClassifierThatIsGivenIsUsed() throws IOException {
    assertThat(run("--real digits --generated @/g.npy --out @/c")).isZero();
    Path kept;
    try (var folders = Files.list(folder.resolve("data").resolve("score"))) {
      kept = folders.filter(path -> path.toString().contains("classifier")).findFirst().get();
    }
    assertThat(run("--real digits --generated @/g.npy --out @/d --model " + kept)).isZero();

    JsonObject metrics = ProgramTest.metrics(folder.resolve("d"));
    JsonObject expected = ProgramTest.metrics(folder.resolve("c"));
    assertThat(metrics.get("frechet")).isEqualTo(expected.get("frechet"));
    assertThat(metrics.get("classifier_accuracy")).isEqualTo(expected.get("classifier_accuracy"));
  }

  @Test
  void vectorsAreScoredAsTheyAre() throws IOException {
    String blobs = "blobs:n=300,centers=3,features=2,std=0.5";
    assertThat(run("--real " + blobs + " --generated " + blobs + " --features none --out @/e"))
        .isZero();

    JsonObject metrics = ProgramTest.metrics(folder.resolve("e"));
    assertThat(number(metrics, "copied")).isEqualTo(1);
    assertThat(number(metrics, "one_nn_accuracy")).isZero();
    assertThat(number(metrics, "frechet")).isLessThan(1e-9);
    assertThat(metrics.has("class_entropy")).isFalse();
    assertThat(metrics.get("features_of").getAsString()).isEqualTo("none");
  }

  @Test
  void whereThereAreNoLabelsTheFeaturesAreThoseOfAnAutoencoderAndThisIsSaid() throws IOException {
    String uniform = "uniform:n=120,features=3";
    assertThat(run("--real " + uniform + " --generated " + uniform + " --out @/f")).isZero();

    assertThat(program.err()).contains("has no labels", "autoencoder");
    assertThat(ProgramTest.metrics(folder.resolve("f")).get("features_of").getAsString())
        .isEqualTo("autoencoder");
  }

  @Test
  void anotherScaleIsToldOf() {
    assertThat(run("--real digits --generated @/large.npy --features none --out @/h")).isZero();
    assertThat(program.err()).contains("are they on one scale");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--real digits --generated @/narrow.npy|--generated must have 64 values a sample like --real",
        "--real digits --generated @/few.npy|--generated must have at least 6 samples",
        "--real digits --generated @/absent.npy|absent.npy",
        "--real uniform:n=50,features=64 --generated @/g.npy --features none"
            + "|--real must have at least 130 samples",
        "--real digits --limit 60 --generated @/g.npy|--real must have at least 130 samples",
        "--real uniform:n=500,features=64 --generated @/g.npy --features classifier"
            + "|--features classifier needs labels",
        "--real digits --generated @/g.npy --features none --model @/x|--model is a classifier",
        "--real digits --generated @/g.npy --model @/absent|absent",
        "--real digits --generated @/g.npy --features pixels|--features",
        "--real digits --generated @/g.npy --validation 0.1|--validation is not used",
        "--real digits --generated @/g.npy --test uniform:n=20,features=64|--test must have labels",
      })
  void whatCanNotBeScoredIsRefusedInOneLine(String line, String message) {
    assertThat(run(line + " --out @/refused")).isEqualTo(2);
    assertThat(program.err().strip()).contains(message).doesNotContain("\n");
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  private static double number(JsonObject metrics, String name) {
    return metrics.get(name).getAsDouble();
  }
}
