package io.latent4j.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.NnFixture;
import io.latent4j.nn.Numbers;
import io.latent4j.nn.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What layers compute, beside Keras where {@code layers.json} has it. */
@ParameterizedClass
@EnumSource
class LayersTest {
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

  record Case(JsonObject fixture) {
    @Override
    public String toString() {
      return fixture.get("name").getAsString();
    }
  }

  static Stream<Case> layersOfKeras() {
    return NnFixture.list(NnFixture.read("layers.json"), "layers").stream().map(Case::new);
  }

  private static Layer layer(String name) {
    if (name.startsWith("activation ")) {
      return Activation.of(ActivationFunction.of(name.substring("activation ".length())));
    }
    return switch (name) {
      case "dense" -> Dense.of(5);
      case "dense without bias" ->
          Dense.of(5).withActivation(ActivationFunction.TANH).withBias(false);
      case "dense of rank 3" -> Dense.of(2).withActivation(ActivationFunction.SOFTMAX);
      case "dropout" -> Dropout.of(0.5f);
      case "flatten" -> Flatten.of();
      case "reshape" -> Reshape.of(2, -1, 3);
      case "nested" ->
          Sequential.of(
              Flatten.of(),
              Sequential.of(Dense.of(6).withActivation(ActivationFunction.SELU), Dense.of(2)),
              Activation.of(ActivationFunction.SIGMOID));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @MethodSource("layersOfKeras")
  void computeWhatKerasComputes(Case which) {
    JsonElement input = which.fixture.get("input");
    JsonElement output = which.fixture.get("output");
    Layer layer = layer(which.toString());

    layer.build(engine, anyBatch(NnFixture.shape(input)));
    List<ModelVariable<?>> variables = layer.variables();
    List<JsonElement> weights = which.fixture.getAsJsonArray("weights").asList();
    assertThat(variables).hasSameSizeAs(weights);
    for (int i = 0; i < weights.size(); i++) {
      assertThat(variables.get(i).shape()).isEqualTo(NnFixture.shape(weights.get(i)));
      variables.get(i).assign(NnFixture.values(weights.get(i)));
    }

    assertThat(layer.outputShape().asArray())
        .isEqualTo(anyBatch(NnFixture.shape(output)).asArray());
    try (TFloat32 x = NnFixture.tensor(input);
        Outputs out = inference(layer).call(Map.of("x", x))) {
      assertThat(out.get("y", TFloat32.class).shape()).isEqualTo(NnFixture.shape(output));
      assertClose(out.floats("y"), NnFixture.values(output));
    }
  }

  private static Shape anyBatch(Shape shape) {
    long[] sizes = shape.asArray();
    sizes[0] = Shape.UNKNOWN_SIZE;
    return Shape.of(sizes);
  }

  private CompiledFunction inference(Layer layer) {
    return function("inference", layer, Mode.INFERENCE);
  }

  private CompiledFunction function(String name, Layer layer, Mode mode) {
    return engine.function(
        name,
        List.of(new InputSpec("x", TFloat32.class, layer.inputShape())),
        (tf, in) -> Map.of("y", layer.call(tf, in.floats("x"), mode)));
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .isCloseTo(expected[i], within(1e-6f * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @Test
  void dropoutDropsItsShareAndScalesTheRest() {
    Dropout dropout = Dropout.of(0.3f);
    dropout.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 100));

    float[] y = ones(function("train", dropout, Mode.TRAINING), 200);

    assertThat(Numbers.distinct(y)).containsExactlyInAnyOrder(0f, 1 / 0.7f);
    // Five standard deviations of a share of 20,000.
    assertThat(Numbers.share(y, 0f)).isCloseTo(0.3, within(0.017));
  }

  @Test
  void dropoutOfRateZeroChangesNothing() {
    Dropout dropout = Dropout.of(0);
    dropout.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 100));

    assertThat(Numbers.distinct(ones(function("train", dropout, Mode.TRAINING), 2)))
        .containsExactly(1f);
  }

  @Test
  void dropoutDiffersFromStepToStepAndPlaceToPlace() {
    Dropout first = Dropout.of(0.5f);
    Dropout second = Dropout.of(0.5f);
    Shape shape = Shape.of(Shape.UNKNOWN_SIZE, 100);
    first.build(engine, shape);
    second.build(engine, shape);
    CompiledFunction both =
        engine.function(
            "both",
            List.of(new InputSpec("x", TFloat32.class, shape)),
            (tf, in) ->
                Map.of(
                    "first", first.call(tf, in.floats("x"), Mode.TRAINING),
                    "second", second.call(tf, in.floats("x"), Mode.TRAINING)));

    try (TFloat32 x = ones(3);
        Outputs out = both.call(Map.of("x", x));
        Outputs again = both.call(Map.of("x", x))) {
      assertThat(out.floats("first")).isNotEqualTo(out.floats("second"));
      assertThat(again.floats("first")).isEqualTo(out.floats("first"));
      advance();
      try (Outputs later = both.call(Map.of("x", x))) {
        assertThat(later.floats("first")).isNotEqualTo(out.floats("first"));
      }
    }
  }

  @Test
  void dropoutDependsOnTheSeedOnly() {
    assertThat(droppedBySeed(5)).isEqualTo(droppedBySeed(5)).isNotEqualTo(droppedBySeed(6));
  }

  private float[] droppedBySeed(long seed) {
    try (Engine other = kind.open(EngineOptions.defaults().withSeed(seed));
        TFloat32 x = ones(3)) {
      Dropout dropout = Dropout.of(0.5f);
      dropout.build(other, Shape.of(Shape.UNKNOWN_SIZE, 100));
      CompiledFunction function =
          other.function(
              "train",
              List.of(InputSpec.floats("x", -1, 100)),
              (tf, in) -> Map.of("y", dropout.call(tf, in.floats("x"), Mode.TRAINING)));
      try (Outputs out = function.call(Map.of("x", x))) {
        return out.floats("y");
      }
    }
  }

  private void advance() {
    engine
        .run(
            (tf, in) -> {
              engine.step().assign(tf, tf.math.add(engine.step().read(tf), tf.constant(1L)));
              return Map.of();
            })
        .close();
  }

  private static TFloat32 ones(int rows) {
    float[] values = new float[rows * 100];
    Arrays.fill(values, 1);
    return NnFixture.tensor(Shape.of(rows, 100), values);
  }

  private float[] ones(CompiledFunction function, int rows) {
    try (TFloat32 x = ones(rows);
        Outputs out = function.call(Map.of("x", x))) {
      return out.floats("y");
    }
  }

  @Test
  void weightsStartAsKerasStartsThem() {
    Dense dense = Dense.of(50);
    dense.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 100));

