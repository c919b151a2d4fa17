package io.latent4j.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/** What callers of loaded models give, and what they are told where it does not fit. */
class LoadedModelTest {
  @TempDir Path folder;

  private static LoadedModel python(String name) {
    return SavedModels.load(PythonModel.of(name).folder());
  }

  private static float[] ramp(int count) {
    float[] values = new float[count];
    IntStream.range(0, count).forEach(i -> values[i] = i * 37 % 101);
    return values;
  }

  // ------------------------------------------------------------- samples

  /** Maps six features to two codes and back, and keeps how its data were scaled. */
  private void saveProjection(Scaling scaling) {
    try (GraphEngine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> w = weight(engine, Shape.of(6, 2));
      List<ModelFunction> functions =
          List.of(
              ModelFunction.of(
                  "encode",
                  List.of(InputSpec.floats("x", -1, 6)),
                  (tf, in) -> Map.of("code", tf.linalg.matMul(in.floats("x"), w.read(tf)))),
              ModelFunction.of(
                  "decode",
                  List.of(InputSpec.floats("code", -1, 2)),
                  (tf, in) ->
                      Map.of(
                          "x",
                          tf.linalg.matMul(
                              in.floats("code"), w.read(tf), MatMul.transposeB(true)))));
      byte[] json = scaling.toJson().getBytes(StandardCharsets.UTF_8);
      SavedModels.save(
          new TestModel(engine, Map.of("w", w), functions, Map.of("preprocessing.json", json)),
          folder.resolve("projection"));
    }
  }

  private static ModelVariable<TFloat32> weight(GraphEngine engine, Shape shape) {
    ModelVariable<TFloat32> w =
        engine.weight(
            "w",
            shape,
            (tf, size, seed) -> tf.fill(tf.constant(size.asArray()), tf.constant(0.5f)));
    w.value().close();
    return w;
  }

