package io.latent4j.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.autodiff.Unconnected;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Closeness;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.NnFixture;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.Shapes;
import io.latent4j.nn.layers.LayerCases.LayerCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * What every layer must do, in both engines: compute what Keras computes, in training and
 * otherwise, with Keras's gradients and number of parameters; refuse wrong shapes; hand its values
 * on; and say how it was described. {@code layer_contract.json} has Keras's side.
 */
@ParameterizedClass
@EnumSource
class LayerContractTest {
  private static final Map<String, JsonObject> FIXTURES =
      NnFixture.list(NnFixture.read("layer_contract.json"), "cases").stream()
          .collect(Collectors.toMap(entry -> entry.get("name").getAsString(), entry -> entry));

  /** What these do in training is in {@link NoiseTest}. */
  private static final List<String> NOISES =
      List.of("dropout", "gaussian noise", "salt and pepper noise");

  @Parameter EngineKind kind;
  private Engine engine;

  @BeforeEach
  void open() {
    engine = kind.open();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  static List<LayerCase> layers() {
    return LayerCases.all();
  }

  /** All of Keras's side but the part for a mode. */
  private static JsonObject fixture(LayerCase which) {
    JsonObject fixture = FIXTURES.get(which.name());
    assertThat(fixture).as("fixture of " + which).isNotNull();
    return fixture;
  }

  private static Layer build(LayerCase which, Engine engine) {
    Layer layer = which.description().get();
    layer.build(engine, anyBatch(NnFixture.shape(fixture(which).get("input"))));
    return layer;
  }

  private static Layer buildWithWeights(LayerCase which, Engine engine) {
    Layer layer = build(which, engine);
    assign(layer, fixture(which).getAsJsonArray("weights").asList());
    return layer;
  }

  private static void assign(Layer layer, List<JsonElement> weights) {
    List<ModelVariable<?>> variables = layer.variables();
    assertThat(variables).hasSameSizeAs(weights);
    for (int i = 0; i < weights.size(); i++) {
      assertThat(variables.get(i).shape()).isEqualTo(NnFixture.shape(weights.get(i)));
      variables.get(i).assign(NnFixture.values(weights.get(i)));
    }
  }

  private static Shape anyBatch(Shape shape) {
    long[] sizes = shape.asArray();
    sizes[0] = Shape.UNKNOWN_SIZE;
    return Shape.of(sizes);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void computesAndDifferentiatesAsKerasDoes(LayerCase which) {
    Layer layer = buildWithWeights(which, engine);

    check(layer, fixture(which), "inference", Mode.INFERENCE);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void trainsAsKerasDoes(LayerCase which) {
    JsonObject fixture = fixture(which);
    Layer layer = buildWithWeights(which, engine);
    if (fixture.has("training")) {
      check(layer, fixture, "training", Mode.TRAINING);
      List<JsonElement> after =
          fixture.getAsJsonObject("training").getAsJsonArray("weights").asList();
      for (int i = 0; i < after.size(); i++) {
        assertClose("weight " + i, layer.variables().get(i).toFloats(), after.get(i));
      }
    } else if (!NOISES.contains(which.name())) {
      check(layer, fixture, "inference", Mode.TRAINING);
    }
  }

  private void check(Layer layer, JsonObject fixture, String part, Mode mode) {
    JsonObject expected = fixture.getAsJsonObject(part);
    double tolerance = LayerAgreement.tolerance(fixture.get("name").getAsString());
    assertThat(layer.outputShape().asArray())
        .isEqualTo(anyBatch(NnFixture.shape(expected.get("output"))).asArray());
    CompiledFunction function = differentiated(layer, mode);
    try (TFloat32 x = NnFixture.tensor(fixture.get("input"));
        TFloat32 upstream = NnFixture.tensor(fixture.get("upstream"));
        Outputs out = function.call(Map.of("x", x, "upstream", upstream))) {
      assertThat(out.shape("y")).isEqualTo(NnFixture.shape(expected.get("output")));
      assertClose("output", out.floats("y"), expected.get("output"), tolerance);
      if (expected.get("by_input").isJsonNull()) {
        assertThat(out.names()).doesNotContain("by_input");
      } else {
        assertClose("by input", out.floats("by_input"), expected.get("by_input"), tolerance);
      }
      List<JsonElement> byWeights = expected.getAsJsonArray("by_weights").asList();
      assertThat(layer.trainableVariables()).hasSameSizeAs(byWeights);
      for (int i = 0; i < byWeights.size(); i++) {
        assertClose("by weight " + i, out.floats("by_weight_" + i), byWeights.get(i), tolerance);
      }
    }
  }

  /** The output, and the gradients of its product with what flows back. */
  private CompiledFunction differentiated(Layer layer, Mode mode) {
    return engine.function(
        "differentiated",
        List.of(
            new InputSpec("x", TFloat32.class, layer.inputShape()),
            new InputSpec("upstream", TFloat32.class, layer.outputShape())),
        (tf, in) -> {
          try (GradientTape tape = GradientTape.on(engine)) {
            tape.watch(in.floats("x"));
            Operand<TFloat32> y = layer.call(tf, in.floats("x"), mode);
            Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
            outputs.put("y", y);
            outputs.putAll(gradients(tf, tape, tf.math.mul(y, in.floats("upstream")), in, layer));
            return outputs;
          }
        });
  }

  private static Map<String, Operand<? extends TType>> gradients(
      Ops tf, GradientTape tape, Operand<TFloat32> target, Operands in, Layer layer) {
    List<Operand<?>> sources = new ArrayList<>(List.of(in.floats("x")));
    layer.trainableVariables().forEach(variable -> sources.add(variable.handle(tf)));
    List<Operand<?>> gradients = tape.gradientOfOperands(target, sources, Unconnected.NONE, null);
    Map<String, Operand<? extends TType>> byName = new LinkedHashMap<>();
    if (gradients.get(0) != null) {
      byName.put("by_input", gradients.get(0));
    }
    for (int i = 1; i < gradients.size(); i++) {
      if (gradients.get(i) != null) {
        byName.put("by_weight_" + (i - 1), gradients.get(i));
      }
    }
    return byName;
  }

  private static void assertClose(String what, float[] actual, JsonElement expected) {
    assertClose(what, actual, expected, Closeness.TOLERANCE);
  }

  private static void assertClose(
      String what, float[] actual, JsonElement expected, double tolerance) {
    Closeness.assertClose(what, actual, NnFixture.values(expected), tolerance);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void hasTheParametersOfKeras(LayerCase which) {
    Layer layer = build(which, engine);

    assertThat(layer.parameters()).isEqualTo(fixture(which).get("parameters").getAsLong());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void saysHowItWasDescribedAsKerasDoes(LayerCase which) {
    JsonObject keras = fixture(which).getAsJsonObject("config");
    Map<String, Object> config = which.description().get().config();

    assertThat(config)
        .containsEntry("class_name", fixture(which).get("class").getAsString())
        .containsEntry("name", fixture(which).get("layer_name").getAsString());
    Gson gson = new Gson();
    JsonObject options = gson.fromJson(gson.toJson(config), JsonObject.class);
    options.remove("class_name");
    options.remove("name");
    for (Map.Entry<String, JsonElement> option : options.entrySet()) {
      if (!option.getValue().isJsonObject()) { // initializers are tested by themselves
        assertThat(option.getValue()).as(option.getKey()).isEqualTo(keras.get(option.getKey()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void refusesWrongShapes(LayerCase which) {
    for (Shape shape : which.refused()) {
      Layer layer = which.description().get();
      assertThatIllegalArgumentException()
          .as(Shapes.text(shape))
          .isThrownBy(() -> layer.build(engine, shape))
          .withMessageStartingWith("input of layer '" + layer.name() + "' must ")
          .withMessageContaining("has the shape " + Shapes.text(shape));
      assertThat(layer.isBuilt()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void refusesToBeCalledWithAnotherShape(LayerCase which) {
    Layer layer = build(which, engine);
    long[] sizes = layer.inputShape().append(3).asArray();
    sizes[0] = 2;

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                engine.run(
                    (tf, in) ->
                        Map.of(
                            "y",
                            layer.call(
                                tf, tf.zeros(tf.constant(sizes), TFloat32.class), Mode.INFERENCE))))
        .withMessageStartingWith("input of layer '" + layer.name() + "' must have the shape ");
  }

  @ParameterizedTest
  @MethodSource("layers")
  void handsItsValuesOn(LayerCase which) {
    Layer here = buildWithWeights(which, engine);
    EngineKind otherKind = kind == EngineKind.GRAPH ? EngineKind.EAGER : EngineKind.GRAPH;
    try (Engine other = otherKind.open(EngineOptions.defaults().withSeed(1))) {
      Layer there = build(which, other);

      here.copyValuesTo(there);

      assertThat(there.variablesByPath().keySet())
          .containsExactlyElementsOf(here.variablesByPath().keySet());
      for (int i = 0; i < here.variables().size(); i++) {
        assertThat(there.variables().get(i).toFloats())
            .isEqualTo(here.variables().get(i).toFloats());
      }
    }
  }

  /** The gradient of the squared norm of a gradient, as a gradient penalty needs it. */
  @Test
  void secondOrderIsThatOfPythonInFloat64() {
    JsonObject fixture = NnFixture.read("layer_contract.json").getAsJsonObject("penalty");
    Layer network =
        Sequential.of(
            Conv2D.of(3, 3).withPadding(Padding.SAME),
            Activation.of(ActivationFunction.LEAKY_RELU),
            LayerNormalization.of());
    network.build(engine, anyBatch(NnFixture.shape(fixture.get("input"))));
    assign(network, fixture.getAsJsonArray("weights").asList());
    CompiledFunction function = penalty(network);

    try (TFloat32 x = NnFixture.tensor(fixture.get("input"));
        Outputs out = function.call(Map.of("x", x))) {
      assertThat(out.scalar("norm"))
          .isCloseTo(fixture.get("norm").getAsFloat(), withinPercentage(100 * Closeness.TOLERANCE));
      assertClose("by input", out.floats("by_input"), fixture.get("by_input"));
      List<JsonElement> byWeights = fixture.getAsJsonArray("by_weights").asList();
      for (int i = 0; i < byWeights.size(); i++) {
        assertClose("by weight " + i, out.floats("by_weight_" + i), byWeights.get(i));
      }
    }
  }

  private CompiledFunction penalty(Layer network) {
    return engine.function(
        "penalty",
        List.of(new InputSpec("x", TFloat32.class, network.inputShape())),
        (tf, in) -> {
          Operand<TFloat32> x = in.floats("x");
          try (GradientTape outer = GradientTape.on(engine)) {
            outer.watch(x);
            Operand<TFloat32> slope;
            try (GradientTape inner = GradientTape.on(engine)) {
              inner.watch(x);
              slope = inner.gradient(tf.math.square(network.call(tf, x, Mode.TRAINING)), x);
            }
            Operand<TFloat32> norm =
                tf.reduceSum(tf.math.square(slope), tf.constant(new int[] {0, 1, 2, 3}));
            Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
            outputs.put("norm", norm);
            outputs.putAll(gradients(tf, outer, norm, in, network));
            return outputs;
          }
        });
  }

  @Test
  void everyCaseOfKerasIsTested() {
    assertThat(layers().stream().map(LayerCase::name)).hasSameElementsAs(FIXTURES.keySet());
  }
}
