package io.latent4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Mode;
import io.latent4j.nn.NnFixture;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Sgd;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** One step from given weights, samples and noise is Python's, in either engine. */
class TrainingStepTest {
  private static final double TOLERANCE = 1e-5;
  private static final JsonObject FIXTURE = fixture();

  private static JsonObject fixture() {
    try (Reader reader =
        new InputStreamReader(
            TrainingStepTest.class.getResourceAsStream("autoencoders.json"),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, JsonObject.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> cases() {
    return NnFixture.list(FIXTURE, "cases").stream()
        .flatMap(
            one ->
                Stream.of(EngineKind.values())
                    .map(kind -> Arguments.of(one.get("name").getAsString(), kind, one)));
  }

  private static DenseArchitecture dense(
      ActivationFunction hidden, ActivationFunction code, int... layers) {
    return DenseArchitecture.of(layers).withActivation(hidden).withCodeActivation(code);
  }

  private static Autoencoder autoencoder(String name) {
    return switch (name) {
      case "sparse l1" -> Autoencoder.of(6, 5, 3).withSparsity(Sparsity.l1(0.03));
      case "sparse kl" ->
          Autoencoder.of(dense(ActivationFunction.SIGMOID, ActivationFunction.SIGMOID, 6, 4))
              .withSparsity(Sparsity.kl(0.1, 0.5));
      case "denoising convolutional" ->
          Autoencoder.of(ConvolutionalArchitecture.of(2, 3, 2).withDecoderFilters(List.of(3, 2, 2)))
              .withLoss(ReconstructionLoss.BCE);
      case "contractive of one sigmoid layer" ->
          Autoencoder.of(dense(ActivationFunction.RELU, ActivationFunction.SIGMOID, 4))
              .withContraction(0.3);
      case "contractive" ->
          Autoencoder.of(dense(ActivationFunction.TANH, ActivationFunction.SIGMOID, 5, 3))
              .withContraction(0.3);
      case "contractive relu" -> Autoencoder.of(5, 3).withContraction(0.3);
      case "tied" -> Autoencoder.of(DenseArchitecture.of(5, 3).withTied(true));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void isPythons(String name, EngineKind kind, JsonObject expected) {
    Autoencoder options = autoencoder(name);
    Shape shape = NnFixture.shape(expected.get("clean"));
    try (Engine engine = kind.open()) {
      AutoencoderNetwork network = new AutoencoderNetwork(engine, options, shape.tail());
      Map<String, ModelVariable<?>> variables = network.variablesByPath();
      JsonObject before = expected.getAsJsonObject("before");
      assertThat(variables).containsOnlyKeys(before.keySet());
      Map<ModelVariable<?>, TType> values = new LinkedHashMap<>();
      before
          .keySet()
          .forEach(path -> values.put(variables.get(path), NnFixture.tensor(before.get(path))));
      Engine.assignAll(values);
      values.values().forEach(TType::close);

      Map<String, Double> losses = step(engine, options, network, shape, expected);

      assertThat(losses.get("loss"))
          .isCloseTo(expected.get("loss").getAsDouble(), within(TOLERANCE));
      assertThat(losses.getOrDefault("reconstruction_loss", losses.get("loss")))
          .isCloseTo(expected.get("reconstruction_loss").getAsDouble(), within(TOLERANCE));
      JsonObject after = expected.getAsJsonObject("after");
      for (String path : after.keySet()) {
        float[] wanted = NnFixture.values(after.get(path));
        assertThat(variables.get(path).toFloats())
            .as(path)
            .containsExactly(wanted, within((float) TOLERANCE));
        assertThat(NnFixture.values(before.get(path))).as(path).isNotEqualTo(wanted);
      }
    }
  }

  private static Map<String, Double> step(
      Engine engine,
      Autoencoder options,
      AutoencoderNetwork network,
      Shape shape,
      JsonObject expected) {
    ReconstructionObjective objective =
        new ReconstructionObjective(options, network, ValueRange.UNIT);
    Optimizer optimizer = Sgd.of(FIXTURE.get("rate").getAsFloat());
    List<ModelVariable<?>> weights = network.trainableVariables();
    optimizer.build(weights);
    List<InputSpec> inputs =
        List.of(
            new InputSpec("clean", TFloat32.class, shape),
            new InputSpec("noisy", TFloat32.class, shape));
    CompiledFunction step =
        engine.function(
            "step",
            inputs,
            (tf, in) -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                Map<String, Operand<TFloat32>> values =
                    objective.values(tf, in.floats("clean"), in.floats("noisy"), Mode.TRAINING);
                optimizer.apply(tf, tape.gradient(values.get("loss"), weights), weights);
                return values;
              }
            });
    Map<String, Double> losses = new LinkedHashMap<>();
    try (TFloat32 clean = NnFixture.tensor(expected.get("clean"));
        TFloat32 noisy = NnFixture.tensor(expected.get("noisy"));
        Outputs outputs = step.call(Map.of("clean", clean, "noisy", noisy))) {
      outputs.names().forEach(one -> losses.put(one, (double) outputs.floats(one)[0]));
    }
    return losses;
  }
}
