package io.latent4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.initializers.Constraints;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.initializers.Regularizers;
import io.latent4j.nn.layers.Add;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Conv2DTranspose;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.DepthwiseConv2D;
import io.latent4j.nn.layers.Embedding;
import io.latent4j.nn.layers.SeparableConv2D;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Optimizers;
import io.latent4j.nn.optimizers.Sgd;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

/**
 * What is added to the loss for weights and what they keep to, beside short trainings by Keras,
 * which {@code weight_rules.json} has.
 */
@ParameterizedClass
@EnumSource
class WeightRulesTest {
  private static final JsonObject FIXTURE = NnFixture.read("weight_rules.json");

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

  static List<String> runs() {
    return NnFixture.list(FIXTURE, "runs").stream()
        .map(run -> run.get("name").getAsString())
        .toList();
  }

  private static Layer layer(String name) {
    return switch (name) {
      case "dense l2" -> Dense.of(3).withKernelRegularizer(Regularizers.l2(0.1f));
      case "dense l1 and l2" ->
          Dense.of(3)
              .withKernelRegularizer(Regularizers.l1l2(0.02f, 0.05f))
              .withBiasRegularizer(Regularizers.l1(0.3f));
      case "dense max norm" ->
          Dense.of(3)
              .withKernelConstraint(Constraints.maxNorm(0.8f))
              .withBiasConstraint(Constraints.nonNeg());
      case "dense unit norm" -> Dense.of(3).withKernelConstraint(Constraints.unitNorm());
      case "dense all" ->
          Dense.of(3)
              .withKernelRegularizer(Regularizers.l2(0.1f))
              .withKernelConstraint(Constraints.maxNorm(0.5f, 1))
              .withBiasConstraint(Constraints.unitNorm());
      case "conv2d" ->
          Conv2D.of(2, 2)
              .withKernelRegularizer(Regularizers.l2(0.05f))
              .withBiasRegularizer(Regularizers.l2(0.5f))
              .withKernelConstraint(Constraints.unitNorm(0, 1, 2))
              .withBiasConstraint(Constraints.maxNorm(0.1f));
      case "conv2d transpose" ->
          Conv2DTranspose.of(2, 2)
              .withKernelRegularizer(Regularizers.l1(0.05f))
              .withKernelConstraint(Constraints.nonNeg());
      case "depthwise conv2d" ->
          DepthwiseConv2D.of(2)
              .withDepthwiseRegularizer(Regularizers.l2(0.2f))
              .withDepthwiseConstraint(Constraints.maxNorm(0.6f, 0, 1));
      case "separable conv2d" ->
          SeparableConv2D.of(2, 2)
              .withDepthwiseRegularizer(Regularizers.l1(0.03f))
              .withPointwiseRegularizer(Regularizers.l2(0.04f))
              .withDepthwiseConstraint(Constraints.nonNeg())
              .withPointwiseConstraint(Constraints.unitNorm(2));
      case "embedding" ->
          Embedding.of(5, 3)
              .withEmbeddingsRegularizer(Regularizers.l2(0.1f))
              .withEmbeddingsConstraint(Constraints.maxNorm(0.4f, 1));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static JsonObject run(String name) {
    return NnFixture.list(FIXTURE, "runs").stream()
        .filter(run -> run.get("name").getAsString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void trainsAsKerasDoes(String name) {
    JsonObject run = run(name);
    Layer layer = layer(name);
    layer.build(engine, Shapes.anyBatch(NnFixture.shape(run.get("input"))));
    List<JsonElement> start = run.getAsJsonArray("weights").asList();
    for (int i = 0; i < start.size(); i++) {
      layer.variables().get(i).assign(NnFixture.values(start.get(i)));
    }
    CompiledFunction step = step(layer, Sgd.of(FIXTURE.get("learning_rate").getAsFloat()));
    try (TFloat32 x = NnFixture.tensor(run.get("input"));
        TFloat32 y = NnFixture.tensor(run.get("target"))) {
      float[] losses = NnFixture.floats(run.get("losses"));
      for (int i = 0; i < losses.length; i++) {
        try (Outputs out = step.call(Map.of("x", x, "y", y))) {
          Closeness.assertClose(
              "loss " + i, new float[] {out.scalar("loss")}, new float[] {losses[i]});
        }
      }
    }
    List<JsonElement> after = run.getAsJsonArray("after").asList();
    for (int i = 0; i < after.size(); i++) {
      Closeness.assertClose(
          "weight " + i, layer.variables().get(i).toFloats(), NnFixture.values(after.get(i)));
    }
  }

  private CompiledFunction step(Layer layer, Optimizer optimizer) {
    List<ModelVariable<?>> weights = layer.trainableVariables();
    return engine.function(
        "step",
        List.of(
            new InputSpec("x", TFloat32.class, layer.inputShape()),
            new InputSpec("y", TFloat32.class, layer.outputShape())),
        (tf, in) -> {
          try (GradientTape tape = GradientTape.on(engine);
              Penalties penalties = Penalties.on(engine)) {
            Operand<TFloat32> y = layer.call(tf, in.floats("x"), Mode.TRAINING);
            Operand<TFloat32> error = meanSquare(tf, tf.math.sub(y, in.floats("y")));
            Operand<TFloat32> loss = penalties.addTo(tf, error);
            optimizer.apply(tf, tape.gradient(loss, weights), weights);
            return Map.of("loss", loss);
          }
        });
  }

  private static Operand<TFloat32> meanSquare(Ops tf, Operand<TFloat32> difference) {
    return tf.math.mean(
        tf.math.square(tf.reshape(difference, tf.constant(new int[] {-1}))), tf.constant(0));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void saysHowItWasDescribedAsKerasDoes(String name) {
    Gson gson = new Gson();
    JsonObject config = gson.fromJson(gson.toJson(layer(name).config()), JsonObject.class);

    run(name)
        .getAsJsonObject("config")
        .entrySet()
        .forEach(
            rule ->
                assertThat(config.get(rule.getKey())).as(rule.getKey()).isEqualTo(rule.getValue()));
  }

  @Test
  void aWeightCountsOnceHoweverOftenItsLayerIsUsed() {
    SymbolicTensor x = SymbolicTensor.input("x", 2);
    Dense shared =
        Dense.of(2)
            .withKernelRegularizer(Regularizers.l2(1))
            .withKernelInitializer(Initializers.ones());
    Functional model = Functional.of(x, Add.of().call(shared.call(x), shared.call(x)));
    model.build(engine);
    try (Outputs out =
        engine.run(
            (tf, in) -> {
              Operand<TFloat32> row = tf.constant(new float[][] {{1, 2}});
              try (Penalties penalties = Penalties.on(engine)) {
                model.call(tf, row, Mode.TRAINING);
                model.call(tf, row, Mode.INFERENCE);
                return Map.of("total", penalties.total(tf));
              }
            })) {
      assertThat(out.scalar("total")).isEqualTo(4);
    }
  }

  @Test
  void withoutRulesTheLossStaysWhatItIs() {
    Layer layer = Dense.of(1);
    layer.build(engine, Shape.of(-1, 1));
    try (Outputs out =
        engine.run(
            (tf, in) -> {
              try (Penalties penalties = Penalties.on(engine)) {
                layer.call(tf, tf.constant(new float[][] {{3}}), Mode.TRAINING);
                Operand<TFloat32> loss = tf.constant(5f);
                assertThat(penalties.addTo(tf, loss)).isSameAs(loss);
                return Map.of("loss", loss);
              }
            })) {
      assertThat(out.scalar("loss")).isEqualTo(5);
    }
  }

  @Test
  void everyOptimizerKeepsToThem() {
    for (String name : List.of("adam", "rmsprop", "lion", "adamw")) {
      Dense layer = Dense.of(2).withKernelConstraint(Constraints.unitNorm());
      layer.build(engine, Shape.of(-1, 3));
      try (TFloat32 x = NnFixture.tensor(Shape.of(1, 3), 1, -2, 3);
          TFloat32 y = NnFixture.tensor(Shape.of(1, 2), 4, 5);
          Outputs out = step(layer, Optimizers.of(name, 0.5f)).call(Map.of("x", x, "y", y))) {
        assertThat(out.scalar("loss")).isPositive();
        float[] kernel = layer.kernel().toFloats();
        for (int unit = 0; unit < 2; unit++) {
          int column = unit;
          double square =
              IntStream.range(0, 3).mapToDouble(i -> Math.pow(kernel[2 * i + column], 2)).sum();
          assertThat(Math.abs(square - 1)).as(name).isLessThan(1e-5);
        }
      }
    }
  }

  @Test
  void numbersAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Regularizers.l2(-1))
        .withMessage("l2 must be at least 0 and finite, but is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Constraints.maxNorm(0))
        .withMessage("maxValue must be positive and finite, but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Constraints.unitNorm(0, 0))
        .withMessage("axes must be at least 0 and each be there once, but are [0, 0]");
    Layer layer = Dense.of(2).withBiasConstraint(Constraints.unitNorm(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.build(engine, Shape.of(-1, 3)))
        .withMessage("axes of the norm must be below 1, the rank of the weight [2], but are [1]");
    assertThat(layer.isBuilt()).isFalse();
  }
}
