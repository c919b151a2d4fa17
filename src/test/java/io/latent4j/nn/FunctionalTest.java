package io.latent4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.checkpoint.Checkpoint;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.layers.Add;
import io.latent4j.nn.layers.BatchNormalization;
import io.latent4j.nn.layers.Concatenate;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Dropout;
import io.latent4j.nn.layers.Flatten;
import io.latent4j.nn.layers.Maximum;
import io.latent4j.nn.layers.Multiply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Networks of any form, beside Keras's; {@code functional.json} has Keras's side. */
@ParameterizedClass
@EnumSource
class FunctionalTest {
  private static final JsonObject FIXTURE = NnFixture.read("functional.json");
  private static final List<String> OUTPUTS = List.of("decoded", "log_variance", "score");

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

  private static Functional heads() {
    SymbolicTensor code = SymbolicTensor.input("code", 3);
    return Functional.from(code)
        .output("mean", Dense.of(2).withName("mean").call(code))
        .output("log_variance", Dense.of(2).withName("log_variance").call(code))
        .create()
        .withName("heads");
  }

  /** The model of the fixture: two inputs, a shared layer, models within it, three outputs. */
  private static Functional twoTowers() {
    SymbolicTensor x = SymbolicTensor.input("x", 4);
    SymbolicTensor condition = SymbolicTensor.input("condition", 2);
    Layer shared = Dense.of(3).withActivation(ActivationFunction.TANH).withName("shared");
    SymbolicTensor one = shared.call(x);
    SymbolicTensor other = shared.call(Concatenate.of().call(condition, condition));
    Layer inner =
        Sequential.of(Dense.of(3).withBias(false), BatchNormalization.of()).withName("inner");
    SymbolicTensor hidden = inner.call(Add.of().call(one, other));
    Map<String, SymbolicTensor> code = heads().call(Map.of("code", hidden));
    SymbolicTensor decoded =
        Dense.of(4).withName("decoder").call(Concatenate.of().call(code.get("mean"), condition));
    SymbolicTensor score =
        Dense.of(1)
            .withActivation(ActivationFunction.SIGMOID)
            .withName("scorer")
            .call(Maximum.of().call(hidden, Multiply.of().call(one, other)));
    return Functional.from(x, condition)
        .output("decoded", decoded)
        .output("log_variance", code.get("log_variance"))
        .output("score", score)
        .create()
        .withName("two_towers");
  }

  private Functional built() {
    Functional model = twoTowers();
    model.build(engine);
    List<JsonObject> layers = NnFixture.list(FIXTURE.getAsJsonObject("model"), "layers");
    for (int i = 0; i < layers.size(); i++) {
      List<JsonElement> weights = layers.get(i).getAsJsonArray("weights").asList();
      List<ModelVariable<?>> variables = model.layers().get(i).variables();
      assertThat(variables).hasSameSizeAs(weights);
      for (int w = 0; w < weights.size(); w++) {
        variables.get(w).assign(NnFixture.values(weights.get(w)));
      }
    }
    return model;
  }

  @Test
  void layersHaveTheOrderAndNamesOfKeras() {
    List<JsonObject> expected = NnFixture.list(FIXTURE.getAsJsonObject("model"), "layers");

    assertThat(twoTowers().layers())
        .extracting(layer -> layer.name() + " " + layer.getClass().getSimpleName())
        .containsExactlyElementsOf(
            expected.stream()
                .map(
                    layer ->
                        layer.get("name").getAsString() + " " + layer.get("class").getAsString())
                .toList());
  }

  @Test
  void summaryIsTheTextOfKeras() {
    assertThat(built().summary()).isEqualTo(FIXTURE.get("summary").getAsString().stripTrailing());
  }

  @Test
  void summaryOfAStraightNetworkHasNoConnections() {
    SymbolicTensor image = SymbolicTensor.input("image", 6, 6, 1);
    Functional model =
        Functional.of(image, Flatten.of().call(Conv2D.of(2, 3).call(image))).withName("straight");
    model.build(engine);

    assertThat(model.summary()).isEqualTo(FIXTURE.get("straight").getAsString().stripTrailing());
    assertThat(model.outputNames()).containsExactly("flatten");
  }

  @Test
  void computesAndDifferentiatesAsKerasDoes() {
    check("inference", Mode.INFERENCE);
  }

  @Test
  void trainsAsKerasDoes() {
    check("training", Mode.TRAINING);
  }