  @Test
  void samplesAreScaledAsTheModelsOwn() {
    float[] values = ramp(120);
    try (Samples samples = Samples.of(values, Shape.of(20, 6))) {
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.STANDARD);
      saveProjection(scaling);
      float[] scaled = scaling.apply(values, 6);
      float[] codes = new float[40];
      for (int i = 0; i < 120; i++) {
        codes[i / 6 * 2] += 0.5f * scaled[i];
        codes[i / 6 * 2 + 1] += 0.5f * scaled[i];
      }
      try (LoadedModel model = SavedModels.load(folder.resolve("projection"));
          Samples flat = Samples.of(scaled, Shape.of(20, 6));
          Samples code = Samples.of(codes, Shape.of(20, 2));
          Outputs out = model.call("encode", samples);
          Outputs byName = model.call("encode", Map.of("x", samples));
          Outputs scaledBefore = model.function("encode").call(flat, Scaling.none());
          Outputs back = model.call("decode", code)) {
        assertThat(model.scaling()).contains(scaling);
        assertThat(out.floats("code")).containsExactly(codes, within(1e-5f));
        assertThat(byName.floats("code")).isEqualTo(out.floats("code"));
        assertThat(scaledBefore.floats("code")).containsExactly(codes, within(1e-5f));

        // Codes are on a scale of their own, which is not that of the data.
        assertThat(model.function("encode").takesData("x")).isTrue();
        assertThat(model.function("decode").takesData("code")).isFalse();
        assertThat(model.function("decode").scalingOf("code")).isEqualTo(Scaling.none());
        assertThat(back.floats("x")[6]).isCloseTo(0.5f * (codes[2] + codes[3]), within(1e-5f));
      }
    }
  }

  @Test
  void aModelOfOthersHasNoScalingUntilSomebodyAddsOne() throws IOException {
    Path copy = folder.resolve("copy");
    try (LoadedModel model = python("keras_dense")) {
      assertThat(model.scaling()).isEmpty();
      model.save(copy);
    }
    Path assets = Files.createDirectories(copy.resolve("assets"));
    Path json = assets.resolve("preprocessing.json");
    Files.writeString(json, "{\"scale\":\"unit\",\"offset\":[0.0],\"factor\":[0.5]}");
    try (LoadedModel model = SavedModels.load(copy);
        Samples samples = Samples.of(ramp(16), Shape.of(2, 8));
        Outputs half = model.call("serving_default", samples);
        Outputs same =
            model
                .function("serving_default")
                .call(samples, Scaling.fromJson(Files.readString(json)))) {
      assertThat(half.floats("output_0")).isEqualTo(same.floats("output_0"));
    }
    Files.writeString(json, "{\"scale\":\"unit\"}");
    try (LoadedModel model = SavedModels.load(copy)) {
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(model::scaling)
          .withMessageContaining("preprocessing.json: expected the scaling of the model's data");
    }
  }

  @Test
  void rowsAreBroughtToTheShapeThatTheInputWants() {
    float[] values = ramp(2 * 64);
    float[] expected = null;
    for (Shape shape : List.of(Shape.of(2, 8, 8, 1), Shape.of(2, 8, 8), Shape.of(2, 64))) {
      try (LoadedModel model = python("keras_conv");
          Samples images = Samples.of(values, shape);
          Outputs out = model.call("serve", images)) {
        expected = expected == null ? out.floats("output_0") : expected;
        assertThat(out.floats("output_0")).isEqualTo(expected);
      }
    }
    try (LoadedModel model = python("keras_conv");
        Samples others = Samples.of(ramp(126), Shape.of(2, 63))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.call("serve", others))
          .withMessage(
              "input 'images' of 'serve' must have shape (?, 8, 8, 1), but the samples have (2, 63)");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2,3,4 | ?,12 | 2,12",
        "2,12 | ?,3,4 | 2,3,4",
        "2,3,4 | ?,? | 2,12",
        "2,3,4 | ?,?,?,1 | 2,3,4,1",
        "2,3,4 | ?,?,?,? | 2,3,4,1",
        "2,3,4 | ?,?,?,3 | none",
        "5,1 | ? | 5",
        "5,2 | ? | none",
        "5 | ?,1 | 5,1",
        "1,1 | scalar | scalar",
        "2,12 | 3,12 | none",
        "0,4 | ?,2,2 | 0,2,2",
        "2,5 | ?,4 | none"
      })
  void shapesFitWhereOnlyTheNotationDiffers(String rows, String wanted, String fitting) {
    Optional<Shape> fit = RowShape.fit(shape(rows), shape(wanted));
    assertThat(fit.map(Shape::toString))
        .isEqualTo(
            fitting.equals("none") ? Optional.empty() : Optional.of(shape(fitting).toString()));
  }

  private static Shape shape(String text) {
    return text.equals("scalar")
        ? Shape.scalar()
        : Shape.of(
            List.of(text.replace("?", "-1").split(",")).stream()
                .mapToLong(Long::parseLong)
                .toArray());
  }

  @Test
  void samplesNeedOneInputThatTakesThem() {
    try (LoadedModel model = python("module_dictionaries");
        Samples samples = Samples.of(ramp(6), Shape.of(2, 3))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.call("serving_default", samples))
          .withMessage(
              "function must take samples as its only input,"
                  + " but 'serving_default' has the inputs [apple, zebra]");
      try (Outputs out =
          model.call("serving_default", Map.of("apple", samples, "zebra", samples))) {
        assertThat(out.shape("zeta")).isEqualTo(Shape.of(2, 2));
      }
    }
    try (LoadedModel model = python("module_strings");
        Samples samples = Samples.of(ramp(2), Shape.of(2, 1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.call("measure", samples))
          .withMessage("input 's' of 'measure' must be texts or bytes, but is samples");
    }
  }

  // ------------------------------------------------------------- strings, types, options

  @Test
  void bytesGoInAndComeOutAsTheyAre() {
    byte[][][] strings = {
      {{(byte) 0xff, 0, '\n'}, {}}, {{'a', 0}, "größer".getBytes(StandardCharsets.UTF_8)}
    };
    try (LoadedModel model = python("module_strings");
        Outputs out = model.call("measure", Map.of("s", strings))) {
      TString echo = out.get("echo", TString.class);
      assertThat(echo.shape()).isEqualTo(Shape.of(2, 2));
      List<byte[]> back = new ArrayList<>();
      for (NdArray<byte[]> one : echo.asBytes().scalars()) {
        back.add(one.getObject());
      }
      assertThat(back).containsExactly(strings[0][0], strings[0][1], strings[1][0], strings[1][1]);
      assertThat(out.ints("length")).containsExactly(3, 0, 2, 8);
    }
    try (LoadedModel model = python("module_strings");
        Outputs one = model.call("measure", Map.of("s", new byte[] {1, 2, 3}));
        Outputs text = model.call("measure", Map.of("s", "größer"))) {
      assertThat(one.ints("length")).containsExactly(3);
      assertThat(text.ints("length")).containsExactly(8);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.call("measure", Map.of("s", new String[] {"a", "\ud800"})))
          .withMessageContaining("input 's' must be texts that UTF-8 can hold, but element 1");
    }
  }

  @Test
  void halfPrecisionTakesTheNumbersThatItHolds() {
    try (LoadedModel model = python("module_types")) {
      float[][] values = {{1.5f, -0.0078125f}};
      try (Outputs out = model.call("bfloat16", Map.of("x", values, "k", 2f))) {
        assertThat(out.get("y", TBfloat16.class).getFloat(1, 0)).isEqualTo(-0.0078125f);
      }
      for (String type : List.of("float16", "bfloat16")) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.call(type, Map.of("x", new float[][] {{1, 0.1f}}, "k", 2f)))
            .withMessage("input 'x' must have values that its type can hold, but element 1 is 0.1");
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.call("int8", Map.of("x", new float[1][1], "k", (byte) 1)))
          .withMessage("input 'x' of 'int8' must be int8 as the bits of uint8, but is float32");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> model.call("complex128", Map.of("x", new double[1][1], "k", new double[2])))
          .withMessage("input 'x' of 'complex128' must have shape (?, ?, 2), but has (1, 1)");
    }
  }

  @Test
  void optionalInputsHaveTheirValuesFromTheFile() {
    try (LoadedModel model = python("module_options")) {
      FunctionDescription description = model.function("serving_default").description();
      assertThat(description.optional()).containsExactly("factor");
      assertThat(description.toString()).contains("factor: float32 [] (optional)");
      float[][] x = {{1, 2, 3}};
      try (Outputs left = model.call("serving_default", Map.of("x", x));
          Outputs given = model.call("serving_default", Map.of("x", x, "factor", 1.5f));
          Samples samples = Samples.of(x);
          Outputs ofSamples = model.call("serving_default", samples)) {
        assertThat(left.floats("y")).isEqualTo(given.floats("y"));
        assertThat(ofSamples.floats("y")).isEqualTo(given.floats("y"));
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.call("serving_default", Map.of("factor", 1.5f)))
          .withMessage("input 'x' of 'serving_default' is missing");
    }
  }

  @Test
  void variablesOfComplexNumbersAreKeptAndLeftAlone() {
    Path saved = folder.resolve("saved");
    try (LoadedModel model = python("module_options")) {
      assertThat(model.description().variables()).anyMatch(v -> v.path().equals("filter"));
      assertThat(model.variable("filter").trainable()).isFalse();
      assertThat(model.trainable().obstacle("serving_default")).isEmpty();
      assertThat(model.trainable().obstacle("filtered"))
          .contains("variable 'filter' is complex128, of which no gradients are taken");
      model.save(saved);
    }
    try (LoadedModel model = SavedModels.load(saved);
        Outputs out = model.call("filtered", Map.of("z", new double[][] {{0, 1}}))) {
      // i (1 + 2i) = -2 + i, i (3 - 4i) = 4 + 3i
      List<Object> parts = PythonModel.values(out.get("w", TFloat64.class));
      assertThat(parts).containsExactly(-2.0, 1.0, 4.0, 3.0);
    }
  }

  // ------------------------------------------------------------- words

  @Test
  void aWrongShapeNamesInputRuleAndValue() {
    try (LoadedModel model = python("module_functions")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.call("reconstruct", Map.of("x", new float[3][4])))
          .withMessage("input 'x' of 'reconstruct' must have shape (?, 5), but has (3, 4)")
          .withNoCause();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.call("reconstruct", Map.of("x", new double[3][5])))
          .withMessage("input 'x' of 'reconstruct' must be float32, but is float64");
      TrainableModel network = model.trainable();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> build(network, "reconstruct", InputSpec.floats("x", -1, 4)))
          .withMessage("input 'x' of 'reconstruct' must have shape (?, 5), but has (?, 4)");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  build(network, "reconstruct", new InputSpec("x", TInt32.class, Shape.of(-1, 5))))
          .withMessage("input 'x' of 'reconstruct' must be float32, but is int32");
    }
  }

  private static void build(TrainableModel network, String name, InputSpec x) {
    network
        .engine()
        .function(
            "step",
            List.of(x),
            (tf, in) -> network.call(tf, name, Map.of("x", in.get("x", x.type())), Mode.TRAINING));
  }

  /** A model whose file leaves open what only its operations know. */
  private void saveOpenModel() {
    try (GraphEngine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> w = weight(engine, Shape.of(3, 2));
      ModelFunction product =
          ModelFunction.of(
              "f",
              List.of(InputSpec.floats("x", -1, -1)),
              (tf, in) -> Map.of("y", tf.linalg.matMul(in.floats("x"), w.read(tf))));
      SavedModels.save(new TestModel(engine, Map.of("w", w), product), folder.resolve("open"));
    }
  }

  @Test
  void whatOnlyTheOperationsRefuseIsNotBlamedOnTheFile() {
    saveOpenModel();
    try (LoadedModel model = SavedModels.load(folder.resolve("open"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.call("f", Map.of("x", new float[2][4])))
          .withMessageContaining("inputs of 'f' must fit its operations, but: Matrix size")
          .withMessageContaining("[2,4]")
          .withMessageNotContainingAny("saved_model.pb", "{{", "io.latent4j", "\n");
      // Built with this shape, it fails before it runs.
      assertThatIllegalArgumentException()
          .isThrownBy(() -> build(model.trainable(), "f", InputSpec.floats("x", -1, 4)))
          .withMessageContaining("must fit its operations, but: Dimensions must be equal")
          .withMessageContaining("for MatMul with input shapes: [?,4], [3,2], at 'MatMul")
          .withMessageNotContainingAny("saved_model.pb", "README", "{{", "\n");
      build(model.trainable(), "f", InputSpec.floats("x", -1, 3));
      assertThat(model.trainable().obstacle("f")).isEmpty();
    }
  }

  @Test
  void missingGradientsNameTheOperationAndNoLineOfOurs() {
    try (LoadedModel model = python("module_control_flow")) {
      assertThat(model.trainable().obstacle("choose"))
          .hasValueSatisfying(
              text ->
                  assertThat(text)
                      .startsWith("no gradient is known for operation If ('StatefulPartitioned")
                      .contains("'), made at " + getClass().getName() + ".missingGradients")
                      .doesNotContain("Inliner", "README", "http"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m.keras | a file of Keras; in Python, model.export('DIR') writes a SavedModel",
        "m.h5 | a file of Keras; in Python, model.export('DIR') writes a SavedModel",
        "saved_model.pb | its description only; name the folder that it is in",
        "m.onnx | a file of another format; tf.saved_model.save writes a SavedModel",
        "m | a file"
      })
  void whatIsNoFolderIsSaidToBe(String name, String found) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "anything");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SavedModels.describe(file))
        .withMessage(file + ": expected the folder of a SavedModel, found " + found);
  }

  @Test
  void theModelInAFolderOfTheOneThatIsNamedIsNamed() {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SavedModels.load(Path.of("savedmodels", "kmeans")))
        .withMessageEndingWith(
            "no such file; there is one in " + Path.of("savedmodels", "kmeans", "model"));
  }
}
