package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.data.Npy;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** {@code latent4j savedmodel} on inputs and outputs of many kinds. */
class SavedModelCommandsTest {
  private static final Path MODELS = Path.of("savedmodels").toAbsolutePath();

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  private static Path model(String name) {
    return MODELS.resolve(name).resolve("model");
  }

  private int run(String verb, Path model, String... more) {
    List<String> arguments = new ArrayList<>(List.of("savedmodel", verb, model.toString()));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--out", folder.resolve("out").toString()));
    return program.run(arguments.toArray(String[]::new));
  }

  private void runs(Path model, String... more) {
    assertThat(run("run", model, more)).as(program.err()).isEqualTo(ExitStatus.DONE);
  }

  private void refuses(Path model, String words, String... more) {
    int before = program.err().length();
    assertThat(run("run", model, more)).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(program.err().substring(before)).contains(words).doesNotContain("Exception");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private Path out(String name) {
    return folder.resolve("out").resolve(name);
  }

  private float[] floats(String name) {
    try (TFloat32 tensor = (TFloat32) Npy.readTensor(out(name), DataType.DT_FLOAT)) {
      float[] values = new float[(int) tensor.size()];
      tensor.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
  }

  private String strings(String name, byte[]... strings) throws IOException {
    Path file = folder.resolve(name);
    try (TString tensor =
        TString.tensorOfBytes(Shape.of(strings.length), DataBuffers.ofObjects(strings))) {
      Npy.write(file, tensor, DataType.DT_STRING);
    }
    return file.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  // ------------------------------------------------------------- strings

  @Test
  void bytesComeOutAsNumpysBytesWhereOneIsNoLineOfText() throws IOException {
    byte[] jpeg = {(byte) 0xff, (byte) 0xd8, 0, 1};
    runs(
        model("module_strings"),
        "--signature",
        "measure",
        "--input",
        "s=" + strings("s.npy", jpeg, utf8("größer"), new byte[0]));
    assertThat(out("echo.txt")).doesNotExist();
    assertThat(out("echo.lengths.npy")).doesNotExist();
    assertThat(Files.readString(out("echo.npy"), StandardCharsets.ISO_8859_1))
        .contains("'|S8'")
        .endsWith("\n\u00ff\u00d8\0\u0001\0\0\0\0gr\u00c3\u00b6\u00c3\u009fer\0\0\0\0\0\0\0\0");
    try (TType lengths = Npy.readTensor(out("length.npy"), DataType.DT_INT32)) {
      assertThat(lengths).isEqualTo(TInt32.vectorOf(4, 8, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({"'a\nb', npy", "'a\u2028b', npy", "'a\tb', txt", "'größer 😀', txt", "'', txt"})
  void textsOfOneLineComeOutAsText(String text, String end) throws IOException {
    runs(
        model("module_strings"),
        "--signature",
        "measure",
        "--input",
        "s=" + strings("s.npy", utf8(text), utf8("x")));
    assertThat(out("echo." + end)).exists();
    if (end.equals("txt")) {
      assertThat(Files.readString(out("echo.txt"))).isEqualTo(text + "\nx\n");
    }
  }

  @Test
  void nulsAtTheEndKeepTheirLengthAndNoFileIsWrittenTwice() throws IOException {
    runs(
        model("module_strings"),
        "--signature",
        "pad",
        "--input",
        "s=" + strings("s.npy", utf8("ab"), utf8("c")));
    // Valid UTF-8 of one line, NULs and all.
    assertThat(Files.readString(out("padded.txt"))).isEqualTo("ab\0\nc\0\n");
    assertThat(out("mixed.npy")).exists();
    try (TType lengths = Npy.readTensor(out("mixed.lengths.npy"), DataType.DT_INT32)) {
      assertThat(lengths).isEqualTo(TInt32.vectorOf(0, 2, 2, 9));
    }
    // Outputs letters/first and letters_first.
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "padded.txt",
              "mixed.npy",
              "mixed.lengths.npy",
              "letters_first.txt",
              "letters_first_2.npy",
              ".latent4j-files.json",
              "metrics.json");
    }
  }

  @Test
  void textFilesAreTextsALineEach() throws IOException {
    Path words = Files.writeString(folder.resolve("words.txt"), "moon\r\nsky\n\nstar");
    runs(model("module_table"), "--input", "words=" + words);
    assertThat(out("letters.txt")).hasContent("b\n?\n?\nc\n");
    Path binary = Files.write(folder.resolve("photo.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8});
    folder.resolve("out").toFile().renameTo(folder.resolve("former").toFile());
    refuses(model("module_table"), "texts in UTF-8, a line each", "--input", "words=" + binary);
    refuses(model("module_table"), "no such file", "--input", "words=nowhere.txt");
    refuses(model("module_table"), "takes texts", "--input", "words=" + folder);
    Npy.write(folder.resolve("n.npy"), new float[3], 3);
    refuses(
        model("module_table"),
        "expected texts or bytes",
        "--input",
        "words=" + folder.resolve("n.npy"));
  }

  // ------------------------------------------------------------- data sources

  @Test
  void inputsComeFromWhateverDataComeFrom() throws IOException {
    Path table = Files.writeString(folder.resolve("points.csv"), "a,b\n0.25,0.5\n0.75,1\n");
    Npy.write(folder.resolve("points.npy"), new float[] {0.25f, 0.5f, 0.75f, 1}, 2, 2);
    runs(
        model("kmeans"),
        "--signature",
        "transform",
        "--input",
        "x=" + folder.resolve("points.npy"));
    float[] expected = floats("distances.npy");
    runs(model("kmeans"), "--signature", "transform", "--input", "x=" + table);
    assertThat(floats("distances.npy")).isEqualTo(expected);
    runs(
        model("kmeans"),
        "--signature",
        "transform",
        "--input",
        "x=blobs:n=50,features=2",
        "--limit",
        "7");
    assertThat(floats("distances.npy")).hasSize(21);
    runs(
        model("kmeans"),
        "--signature",
        "transform",
        "--limit",
        "1",
        "--input",
        "x=" + folder.resolve("points.npy"));
    assertThat(floats("distances.npy")).isEqualTo(Arrays.copyOf(expected, 3));
  }

  @Test
  void imagesAreBroughtToTheShapeOfTheInputAndScaled() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    float[] unit = new float[2 * 64];
    for (int n = 0; n < 2; n++) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < 64; i++) {
        int gray = (i * 37 + n * 11) % 256;
        image.getRaster().setSample(i % 8, i / 8, 0, gray);
        unit[n * 64 + i] = gray * (float) (1 / 255.0);
      }
      ImageIO.write(image, "png", images.resolve(n + ".png").toFile());
    }
    Npy.write(folder.resolve("unit.npy"), unit, 2, 64);
    Path conv = model("keras_conv");
    runs(conv, "--signature", "serve", "--input", "images=" + folder.resolve("unit.npy"));
    float[] expected = floats("output_0.npy");
    runs(conv, "--signature", "serve", "--scale", "auto", "--input", "images=" + images);
    assertThat(floats("output_0.npy")).containsExactly(expected, within(1e-6f));
    runs(conv, "--signature", "serve", "--input", "images=" + images);
    assertThat(floats("output_0.npy")).isNotEqualTo(expected);
  }

  @Test
  void theModelsOwnScaleIsThereForTheAsking() throws IOException {
    Path scaled = folder.resolve("scaled");
    copy(model("keras_dense"), scaled);
    String json = "{\"scale\":\"minmax\",\"offset\":[1.0],\"factor\":[0.125]}";
    Files.writeString(
        Files.createDirectories(scaled.resolve("assets")).resolve("preprocessing.json"), json);
    float[] raw = new float[16];
    float[] done = new float[16];
    for (int i = 0; i < 16; i++) {
      raw[i] = i;
      done[i] = (i - 1) * 0.125f;
    }
    Npy.write(folder.resolve("raw.npy"), raw, 2, 8);
    Npy.write(folder.resolve("done.npy"), done, 2, 8);
    Path table = Files.writeString(folder.resolve("raw.csv"), rows(raw));
    runs(scaled, "--input", "x=" + folder.resolve("done.npy"));
    float[] expected = floats("output_0.npy");
    assertThat(program.err()).isEmpty();
    for (Path source : List.of(folder.resolve("raw.npy"), table)) {
      runs(scaled, "--scale", "model", "--input", "x=" + source);
      assertThat(floats("output_0.npy")).isEqualTo(expected);
    }
    assertThat(program.err()).isEmpty();
    // Unasked, tables are taken as they are, and that is said.
    runs(scaled, "--input", "x=" + table);
    assertThat(floats("output_0.npy")).isNotEqualTo(expected);
    assertThat(program.err()).contains("--scale model");
    folder.resolve("out").toFile().renameTo(folder.resolve("former").toFile());
    refuses(
        model("keras_dense"),
        "--scale model needs a model with a scale of its own",
        "--scale",
        "model",
        "--input",
        "x=" + table);
  }

  private static String rows(float[] values) {
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      table.append(values[i]).append(i % 8 == 7 ? "\n" : ",");
    }
    return table.toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void nothingIsRoundedOnItsWayIn() throws IOException {
    Path table = Files.writeString(folder.resolve("halves.csv"), "0.5\n1\n");
    Path power = model("module_control_flow");
    refuses(
        power,
        "--input n: samples must have values that int32 can hold, but row 0, column 0 (from 0) is 0.5",
        "--signature",
        "power",
        "--limit",
        "1",
        "--input",
        "n=" + table);
    Npy.write(folder.resolve("x.npy"), new float[] {0.1f, 1}, 1, 2);
    Npy.write(folder.resolve("k.npy"), new float[] {2});
    refuses(
        model("module_types"),
        "x.npy: element 0: expected a value that bfloat16 can hold, found 0.1",
        "--signature",
        "bfloat16",
        "--input",
        "k=" + folder.resolve("k.npy"),
        "--input",
        "x=" + folder.resolve("x.npy"));
    refuses(
        model("kmeans"),
        "--input x: data 'irs' is neither a known data set",
        "--signature",
        "predict",
        "--input",
        "x=irs");
    refuses(
        model("kmeans"),
        "--input x must have shape (?, 2), but iris has (150, 4)",
        "--signature",
        "predict",
        "--input",
        "x=iris");
  }

  @Test
  void optionalInputsMayBeLeftOut() throws IOException {
    Npy.write(folder.resolve("x.npy"), new float[] {1, 2, 3}, 1, 3);
    runs(model("module_options"), "--input", "x=" + folder.resolve("x.npy"));
    assertThat(floats("y.npy")).hasSize(2);
    assertThat(program.run("savedmodel", "show", model("module_options").toString())).isZero();
    assertThat(program.out()).contains("    input   factor: float32 [] (optional)\n");
  }

  // ------------------------------------------------------------- training

  private static JsonObject expected(String name) throws IOException {
    String json = Files.readString(MODELS.resolve(name).resolve("expected.json"));
    return JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("training");
  }

  /** Writes the fixture's numbers in its own type; as float32 those of bfloat16. */
  private String write(String name, JsonObject tensor) throws IOException {
    JsonArray json = tensor.getAsJsonArray("values");
    double[] values = json.asList().stream().mapToDouble(one -> one.getAsDouble()).toArray();
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    Shape shape = Shape.of(6, values.length / 6);
    DataType type =
        switch (tensor.get("type").getAsString()) {
          case "float64" -> DataType.DT_DOUBLE;
          case "float16" -> DataType.DT_HALF;
          case "bfloat16" -> DataType.DT_BFLOAT16;
          default -> DataType.DT_FLOAT;
        };
    try (TType written =
        switch (type) {
          case DT_DOUBLE -> TFloat64.tensorOf(shape, DataBuffers.of(values, true, false));
          case DT_HALF -> TFloat16.tensorOf(shape, DataBuffers.of(floats, true, false));
          case DT_BFLOAT16 -> TBfloat16.tensorOf(shape, DataBuffers.of(floats, true, false));
          default -> TFloat32.tensorOf(shape, DataBuffers.of(floats, true, false));
        }) {
      Npy.write(folder.resolve(name), written, type);
    }
    return folder.resolve(name).toString();
  }

  /** As many epochs of all rows as Python made steps, less the last, whose loss is not written. */
  @ParameterizedTest
  @CsvSource({"float64, 1e-6", "float16, 5e-3", "bfloat16, 3e-2"})
  void networksOfAllFloatsTrainAsInPython(String type, double tolerance) throws IOException {
    JsonObject training = expected("module_" + type);
    List<Double> losses =
        training.getAsJsonArray("losses").asList().stream().map(one -> one.getAsDouble()).toList();
    boolean adam = training.get("optimizer").getAsString().equals("adam");
    int status =
        run(
            "train",
            model("module_" + type),
            "--input",
            "x=" + write("x.npy", training.getAsJsonObject("inputs").getAsJsonObject("x")),
            "--target",
            "y=" + write("y.npy", training.getAsJsonObject("targets").getAsJsonObject("y")),
            "--epochs",
            "" + (losses.size() - 1),
            "--optimizer",
            adam ? "adam" : "sgd",
            "--learning-rate",
            adam ? "0.01" : "0.1");
    assertThat(status).as(program.err()).isZero();
    JsonObject metrics =
        JsonParser.parseString(Files.readString(out("metrics.json"))).getAsJsonObject();
    assertThat(metrics.get("loss_first").getAsDouble()).isCloseTo(losses.get(0), within(tolerance));
    double last = metrics.get("loss_last").getAsDouble();
    if (adam) { // Python's other training had momentum
      assertThat(last).isCloseTo(losses.get(losses.size() - 1), within(tolerance));
    }
    assertThat(last).isLessThan(losses.get(0) / 2);
  }

  @Test
  void variablesThatAreNotUsedAreLeftAloneAndABatchMayBeLargerThanTheSet() throws IOException {
    Npy.write(folder.resolve("x.npy"), new float[] {1, 2, 3, 3, 2, 1}, 2, 3);
    Npy.write(folder.resolve("y.npy"), new float[] {0, 1, 1, 0}, 2, 2);
    Npy.write(folder.resolve("z.npy"), new float[] {0, 1}, 2);
    assertThat(
            run(
                "train",
                model("module_options"),
                "--input",
                "x=" + folder.resolve("x.npy"),
                "--target",
                "y=" + folder.resolve("y.npy"),
                "--loss",
                "mse",
                "--batch",
                "100"))
        .as(program.err())
        .isZero();
    try (LoadedModel trained = SavedModels.load(out("model"));
        LoadedModel before = SavedModels.load(model("module_options"))) {
      assertThat(trained.variable("weight").toFloats())
          .isNotEqualTo(before.variable("weight").toFloats());
      for (String unused : List.of("filter", "count", "spare")) {
        try (TType now = trained.variable(unused).value();
            TType then = before.variable(unused).value()) {
          assertThat(now).as(unused).isEqualTo(then);
        }
      }
    }
    assertThat(
            run(
                "train",
                model("module_options"),
                "--signature",
                "filtered",
                "--input",
                "z=" + folder.resolve("z.npy"),
                "--target",
                "w=" + folder.resolve("y.npy")))
        .isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(program.err()).contains("variable 'filter' is complex128");
  }

  // ------------------------------------------------------------- output

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aReaderThatHasSeenEnoughIsNoError() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "('%s' -cp \"$CP\" %s savedmodel show '%s' 2>err; echo $? >status) | true; while [ ! -s status ]; do sleep 0.1; done; '%s' -cp \"$CP\" %s savedmodel show '%s' >/dev/full 2>full; echo $? >fullstatus"
            .formatted(
                java,
                Latent4j.class.getName(),
                model("kmeans"),
                java,
                Latent4j.class.getName(),
                model("kmeans"));
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
    builder.environment().put("CP", System.getProperty("java.class.path"));
    assertThat(builder.start().waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("status")).hasContent("0");
    assertThat(folder.resolve("err")).isEmptyFile();
    if (Files.exists(Path.of("/dev/full"))) {
      assertThat(folder.resolve("fullstatus")).hasContent("1");
      assertThat(folder.resolve("full")).hasContent("latent4j: standard output can't be written");
    }
  }
}