    float limit = (float) Math.sqrt(6.0 / 150);
    assertThat(dense.bias().toFloats()).containsOnly(0f);
    float[] kernel = dense.kernel().toFloats();
    assertThat(Numbers.distinct(kernel)).allMatch(weight -> Math.abs(weight) <= limit);
    assertThat(Numbers.deviation(kernel)).isCloseTo(limit / Math.sqrt(3), within(0.004));
  }

  @Test
  void valuesMoveToAnotherEngine() {
    Sequential here = Sequential.of(Dense.of(4), Dense.of(2));
    here.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 3));
    EngineKind otherKind = kind == EngineKind.GRAPH ? EngineKind.EAGER : EngineKind.GRAPH;
    try (Engine other = otherKind.open(EngineOptions.defaults().withSeed(1))) {
      Sequential there = Sequential.of(Dense.of(4), Dense.of(2));
      there.build(other, Shape.of(Shape.UNKNOWN_SIZE, 3));
      Dense source = (Dense) here.layers().get(1);
      Dense target = (Dense) there.layers().get(1);
      assertThat(target.kernel().toFloats()).isNotEqualTo(source.kernel().toFloats());

      here.copyValuesTo(there);

      assertThat(target.kernel().toFloats()).isEqualTo(source.kernel().toFloats());
    }
  }

  @Test
  void buildRefusesWhatTheLayerCannotTake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dense.of(3).withName("code").build(engine, Shape.of(-1)))
        .withMessage("input of layer 'code' must have rank 2 or more, but has the shape [?]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dense.of(3).build(engine, Shape.of(-1, -1)))
        .withMessage(
            "input of layer 'dense' must have a batch axis, then known sizes of at least 1,"
                + " but has the shape [?, ?]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Flatten.of().computeOutputShape(Shape.unknown()))
        .withMessageContaining("input of layer 'flatten' must have a batch axis");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reshape.of(5, -1).build(engine, Shape.of(-1, 12)))
        .withMessage(
            "input of layer 'reshape' must fill the target [5, -1],"
                + " but has the shape [?, 12] with 12 numbers a sample");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reshape.of(5, 2).build(engine, Shape.of(-1, 20)))
        .withMessageContaining("with 20 numbers a sample");
  }

  @Test
  void callRefusesAnotherShape() {
    Dense dense = Dense.of(3);
    dense.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 784));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> callWithZeros(dense, 2, 10))
        .withMessage("input of layer 'dense' must have the shape [?, 784], but has [2, 10]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> callWithZeros(dense, 2, 28, 28))
        .withMessage("input of layer 'dense' must have the shape [?, 784], but has [2, 28, 28]");
  }

  private void callWithZeros(Layer layer, long... shape) {
    engine
        .run(
            (tf, in) ->
                Map.of(
                    "y",
                    layer.call(tf, tf.zeros(tf.constant(shape), TFloat32.class), Mode.INFERENCE)))
        .close();
  }

  @Test
  void layersAreBuiltOnceAndBeforeUse() {
    Dense dense = Dense.of(3);
    assertThatIllegalStateException()
        .isThrownBy(() -> callWithZeros(dense, 2, 10))
        .withMessage("layer 'dense' must be built first: build(engine, inputShape)");
    assertThatIllegalStateException().isThrownBy(dense::kernel);
    assertThatIllegalStateException().isThrownBy(dense::outputShape);
    assertThatIllegalStateException().isThrownBy(dense::variables);

    dense.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 10));

    assertThatIllegalStateException()
        .isThrownBy(() -> dense.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 10)))
        .withMessage(
            "layer 'dense' must be built once, but is already built for the input shape [?, 10]");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              Dense plain = Dense.of(3).withBias(false);
              plain.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 10));
              plain.bias();
            })
        .withMessage("layer 'dense' was described without a bias");
  }

  @Test
  void optionsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dense.of(0))
        .withMessage("units must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dropout.of(1))
        .withMessage("rate must be at least 0 and below 1, but is 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Dropout.of(Float.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reshape.of(-1, 3, -1))
        .withMessage("target must have positive sizes and at most one -1, but is [-1, 3, -1]");
    assertThatIllegalArgumentException().isThrownBy(() -> Reshape.of(0, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Flatten.of().withName("a/b"))
        .withMessageEndingWith("but is 'a/b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActivationFunction.of("swirl"))
        .withMessage(
            "activation must be one of linear, relu, leaky_relu, elu, selu, softplus, gelu, silu,"
                + " mish, relu6, exponential, hard_sigmoid, tanh, sigmoid, softmax, log_softmax,"
                + " but is 'swirl'");
    assertThat(ActivationFunction.of("swish")).isEqualTo(ActivationFunction.SILU);
  }
}