  private void check(String part, Mode mode) {
    Functional model = built();
    JsonObject fixture = FIXTURE.getAsJsonObject("model");
    JsonObject expected = fixture.getAsJsonObject(part);
    Map<String, TFloat32> arguments = new LinkedHashMap<>();
    fixture
        .getAsJsonObject("inputs")
        .entrySet()
        .forEach(entry -> arguments.put(entry.getKey(), NnFixture.tensor(entry.getValue())));
    fixture
        .getAsJsonObject("upstream")
        .entrySet()
        .forEach(
            entry -> arguments.put("to_" + entry.getKey(), NnFixture.tensor(entry.getValue())));
    try (Outputs out = differentiated(model, mode).call(arguments)) {
      for (String name : OUTPUTS) {
        Closeness.assertClose(
            name,
            out.floats(name),
            NnFixture.values(expected.getAsJsonObject("outputs").get(name)));
      }
      List<JsonElement> gradients = expected.getAsJsonArray("by_weights").asList();
      assertThat(model.trainableVariables()).hasSameSizeAs(gradients);
      for (int i = 0; i < gradients.size(); i++) {
        Closeness.assertClose(
            "by weight " + i, out.floats("by_" + i), NnFixture.values(gradients.get(i)));
      }
    }
    arguments.values().forEach(TFloat32::close);
  }

  private CompiledFunction differentiated(Functional model, Mode mode) {
    List<InputSpec> inputs = new ArrayList<>();
    inputs.add(InputSpec.floats("x", -1, 4));
    inputs.add(InputSpec.floats("condition", -1, 2));
    OUTPUTS.forEach(name -> inputs.add(InputSpec.floats("to_" + name, -1, -1)));
    return engine.function(
        "differentiated",
        inputs,
        (tf, in) -> {
          try (GradientTape tape = GradientTape.on(engine)) {
            Map<String, Operand<TFloat32>> outputs =
                model.call(
                    tf, Map.of("x", in.floats("x"), "condition", in.floats("condition")), mode);
            assertThat(outputs.keySet()).containsExactlyElementsOf(OUTPUTS);
            List<Operand<TFloat32>> parts = new ArrayList<>();
            outputs.forEach(
                (name, value) -> parts.add(total(tf, tf.math.mul(value, in.floats("to_" + name)))));
            List<ModelVariable<?>> weights = model.trainableVariables();
            List<Operand<?>> gradients = tape.gradient(tf.math.addN(parts), weights);
            Map<String, Operand<? extends TType>> all = new LinkedHashMap<>(outputs);
            for (int i = 0; i < gradients.size(); i++) {
              all.put("by_" + i, gradients.get(i));
            }
            return all;
          }
        });
  }

