package io.latent4j.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.optimizers.Sgd;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** One step of both networks is Python's, for each loss; the script is {@code gan_step.py}. */
class AdversarialStepTest {
  private static final Offset<Float> TOLERANCE = within(1e-5f);
  private static final List<String> INPUTS =
      List.of("real", "latent", "generator_latent", "real_targets", "generated_targets", "mixing");

  static List<JsonObject> cases() throws IOException {
    List<JsonObject> cases = new ArrayList<>();
    JsonObject all = fixture();
    for (JsonElement each : all.getAsJsonArray("cases")) {
      JsonObject one = each.getAsJsonObject();
      one.add("rate", all.get("rate"));
      one.add("penalty", all.get("penalty"));
      cases.add(one);
    }
    return cases;
  }

  private static JsonObject fixture() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            AdversarialStepTest.class.getResourceAsStream("gan_step.json"),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, JsonObject.class);
    }
  }

  private static GanLoss loss(JsonObject one) {
    for (GanLoss loss : GanLoss.values()) {
      if (loss.toString().equals(one.get("loss").getAsString())) {
        return loss;
      }
    }
    throw new AssertionError(one.get("loss"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isPythons(JsonObject python) {
    boolean isDense = python.get("kind").getAsString().equals("dense");
    Gan gan =
        Gan.of(isDense ? DenseGan.of(7) : ConvolutionalGan.of(3, 2))
            .withLoss(loss(python))
            .withPenalty(python.get("penalty").getAsDouble());
    GanDescription description =
        isDense
            ? new GanDescription(Shape.of(5), 3, 0, ActivationFunction.LINEAR)
            : new GanDescription(Shape.of(8, 8, 1), 3, 0, ActivationFunction.SIGMOID);
    float rate = python.get("rate").getAsFloat();
    try (Engine engine = GraphEngine.create()) {
      GanNetwork network = new GanNetwork(engine, gan, description);
      Sequential average = GanNetwork.generator(engine, gan, description, "average");
      AdversarialStep step =
          new AdversarialStep(
              engine,
              gan,
              network,
              Sgd.of(rate),
              Sgd.of(rate),
              new MovingAverage(engine, network.generator(), average, 0));
      assign(network.generator(), python.getAsJsonArray("generator"));
      assign(network.discriminator(), python.getAsJsonArray("discriminator"));

      Map<String, Float> losses = run(engine, step, python);

      assertThat(losses.get("discriminator_loss"))
          .isCloseTo(python.get("discriminator_loss").getAsFloat(), within(1e-4f));
      assertThat(losses.get("generator_loss"))
          .isCloseTo(python.get("generator_loss").getAsFloat(), within(1e-5f));
      compare(trained(network.generator()), python.getAsJsonArray("generator_after"));
      compare(trained(network.discriminator()), python.getAsJsonArray("discriminator_after"));
      List<ModelVariable<?>> statistics =
          network.generator().variables().stream().filter(v -> !v.trainable()).toList();
      compare(statistics, python.getAsJsonArray("statistics"));
    }
  }

  private static List<ModelVariable<?>> trained(Trackable network) {
    return network.trainableVariables();
  }

  /** Both steps as one function, in the order of training. */
  private static Map<String, Float> run(Engine engine, AdversarialStep step, JsonObject python) {
    Map<String, TFloat32> arguments = new LinkedHashMap<>();
    INPUTS.forEach(name -> arguments.put(name, tensor(python.getAsJsonObject(name))));
    List<InputSpec> specs = new ArrayList<>();
    arguments.forEach(
        (name, value) -> specs.add(new InputSpec(name, TFloat32.class, value.shape())));
    CompiledFunction both =
        engine.function(
            "both",
            specs,
            (tf, in) -> {
              Map<String, Operand<TFloat32>> metrics =
                  new LinkedHashMap<>(
                      step.trainDiscriminator(
                          tf,
                          new AdversarialStep.Critique(
                              in.floats("real"),
                              in.floats("latent"),
                              null,
                              in.floats("real_targets"),
                              in.floats("generated_targets"),
                              in.floats("mixing"))));
              metrics.put(
                  "generator_loss", step.trainGenerator(tf, in.floats("generator_latent"), null));
              return metrics;
            });
    try (Outputs outputs = both.call(arguments)) {
      Map<String, Float> losses = new LinkedHashMap<>();
      outputs.names().forEach(name -> losses.put(name, outputs.scalar(name)));
      return losses;
    } finally {
      arguments.values().forEach(TFloat32::close);
    }
  }

  private static TFloat32 tensor(JsonObject described) {
    long[] shape =
        described.getAsJsonArray("shape").asList().stream()
            .mapToLong(JsonElement::getAsLong)
            .toArray();
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values(described), true, false));
  }

  private static float[] values(JsonElement described) {
    JsonArray numbers = described.getAsJsonObject().getAsJsonArray("values");
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).getAsFloat();
    }
    return values;
  }

  private static void assign(Trackable network, JsonArray weights) {
    List<ModelVariable<?>> variables = trained(network);
    assertThat(variables).hasSize(weights.size());
    for (int i = 0; i < variables.size(); i++) {
      variables.get(i).assign(values(weights.get(i)));
    }
  }

  private static void compare(List<ModelVariable<?>> variables, JsonArray weights) {
    assertThat(variables).hasSize(weights.size());
    for (int i = 0; i < variables.size(); i++) {
      assertThat(variables.get(i).toFloats())
          .as(variables.get(i).name())
          .containsExactly(values(weights.get(i)), TOLERANCE);
    }
  }
}
