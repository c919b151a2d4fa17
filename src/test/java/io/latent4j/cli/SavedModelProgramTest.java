package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.data.Npy;
import io.latent4j.engine.Outputs;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** {@code latent4j savedmodel} from outside: exit statuses, messages, files. */
class SavedModelProgramTest {
  private static final Path MODELS = Path.of("savedmodels").toAbsolutePath();

  @TempDir Path folder;

  private static Path model(String name) {
    return MODELS.resolve(name).resolve("model");
  }

  private Program.Outcome run(String line, Object... arguments) throws Exception {
    return Program.run(folder, line.formatted(arguments));
  }

  private void write(String name, float[] values, long... shape) throws IOException {
    Npy.write(folder.resolve(name), values, shape);
  }

  private static float[] ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i % 7 / 7f;
    }
    return values;
  }

  @Test
  void showPrintsWhatIsInTheModel() throws Exception {
    Program.Outcome outcome = run("savedmodel show %s", model("module_functions"));

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .contains("  reconstruct\n    input   x: float32 [?, 5]\n")
        .contains("    output  reconstruction: float32 [?, 5]\n")
        .contains(
            "  decode\n    input   code: float32 [?, 2]\n    output  output_0: float32 [?, 5]")
        .containsPattern("encoder\\[0]\\.kernel +kernel +\\[5, 4] +float32 +yes")
        .containsPattern("calls +calls +\\[] +int64 +no");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void runWritesEachOutputInItsOwnType() throws Exception {
    // What is float32 in the file is float32 in the model.
    float[] points = {0.25f, 0.5f, 0.75f, 1};
    write("x.npy", points, 2, 2);
    Program.Outcome outcome =
        run("savedmodel run %s --signature predict --input x=x.npy --out out", model("kmeans"));

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    try (TType labels = Npy.readTensor(folder.resolve("out/labels.npy"), DataType.DT_INT32)) {
      assertThat(labels).isInstanceOf(TInt32.class);
      assertThat(labels.shape()).isEqualTo(Shape.of(2));
    }
    assertThat(Files.readString(folder.resolve("out/labels.npy"), StandardCharsets.ISO_8859_1))
        .contains("<i4");
    assertThat(metrics("out").get("command").getAsString()).isEqualTo("savedmodel run");
  }

  @Test
  void runReadsAndWritesTexts() throws Exception {
    writeTexts(folder.resolve("words.npy"), "moon", "sky");
    Program.Outcome outcome =
        run("savedmodel run %s --input words=words.npy", model("module_table"));

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    Path out = folder.resolve("output/savedmodel");
    assertThat(out.resolve("letters.txt")).hasContent("b\n?\n");
    try (TType ids = Npy.readTensor(out.resolve("ids.npy"), DataType.DT_INT64)) {
      assertThat(((TInt64) ids).getLong(0)).isEqualTo(1);
      assertThat(((TInt64) ids).getLong(1)).isEqualTo(3);
    }
  }

  /** NumPy's array of fixed-width texts, as numpy.save writes it. */
  private static void writeTexts(Path file, String... texts) throws IOException {
    int width = Stream.of(texts).mapToInt(String::length).max().orElse(1);
    String header =
        "{'descr': '<U%d', 'fortran_order': False, 'shape': (%d,), }"
            .formatted(width, texts.length);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.write(new byte[] {(byte) (header.length() + 1), 0});
    bytes.writeBytes((header + "\n").getBytes(StandardCharsets.US_ASCII));
    for (String text : texts) {
      for (int i = 0; i < width; i++) {
        bytes.write(new byte[] {(byte) (i < text.length() ? text.charAt(i) : 0), 0, 0, 0});
      }
    }
    Files.write(file, bytes.toByteArray());
  }

  @Test
  void trainLowersTheLossAndWritesTheModel() throws Exception {
    write("images.npy", ramp(10 * 64), 10, 8, 8, 1);
    Program.Outcome outcome =
        run(
            "savedmodel train %s --signature serve --input images=images.npy"
                + " --target output_0=images.npy --optimizer rmsprop --learning-rate 0.01"
                + " --epochs 12 --batch 4 --out out",
            model("keras_conv"));

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err().lines())
        .hasSizeBetween(2, 12)
        .allMatch(line -> line.matches("epoch \\d+/12  loss \\S+"));
    JsonObject metrics = metrics("out");
    double first = metrics.get("loss_first").getAsDouble();
    double last = metrics.get("loss_last").getAsDouble();
    assertThat(last).isLessThan(first);
    assertThat(metrics.get("seed").getAsInt()).isEqualTo(42);

    // Both losses are those of the inference form, before and after.
    assertThat(loss(model("keras_conv"))).isCloseTo(first, within(1e-5));
    assertThat(loss(folder.resolve("out/model"))).isCloseTo(last, within(1e-5));
    try (LoadedModel trained = SavedModels.load(folder.resolve("out/model"));
        LoadedModel before = SavedModels.load(model("keras_conv"))) {
      assertThat(trained.signatures().keySet()).isEqualTo(before.signatures().keySet());
      // The training form was used: it is what moves the statistics of batch normalization.
      assertThat(trained.variable("variables[4]").toFloats())
          .isNotEqualTo(before.variable("variables[4]").toFloats());
    }
  }

  private double loss(Path model) throws IOException {
    float[] images = ramp(10 * 64);
    try (LoadedModel loaded = SavedModels.load(model);
        TFloat32 x = TFloat32.tensorOf(Shape.of(10, 8, 8, 1), DataBuffers.of(images, true, false));
        Outputs outputs = loaded.call("serve", Map.of("images", x))) {
      float[] y = outputs.floats("output_0");
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += (y[i] - images[i]) * (y[i] - images[i]);
      }
      return sum / y.length;
    }
  }

  private JsonObject metrics(String out) throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve(out).resolve("metrics.json")))
        .getAsJsonObject();
  }

  @Test
  void whatIsWrongIsSaidInOneLineAndNothingIsWritten() throws Exception {
    write("x.npy", ramp(10), 2, 5);
    write("narrow.npy", ramp(8), 2, 4);
    write("two.npy", new float[] {0, 1, 2, 1, 0}, 1, 5);
    write("nan.npy", new float[] {1, 2, 3, 4, Float.NaN}, 1, 5);
    Npy.write(folder.resolve("large.npy"), new int[] {1 << 24 | 1, 0, 0, 0, 0}, 1, 5);
    Files.writeString(
        Files.createDirectories(folder.resolve("broken")).resolve("saved_model.pb"), "nonsense");
    Path module = model("module_functions");
    String run = "savedmodel run " + module + " --signature reconstruct --out out --input ";
    for (List<String> wrong :
        List.of(
            List.of("savedmodel show nowhere", "nowhere", "no such file"),
            List.of("savedmodel show broken", "saved_model.pb", "a SavedModel"),
            List.of("savedmodel run " + module + " --out out", "--signature", "reconstruct"),
            List.of(run.replace(" --input ", ""), "--input", "'x'"),
            List.of(run + "z=x.npy", "--input", "'z'"),
            List.of(run + "x", "--input", "NAME=FILE"),
            List.of(run + "x=narrow.npy", "must have shape (?, 5)", "(2, 4)"),
            List.of(run + "x=nan.npy", "nan.npy", "row 0, column 4"),
            List.of(run + "x=large.npy", "large.npy", "float32"),
            List.of(
                run.replace("model run", "model train")
                    + "x=two.npy --target reconstruction=two.npy --loss bce",
                "--target reconstruction",
                "--loss bce, but has 2.0"),
            List.of(
                "savedmodel train "
                    + model("module_control_flow")
                    + " --signature power --input n=n.npy --target output_0=x.npy --out out",
                "n.npy",
                "no such file"))) {
      Program.Outcome outcome = run(wrong.get(0).replace("%", "%%"));
      assertThat(outcome.status()).as(wrong.get(0)).isEqualTo(ExitStatus.WRONG_INPUT);
      assertThat(outcome.err().lines()).as(wrong.get(0)).hasSize(1);
      assertThat(outcome.err()).contains(wrong.subList(1, 3));
      assertThat(folder.resolve("out")).doesNotExist();
    }
  }

  @Test
  void whatCannotBeTrainedIsNamed() throws Exception {
    write("x.npy", ramp(12), 4, 3);
    Program.Outcome outcome =
        run(
            "savedmodel train %s --signature choose --input x=x.npy --target y=x.npy --out out",
            model("module_control_flow"));

    assertThat(outcome.status()).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(outcome.err()).contains("'choose' can't be").contains("If (");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
