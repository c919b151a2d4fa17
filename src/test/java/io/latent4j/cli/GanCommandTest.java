package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** The command gan. */
class GanCommandTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  /** Runs a command line in which @ is the folder of the test. */
  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  private float[] array(String file) {
    try (Samples samples = Npy.read(folder.resolve(file))) {
      return samples.toFloats();
    }
  }

  /** By a classifier that is trained once for the data, and kept. */
  @Test
  void labelledDataGiveAScore() throws IOException {
    String line =
        "gan --data digits --layers 6 --steps 3 --batch 16 --check-every 3 --data-dir @/data --out @/";
    assertThat(run(line + "x")).isZero();

    JsonObject metrics = ProgramTest.metrics(folder.resolve("x"));
    assertThat(metrics.get("scored_samples").getAsInt()).isEqualTo(1797);
    assertThat(metrics.get("classifier_accuracy").getAsDouble()).isGreaterThan(0.9);
    // Three steps give noise, which is far from digits and told from them.
    assertThat(metrics.get("frechet_ratio").getAsDouble()).isGreaterThan(10);
    assertThat(metrics.get("one_nn_accuracy").getAsDouble()).isGreaterThan(0.95);
    assertThat(metrics.get("class_entropy").getAsDouble()).isBetween(0.0, Math.log(10));

    assertThat(run(line + "y --model @/x/model")).isZero();
    assertThat(ProgramTest.metrics(folder.resolve("y")).get("frechet"))
        .isEqualTo(metrics.get("frechet"));
    assertThat(run(line + "z --no-score")).isZero();
    assertThat(ProgramTest.metrics(folder.resolve("z")).has("frechet")).isFalse();
  }

  /** Where there is one score only, the best is the last. */
  @Test
  void theBestByWhatIsHeldOutIsKept() throws IOException {
    String line =
        "gan --data digits --kind dense --layers 4 --latent 2 --batch 8 --check-every 50 --no-score"
            + " --collapse-below 0 --data-dir @/data ";
    assertThat(run(line + "--keep-best --validation 0.2 --steps 60 --out @/x")).isZero();
    JsonObject metrics = ProgramTest.metrics(folder.resolve("x"));
    assertThat(metrics.get("best_step").getAsInt()).isEqualTo(60);
    assertThat(metrics.get("best_score").getAsDouble()).isGreaterThan(1);

    assertThat(run(line + "--keep-best --steps 60 --out @/y")).isEqualTo(2);
    assertThat(program.err()).contains("--keep-best needs samples that are held out");
    assertThat(run(line + "--keep-best --validation 0.05 --steps 60 --out @/y")).isEqualTo(2);
    assertThat(program.err()).contains("must have at least 130 samples");
    assertThat(folder.resolve("y")).doesNotExist();
  }

  @Test
  void ofDigits() throws IOException {
    String line =
        "gan --data digits --limit 200 --layers 6,4 --latent 5 --batch 16 --check-every 5"
            + " --snapshots 4,9 --conditional --count 30 --out @/";
    assertThat(run(line + "x --steps 10")).isZero();

    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out))
        .contains(
            "balance.png",
            "checkpoint",
            "film.gif",
            "generated.npy",
            "generated.png",
            "history.npy",
            "interpolation.png",
            "losses.png",
            "metrics.json",
            "model",
            "nearest.png",
            "report.html",
            "step_00004.png",
            "step_00009.png");
    assertThat(ProgramTest.shapeOf(out.resolve("generated.npy"))).isEqualTo(Shape.of(30, 64));
    assertThat(ProgramTest.shapeOf(out.resolve("history.npy"))).isEqualTo(Shape.of(2, 5));
    for (float value : array("x/generated.npy")) {
      assertThat(value).isBetween(0f, 1f);
    }
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("collapses").getAsInt()).isZero();
    assertThat(metrics.get("steps").getAsInt()).isEqualTo(10);
    assertThat(metrics.get("generator_loss").getAsDouble()).isPositive();
    assertThat(metrics.get("discriminator_loss").getAsDouble()).isPositive();
    assertThat(metrics.get("option_conditional").getAsBoolean()).isTrue();
    assertThat(program.err()).contains("takes real samples for real with probability");

    // The model generates the same, and more.
    assertThat(run(line.replace("30", "50") + "y --model @/x/model")).isZero();
    float[] more = array("y/generated.npy");
    assertThat(more).hasSize(50 * 64).startsWith(array("x/generated.npy"));
    assertThat(ProgramTest.names(folder.resolve("y"))).doesNotContain("model", "history.npy");

    // What was saved halfway gives what a run in one go does.
    assertThat(run(line + "z --steps 5")).isZero();
    assertThat(run(line + "z --steps 10 --resume")).isZero();
    assertThat(array("z/generated.npy")).containsExactly(array("x/generated.npy"));
    assertThat(Files.readAllBytes(folder.resolve("z/film.gif")))
        .isEqualTo(Files.readAllBytes(out.resolve("film.gif")));
  }

  @Test
  void aModelGeneratesWithoutData() throws IOException {
    String line = "gan --data digits --limit 200 --batch 16 --no-score --steps 3 --out @/";
    String applied = "gan --count 23 --out @/g ";
    for (String kind :
        new String[] {
          "convolutional --layers 6,4 --conditional", "dense --layers 8",
        }) {
      assertThat(run(line + "t --force --kind " + kind)).as(program.err()).isZero();
      assertThat(run(applied + "--model @/t/model")).as(program.err()).isZero();

      Path out = folder.resolve("g");
      assertThat(ProgramTest.names(out))
          .containsExactly(
              "generated.npy", "generated.png", "interpolation.png", "metrics.json", "report.html");
      JsonObject metrics = ProgramTest.metrics(out);
      assertThat(metrics.get("generated_samples").getAsInt()).isEqualTo(23);
      assertThat(metrics.get("labels").getAsInt()).isEqualTo(kind.endsWith("al") ? 10 : 0);
      float[] alone = array("g/generated.npy");
      assertThat(alone).hasSize(23 * 64);

      assertThat(
              run(
                  "gan --data digits --limit 200 --no-score --count 23 --out @/w --model @/t/model"))
          .isZero();
      assertThat(array("w/generated.npy")).containsExactly(alone);
    }
    assertThat(run("gan --count 3 --out @/none")).isEqualTo(2);
    assertThat(program.err()).contains("missing required option: '--data=SRC'");
    assertThat(run("gan --model @/absent --out @/none")).isEqualTo(2);
    assertThat(program.err()).contains("absent");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void ofPointsWithThePenalty() throws IOException {
    assertThat(run("gan --data moons:n=200 --loss wasserstein --layers 8 --steps 6 --out @/x"))
        .isZero();
    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out)).contains("generated.png").doesNotContain("film.gif");
    assertThat(ProgramTest.shapeOf(out.resolve("generated.npy"))).isEqualTo(Shape.of(100, 2));
    assertThat(ProgramTest.metrics(out).get("option_critic_steps").getAsInt()).isEqualTo(5);
  }

  @Test
  void translatesToAnotherSet() throws IOException {
    String line = "gan --data digits --limit 40 --layers 6,4 --batch 8 --count 7 --out @/";
    assertThat(run(line + "x --translate digits --steps 3 --averaging 0.5")).isZero();
    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out)).contains("translations.png", "history.npy", "model");
    assertThat(ProgramTest.shapeOf(out.resolve("translated.npy"))).isEqualTo(Shape.of(40, 64));
    assertThat(ProgramTest.shapeOf(out.resolve("generated.npy"))).isEqualTo(Shape.of(7, 64));
    assertThat(ProgramTest.metrics(out).get("cycle_loss").getAsDouble()).isPositive();
    assertThat(ProgramTest.metrics(out).get("collapses").getAsInt()).isZero();
    assertThat(ProgramTest.metrics(out).get("option_averaging").getAsDouble()).isEqualTo(0.5);

    assertThat(run(line + "y --translate digits --model @/x/model")).isZero();
    assertThat(array("y/translated.npy")).containsExactly(array("x/translated.npy"));

    assertThat(run(line + "z --translate iris --steps 3")).isEqualTo(2);
    assertThat(program.err())
        .contains("--translate must have 64 features like --data, but iris has 4");
    assertThat(folder.resolve("z")).doesNotExist();
  }

  @Test
  void refusesWhatWontDo() {
    assertThat(run("gan --data iris --kind convolutional --out @/x")).isEqualTo(2);
    assertThat(program.err())
        .contains("must be images for a convolutional GAN, but have the shape [4]");
    assertThat(run("gan --data uniform:n=50 --conditional --out @/x")).isEqualTo(2);
    assertThat(program.err())
        .contains("--conditional must be off for samples without labels, but is on");
    assertThat(run("gan --data iris --loss wasserstein --label-noise 0.1 --out @/x")).isEqualTo(2);
    assertThat(program.err()).contains("--label-noise must be 0 with the Wasserstein loss");
    assertThat(run("gan --data iris --smoothing 0.5 --out @/x")).isEqualTo(2);
    assertThat(program.err()).contains("--smoothing must be a number of at least 0 and below 0.5");
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
