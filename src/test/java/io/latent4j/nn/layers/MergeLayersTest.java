package io.latent4j.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.autodiff.Unconnected;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Closeness;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.NnFixture;
import io.latent4j.nn.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Layers of several inputs, beside Keras's; {@code functional.json} has Keras's side. */
@ParameterizedClass
@EnumSource
class MergeLayersTest {
  private static final JsonObject FIXTURE = NnFixture.read("functional.json");

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

  /** A line of the fixture, under its name. */
  private record MergeCase(JsonObject fixture) {
    @Override
    public String toString() {
      return fixture.get("name").getAsString();
    }

    Layer layer() {
      JsonObject config = fixture.getAsJsonObject("config");
      return MergeLayersTest.layer(
          fixture.get("class").getAsString(), config.has("axis") ? config.get("axis") : null);
    }
  }

  private static Layer layer(String name, JsonElement axis) {
    return switch (name) {
      case "Add" -> Add.of();
      case "Subtract" -> Subtract.of();
      case "Multiply" -> Multiply.of();
      case "Average" -> Average.of();
      case "Maximum" -> Maximum.of();
      case "Minimum" -> Minimum.of();
      case "Concatenate" -> Concatenate.of().withAxis(axis.getAsInt());
      default -> throw new IllegalArgumentException(name);
    };
  }

  static List<MergeCase> merges() {
    return NnFixture.list(FIXTURE, "merges").stream().map(MergeCase::new).toList();
  }

  static List<JsonObject> refused() {
    return NnFixture.list(FIXTURE, "refused");
  }

  @ParameterizedTest
  @MethodSource("merges")
  void computesAndDifferentiatesAsKerasDoes(MergeCase which) {
    List<JsonElement> inputs = which.fixture.getAsJsonArray("inputs").asList();
    double tolerance = LayerAgreement.tolerance(which.toString());
    Layer layer = which.layer();
    layer.build(engine, inputs.stream().map(MergeLayersTest::anyNumber).toList());
    assertThat(layer.config())
        .containsEntry("class_name", which.fixture.get("class").getAsString());
    assertThat(layer.parameters()).isZero();

    Map<String, TFloat32> arguments = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      arguments.put("x" + i, NnFixture.tensor(inputs.get(i)));
    }
    arguments.put("upstream", NnFixture.tensor(which.fixture.get("upstream")));
    try (Outputs out = differentiated(layer).call(arguments)) {
      assertThat(out.shape("y")).isEqualTo(NnFixture.shape(which.fixture.get("output")));
      Closeness.assertClose(
          "output", out.floats("y"), NnFixture.values(which.fixture.get("output")), tolerance);
      List<JsonElement> gradients = which.fixture.getAsJsonArray("gradients").asList();
      for (int i = 0; i < gradients.size(); i++) {
        Closeness.assertClose(
            "by input " + i, out.floats("by_" + i), NnFixture.values(gradients.get(i)), tolerance);
      }
    }
    arguments.values().forEach(TFloat32::close);
  }

  private static Shape anyNumber(JsonElement tensor) {
    return Shapes.anyBatch(NnFixture.shape(tensor));
  }

  private CompiledFunction differentiated(Layer layer) {
    List<InputSpec> inputs = new ArrayList<>();
    for (Shape shape : layer.inputShapes()) {
      inputs.add(new InputSpec("x" + inputs.size(), TFloat32.class, shape));
    }
    inputs.add(new InputSpec("upstream", TFloat32.class, layer.outputShape()));
    int count = layer.inputShapes().size();
    return engine.function(
        "differentiated",
        inputs,
        (tf, in) -> {
          try (GradientTape tape = GradientTape.on(engine)) {
            List<Operand<TFloat32>> values = new ArrayList<>();
            for (int i = 0; i < count; i++) {
              values.add(in.floats("x" + i));
              tape.watch(values.get(i));
            }
            Operand<TFloat32> y = layer.call(tf, values, Mode.TRAINING).get(0);
            Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
            outputs.put("y", y);
            List<Operand<?>> gradients =
                tape.gradientOfOperands(
                    tf.math.mul(y, in.floats("upstream")), values, Unconnected.NONE, null);
            for (int i = 0; i < count; i++) {
              outputs.put("by_" + i, gradients.get(i));
            }
            return outputs;
          }
        });
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatKerasRefuses(JsonObject which) {
    Layer layer = layer(which.get("class").getAsString(), which.get("axis"));
    List<Shape> shapes =
        which.getAsJsonArray("shapes").asList().stream()
            .map(shape -> Shape.of(longs(shape)))
            .toList();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.build(engine, shapes))
        .withMessageStartingWith("inputs of layer '" + layer.name() + "' must ")
        .withMessageEndingWith(", but have the shapes " + Shapes.text(shapes));
  }

  private static long[] longs(JsonElement sizes) {
    return sizes.getAsJsonArray().asList().stream().mapToLong(JsonElement::getAsLong).toArray();
  }

  @Test
  void theNumberOfSamplesIsKnownIfOneInputKnowsIt() {
    assertThat(
            Concatenate.of()
                .computeOutputShapes(List.of(Shape.of(-1, 2), Shape.of(7, 3)))
                .get(0)
                .asArray())
        .containsExactly(7, 5);
  }

  @Test
  void samplesAreNotConcatenated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Concatenate.of().withAxis(0))
        .withMessage("axis must not be 0, the axis of the batch, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Concatenate.of()
                    .withName("joined")
                    .withAxis(-2)
                    .computeOutputShape(Shape.of(-1, 2)))
        .withMessage(
            "inputs of layer 'joined' must have an axis -2 after that of the batch,"
                + " but have the shapes [?, 2]");
  }
}