  private static Operand<TFloat32> total(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, tf.constant(new int[] {0, 1}));
  }

  @Test
  void pathsArePythonsAndASharedLayerIsThereOnce() {
    Functional model = built();

    assertThat(model.variablesByPath().keySet())
        .containsExactly(
            "layers[3].kernel",
            "layers[3].bias",
            "layers[5].layers[0].kernel",
            "layers[5].layers[1].gamma",
            "layers[5].layers[1].beta",
            "layers[5].layers[1].moving_mean",
            "layers[5].layers[1].moving_variance",
            "layers[6].layers[1].kernel",
            "layers[6].layers[1].bias",
            "layers[6].layers[2].kernel",
            "layers[6].layers[2].bias",
            "layers[10].kernel",
            "layers[10].bias",
            "layers[11].kernel",
            "layers[11].bias");
    assertThat(model.parameters()).isEqualTo(76);
    assertThat(model)
        .hasToString(
            "two_towers (Functional): [?, 4], [?, 2] to [?, 4], [?, 2], [?, 1], 76 parameters");
    assertThat(model.layer("shared").variables()).hasSize(2);
  }

  @Test
  void aCheckpointGivesTheSameModelBack(@TempDir Path folder) throws IOException {
    Functional model = built();
    Checkpoint.of(Map.of("model", model)).save(folder.resolve("model"));
    try (Engine other = kind.open(EngineOptions.defaults().withSeed(5))) {
      Functional again = twoTowers();
      again.build(other);

      Checkpoint.of(Map.of("model", again)).restore(folder.resolve("model"));

      assertThat(values(again)).isEqualTo(values(model));
    }
  }

  private static Map<String, String> values(Functional model) {
    Map<String, String> values = new LinkedHashMap<>();
    model
        .variablesByPath()
        .forEach((path, variable) -> values.put(path, Arrays.toString(variable.toFloats())));
    return values;
  }

  @Test
  void modelsThatShareLayersShareVariables() {
    SymbolicTensor x = SymbolicTensor.input("x", 4);
    SymbolicTensor code = Dense.of(2).call(x);
    Functional encoder = Functional.of(x, code);
    Functional autoencoder = Functional.of(x, Dense.of(4).call(code));
    encoder.build(engine);
    autoencoder.build(engine);

    assertThat(encoder.layers()).extracting(Layer::name).containsExactly("x", "dense");
    assertThat(autoencoder.layers())
        .extracting(Layer::name)
        .containsExactly("x", "dense", "dense_1");
    assertThat(autoencoder.variables()).startsWith(encoder.variables().get(0)).hasSize(4);
  }

  @Test
  void isALayerOfOtherNetworks() {
    SymbolicTensor x = SymbolicTensor.input("x", 4);
    SymbolicTensor half = Dense.of(2).call(x);
    Functional residual = Functional.of(x, Add.of().call(x, Dense.of(4).call(half)));
    Sequential network = Sequential.of(residual, Dense.of(1));
    network.build(engine, Shape.of(8, 4));

    assertThat(network.outputShape().asArray()).containsExactly(8, 1);
    assertThat(network.variablesByPath())
        .containsKeys("layers[0].layers[1].kernel", "layers[0].layers[2].bias", "layers[1].bias");
    try (TFloat32 ones = NnFixture.tensor(Shape.of(8, 4), new float[32]);
        Outputs out =
            engine
                .function(
                    "f",
                    List.of(InputSpec.floats("x", 8, 4)),
                    (tf, in) -> Map.of("y", network.call(tf, in.floats("x"), Mode.INFERENCE)))
                .call(Map.of("x", ones))) {
      assertThat(out.floats("y")).containsOnly(0).hasSize(8);
    }
  }

  @Test
  void configSaysWhereEachLayerIsUsed() {
    SymbolicTensor x = SymbolicTensor.input("x", 4);
    Layer shared = Dropout.of(0.5f);
    Functional model = Functional.of(x, Add.of().call(shared.call(x), shared.call(x)));

    assertThat(new Gson().toJson(model.config()))
        .isEqualTo(
            "{\"class_name\":\"Functional\",\"name\":\"functional\",\"layers\":["
                + "{\"class_name\":\"InputLayer\",\"name\":\"x\",\"inbound_nodes\":[[]]},"
                + "{\"class_name\":\"Dropout\",\"name\":\"dropout\",\"rate\":0.5,"
                + "\"inbound_nodes\":[[[\"x\",0,0]],[[\"x\",0,0]]]},"
                + "{\"class_name\":\"Add\",\"name\":\"add\","
                + "\"inbound_nodes\":[[[\"dropout\",0,0],[\"dropout\",1,0]]]}],"
                + "\"input_layers\":[[\"x\",0,0]],\"output_layers\":{\"add\":[\"add\",0,0]}}");
  }

  @Test
  void inputsMustBeWhatTheOutputsNeed() {
    SymbolicTensor x = SymbolicTensor.input("x", 4);
    SymbolicTensor y = SymbolicTensor.input("y", 4);
    SymbolicTensor both = Add.of().call(x, y);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.of(x, both))
        .withMessage("outputs must come from the inputs [x] alone, but need 'y'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.from(x, y).output("z", Dense.of(1).call(x)).create())
        .withMessage("inputs must each lead to an output, but 'y' leads to none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.from(x, x).output("z", x).create())
        .withMessage("inputs must each be there once, but are [x, x]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.of(both, Dense.of(1).call(both)))
        .withMessage(
            "inputs must be made by SymbolicTensor.input, but one is [?, 4] of layer 'add'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.from())
        .withMessage("inputs must be at least one, but there are none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.from(x).create())
        .withMessage("outputs must be at least one, but there are none");
  }

  @Test
  void namesMustDiffer() {
    SymbolicTensor x = SymbolicTensor.input("x", 4);
    SymbolicTensor again = SymbolicTensor.input("x", 4);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.from(x, again).output("z", Add.of().call(x, again)).create())
        .withMessage("layers must differ in name, but two are named 'x'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.from(x).output("z", x).output("z", x))
        .withMessage("outputs must differ in name, but two are named 'z'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.from(x).output("no name", x))
        .withMessageStartingWith("name of an output must be letters, digits and underscores");
  }

  @Test
  void shapesMustFit() {
    SymbolicTensor x = SymbolicTensor.input("x", 4);
    Layer dense = Dense.of(2);
    SymbolicTensor two = dense.call(x);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conv2D.of(1, 3).call(x))
        .withMessageStartingWith("input of layer 'conv2d' must be images");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.of(x, dense.call(two)))
        .withMessage(
            "layer 'dense' must get the same shape wherever it is used, but gets [?, 4] and [?, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dense.call(x, x))
        .withMessage("inputs of layer 'dense' must be one, but are 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Functional.of(x, two).build(engine, Shape.of(-1, 5)))
        .withMessage("input 'x' of layer 'functional' must have the shape [?, 4], but has [?, 5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SymbolicTensor.input("x"))
        .withMessage("input 'x' must have a shape of one size or more, but has none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SymbolicTensor.input("x", 3, -1))
        .withMessage("sizes of input 'x' must be at least 1, but are [3, ?]");
  }

  @Test
  void inputsAreGivenByTheirNames() {
    Functional model = built();
    Functional inner = heads();
    SymbolicTensor code = SymbolicTensor.input("other", 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> inner.call(Map.of("x", code)))
        .withMessage("inputs of layer 'heads' must be [code], but are [x]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inner.call(code))
        .withMessage(
            "layer 'heads' must have one output to be called like this, but has 2:"
                + " call it by names");
    assertThatIllegalStateException()
        .isThrownBy(model::inputShape)
        .withMessage("layer 'two_towers' must have one input for this, but has 2");
    assertThatIllegalStateException()
        .isThrownBy(inner::summary)
        .withMessageStartingWith("layer 'heads' must be built first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.layer("nobody"))
        .withMessageStartingWith("layer must be one of [condition, x, ");
  }
}
