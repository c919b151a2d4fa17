package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** The command vae. */
class VaeCommandTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  private Shape shape(String file) {
    return ProgramTest.shapeOf(folder.resolve(file));
  }

  private float[] array(String file) {
    try (Samples samples = Npy.read(folder.resolve(file))) {
      return samples.toFloats();
    }
  }

  @Test
  void writesArraysFiguresAndPicturesAndIsAppliedAgain() throws IOException {
    String command =
        "vae --data digits --limit 300 --hidden 16 --latent 2 --epochs 3 --test digits";
    assertThat(run(command + " --clip-norm 15 --bound 20 --bound-samples 50 --out @/x")).isZero();

    assertThat(ProgramTest.names(folder.resolve("x")))
        .contains("code.png", "generated.png", "interpolation.png", "kl_by_dimension.png")
        .contains("learning_curve.png", "losses.png", "manifold.png", "reconstructions.png")
        .contains("traversal.png", "report.html", "model");
    assertThat(shape("x/code.npy")).isEqualTo(Shape.of(300, 2));
    assertThat(shape("x/generated.npy")).isEqualTo(Shape.of(100, 64));
    assertThat(shape("x/reconstruction.npy")).isEqualTo(Shape.of(300, 64));
    assertThat(shape("x/history.npy")).isEqualTo(Shape.of(3, 2));
    JsonObject metrics = ProgramTest.metrics(folder.resolve("x"));
    for (String set : List.of("", "val_", "test_")) {
      double both =
          metrics.get(set + "reconstruction_loss").getAsDouble()
              + metrics.get(set + "kl_divergence").getAsDouble();
      assertThat(metrics.get(set + "bound").getAsDouble()).isCloseTo(-both, within(4.0));
      assertThat(metrics.get(set + "active_units").getAsInt()).isBetween(0, 2);
      assertThat(metrics.has(set + "mutual_information")).isTrue();
    }
    assertThat(metrics.get("option_clip_norm").getAsDouble()).isEqualTo(15);
    assertThat(metrics.get("option_kind").getAsString()).isEqualTo("dense");

    assertThat(run("vae --data digits --limit 300 --model @/x/model --out @/y")).isZero();
    assertThat(array("y/code.npy")).containsExactly(array("x/code.npy"), within(1e-5f));
    assertThat(array("y/generated.npy")).containsExactly(array("x/generated.npy"), within(1e-6f));
    assertThat(ProgramTest.metrics(folder.resolve("y")).get("reconstruction_loss").getAsDouble())
        .isCloseTo(metrics.get("reconstruction_loss").getAsDouble(), within(0.7));
  }

  @Test
  void conditionalAndConvolutionalModelsAndTables() throws IOException {
    String small = " --hidden 8 --epochs 1 --latent 3 --no-reconstructions --out @/";
    assertThat(run("vae --data digits --limit 200 --conditional" + small + "a")).isZero();
    assertThat(run("vae --data digits --limit 60 --model @/a/model --out @/b")).isZero();
    assertThat(shape("b/generated.npy")).isEqualTo(Shape.of(100, 64));
    assertThat(folder.resolve("a/reconstruction.npy")).doesNotExist();

    assertThat(
            run("vae --data digits --limit 200 --kind convolutional --filters 4,6" + small + "c"))
        .isZero();
    assertThat(shape("c/code.npy")).isEqualTo(Shape.of(200, 3));

    assertThat(run("vae --data iris --output gaussian --scale standard" + small + "d")).isZero();
    assertThat(shape("d/generated.npy")).isEqualTo(Shape.of(100, 4));
    assertThat(folder.resolve("d/generated.png")).doesNotExist();
    assertThat(folder.resolve("d/code.png")).exists();
  }

  @Test
  void aModelOfKerasIsApplied() throws IOException {
    float[] values = new float[80];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 / 7f;
    }
    Npy.write(folder.resolve("x.npy"), values, 10, 8);
    for (String model : List.of("keras_vae", "keras_vae_loss")) {
      Path saved = Path.of("savedmodels", model, "model").toAbsolutePath();
      assertThat(run("vae --data @/x.npy --model " + saved + " --out @/" + model)).isZero();
      assertThat(shape(model + "/code.npy")).isEqualTo(Shape.of(10, 2));
      assertThat(shape(model + "/generated.npy")).isEqualTo(Shape.of(100, 8));
      assertThat(ProgramTest.metrics(folder.resolve(model)).has("kl_divergence")).isFalse();
    }
  }

  @Test
  void aCollapsedCodeIsToldWithWhatToDo() {
    assertThat(
            run(
                "vae --data digits --limit 200 --hidden 8 --epochs 15 --batch 20 --learning-rate 0.01"
                    + " --beta 1000 --patience 0 --out @/x"))
        .isZero();
    assertThat(program.err())
        .contains("the code has collapsed: none of its units is active")
        .contains("--warm-up 10, --free-bits 0.1");
  }

  @Test
  void whatWontDoIsRefusedByTheNameOfItsFlag() {
    String iris = "vae --data iris --epochs 1 --out @/x ";
    assertThat(run(iris)).isEqualTo(2);
    assertThat(program.err())
        .contains("--output must be gaussian, or scale minmax, for samples that are not between 0");
    assertThat(run(iris + "--scale minmax --kind convolutional")).isEqualTo(2);
    assertThat(program.err()).contains("--kind must be dense for samples that are no images");
    assertThat(run(iris + "--output gaussian --binarize once")).isEqualTo(2);
    assertThat(program.err()).contains("--binarize must be none with a Gaussian output");
    assertThat(run("vae --data uniform:n=30,features=3 --conditional --epochs 1 --out @/x"))
        .isEqualTo(2);
    assertThat(program.err()).contains("--conditional must be false for samples without labels");
    assertThat(run("vae --data digits --kind convolutional --filters 8,8,8,8 --out @/x"))
        .isEqualTo(2);
    assertThat(program.err()).contains("--filters must be so few that images can be halved");
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
