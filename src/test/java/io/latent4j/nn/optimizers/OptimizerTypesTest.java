package io.latent4j.nn.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.NnFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Optimizers on variables of other types than float32: in float64 as Keras, in {@code
 * float64_optimizers.json}; in 16 bits as float32 rounded.
 */
@ParameterizedClass
@EnumSource
class OptimizerTypesTest {
  private static final JsonObject FIXTURE = NnFixture.read("optimizers.json");
  private static final JsonObject WIDE = NnFixture.read("float64_optimizers.json");
  private static final List<Integer> KEPT_STEPS = List.of(1, 10, 100);

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

  record Run(JsonObject fixture) {
    @Override
    public String toString() {
      return fixture.get("name").getAsString();
    }
  }

  static Stream<Run> runs() {
    return NnFixture.list(WIDE, "runs").stream().map(Run::new);
  }

  private <T extends TFloating> ModelVariable<T> variable(
      Class<T> type, String name, JsonElement start) {
    float[] values = NnFixture.values(start);
    ModelVariable<T> variable =
        engine.variable(
            name,
            type,
            NnFixture.shape(start),
            true,
            (tf, shape, seed) ->
                tf.dtypes.cast(
                    tf.reshape(tf.constant(values), tf.constant(shape.asArray())), type));
    variable.value().close();
    return variable;
  }

  private <T extends TFloating> CompiledFunction step(
      Optimizer optimizer, Class<T> type, ModelVariable<T> kernel, ModelVariable<T> bias) {
    return engine.function(
        "step",
        List.of(InputSpec.floats("kernel", 3, 2), InputSpec.floats("bias", 2)),
        (tf, in) -> {
          optimizer.apply(
              tf,
              List.of(
                  tf.dtypes.cast(in.floats("kernel"), type),
                  tf.dtypes.cast(in.floats("bias"), type)),
              List.of(kernel, bias));
          return Map.of();
        });
  }

  private static void apply(CompiledFunction step, JsonArray pair) {
    try (TFloat32 first = NnFixture.tensor(Shape.of(3, 2), NnFixture.floats(pair.get(0)));
        TFloat32 second = NnFixture.tensor(Shape.of(2), NnFixture.floats(pair.get(1)))) {
      step.call(Map.of("kernel", first, "bias", second)).close();
    }
  }

  private static double[] doubles(ModelVariable<TFloat64> variable) {
    try (TFloat64 value = variable.value()) {
      double[] doubles = new double[(int) value.size()];
      value.copyTo(DataBuffers.of(doubles, false, false));
      return doubles;
    }
  }

  private static double[] doubles(JsonElement numbers) {
    return numbers.getAsJsonArray().asList().stream()
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void stepInDoublePrecisionAsKerasSteps(Run run) {
    ModelVariable<TFloat64> kernel =
        variable(TFloat64.class, "kernel", FIXTURE.getAsJsonArray("start").get(0));
    ModelVariable<TFloat64> bias =
        variable(TFloat64.class, "bias", FIXTURE.getAsJsonArray("start").get(1));
    Optimizer optimizer = OptimizersTest.optimizer(run.toString());
    CompiledFunction step = step(optimizer, TFloat64.class, kernel, bias);
    // What all variables share is float32, and so are schedules.
    boolean partly = Stream.of("nadam", "schedule").anyMatch(word -> run.toString().contains(word));
    double tolerance = partly ? 1e-6 : 1e-10;
    JsonArray gradients = FIXTURE.getAsJsonArray("gradients");
    JsonArray weights = run.fixture.getAsJsonArray("weights");
    int kept = 0;
    for (int i = 0; i < gradients.size(); i++) {
      apply(step, gradients.get(i).getAsJsonArray());
      if (KEPT_STEPS.contains(i + 1)) {
        JsonArray expected = weights.get(kept++).getAsJsonArray();
        assertThat(doubles(kernel)).containsExactly(doubles(expected.get(0)), within(tolerance));
        assertThat(doubles(bias)).containsExactly(doubles(expected.get(1)), within(tolerance));
      }
    }
    optimizer.overwriteWithAverages();
    JsonArray end =
        run.fixture.has("final")
            ? run.fixture.getAsJsonArray("final")
            : weights.get(kept - 1).getAsJsonArray();
    assertThat(doubles(kernel)).containsExactly(doubles(end.get(0)), within(tolerance));
    assertThat(doubles(bias)).containsExactly(doubles(end.get(1)), within(tolerance));
  }

  private static <T extends TFloating> List<Float> floats(ModelVariable<T> variable) {
    List<Float> values = new ArrayList<>();
    try (T value = variable.value()) {
      ((FloatNdArray) value).scalars().forEach(one -> values.add(one.getFloat()));
    }
    return values;
  }

  /** The same steps in float32, of the same gradients, rounded. */
  private static <T extends TFloating> void compare(
      Engine engine, ModelVariable<T> variable, ModelVariable<TFloat32> full) {
    try (Outputs outputs =
        engine.run(
            (tf, in) ->
                Map.of(
                    "rounded",
                    tf.dtypes.cast(
                        tf.dtypes.cast(full.read(tf), variable.type()), TFloat32.class)))) {
      List<Float> expected = new ArrayList<>();
      for (float value : outputs.floats("rounded")) {
        expected.add(value);
      }
      assertThat(floats(variable)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "float16, adam",
    "float16, sgd nesterov",
    "float16, adamw options",
    "float16, adam average",
    "float16, sgd average overwriting",
    "bfloat16, adam",
    "bfloat16, sgd global clipnorm",
    "bfloat16, nadam",
    "bfloat16, lion",
    "bfloat16, rmsprop centered momentum"
  })
  void stepsOf16BitsAreThoseOfFloat32Rounded(String type, String name) {
    if (type.equals("float16")) {
      check(TFloat16.class, name);
    } else {
      check(TBfloat16.class, name);
    }
  }

  private <T extends TFloating> void check(Class<T> type, String name) {
    JsonArray start = FIXTURE.getAsJsonArray("start");
    ModelVariable<T> kernel = variable(type, "kernel", start.get(0));
    ModelVariable<T> bias = variable(type, "bias", start.get(1));
    ModelVariable<TFloat32> fullKernel = variable(TFloat32.class, "kernel", start.get(0));
    ModelVariable<TFloat32> fullBias = variable(TFloat32.class, "bias", start.get(1));
    engine
        .run(
            (tf, in) -> {
              fullKernel.assign(tf, tf.dtypes.cast(kernel.read(tf), TFloat32.class));
              fullBias.assign(tf, tf.dtypes.cast(bias.read(tf), TFloat32.class));
              return Map.of();
            })
        .close();
    Optimizer optimizer = OptimizersTest.optimizer(name);
    Optimizer fullOptimizer = OptimizersTest.optimizer(name);
    CompiledFunction step = step(optimizer, type, kernel, bias);
    CompiledFunction fullStep = step(fullOptimizer, TFloat32.class, fullKernel, fullBias);
    boolean overwrites = name.contains("overwriting");
    JsonArray gradients = FIXTURE.getAsJsonArray("gradients");
    for (int i = 0; i < (overwrites ? 6 : 40); i++) {
      JsonArray pair = rounded(type, gradients.get(i).getAsJsonArray());
      apply(step, pair);
      apply(fullStep, pair);
      compare(engine, kernel, fullKernel);
      compare(engine, bias, fullBias);
    }
    optimizer.overwriteWithAverages();
    fullOptimizer.overwriteWithAverages();
    if (name.contains("average")) {
      // Means are of the values that were there, which were rounded.
      for (int i = 0; i < 6; i++) {
        assertThat(floats(kernel).get(i)).isCloseTo(floats(fullKernel).get(i), within(1e-3f));
      }
    }
  }

  private <T extends TFloating> JsonArray rounded(Class<T> type, JsonArray pair) {
    JsonArray result = new JsonArray();
    for (JsonElement gradient : pair) {
      JsonArray values = new JsonArray();
      try (Outputs outputs =
          engine.run(
              (tf, in) ->
                  Map.of(
                      "g",
                      tf.dtypes.cast(
                          tf.dtypes.cast(tf.constant(NnFixture.floats(gradient)), type),
                          TFloat32.class)))) {
        for (float value : outputs.floats("g")) {
          values.add(value);
        }
      }
      result.add(values);
    }
    return result;
  }

  @Test
  void stepsSmallerThanThePrecisionAddUp() {
    ModelVariable<TBfloat16> weight =
        engine.variable("w", TBfloat16.class, Shape.of(2), true, this::ones);
    Optimizer optimizer = Sgd.of(1e-4f);
    optimizer.build(List.of(weight));
    CompiledFunction step =
        engine.function(
            "step",
            List.of(),
            (tf, in) -> {
              optimizer.apply(tf, List.of(ones(tf, Shape.of(2), 0)), List.of(weight));
              return Map.of();
            });
    for (int i = 0; i < 200; i++) {
      step.call().close();
    }
    // Near 1 the numbers of bfloat16 are 1/256 apart: 0.98 is between 0.98046875 and 0.9765625.
    assertThat(floats(weight)).containsExactly(0.98046875f, 0.98046875f);

    // What somebody else has set is gone on from.
    engine
        .run(
            (tf, in) -> {
              weight.assign(tf, tf.dtypes.cast(tf.constant(new float[] {2, 3}), TBfloat16.class));
              return Map.of();
            })
        .close();
    step.call().close();
    assertThat(floats(weight)).containsExactly(2f, 3f);
  }

  private org.tensorflow.Operand<TBfloat16> ones(Ops tf, Shape shape, long seed) {
    return tf.dtypes.cast(tf.fill(tf.constant(shape.asArray()), tf.constant(1f)), TBfloat16.class);
  }

  @Test
  void variablesThatAreNoFloatsAreLeftAlone() {
    ModelVariable<TInt64> counter =
        engine.variable(
            "counter", TInt64.class, Shape.scalar(), true, (tf, s, i) -> tf.constant(7L));
    ModelVariable<TFloat64> weight =
        engine.variable("w", TFloat64.class, Shape.scalar(), true, (tf, s, i) -> tf.constant(1.0));
    Optimizer optimizer = Adam.of(0.1f).withAverages(0.5f);
    List<ModelVariable<?>> variables = List.of(counter, weight);
    optimizer.build(variables);
    engine
        .run(
            (tf, in) -> {
              List<org.tensorflow.Operand<?>> gradients = new ArrayList<>();
              gradients.add(null);
              gradients.add(tf.constant(2.0));
              optimizer.apply(tf, gradients, variables);
              return Map.of();
            })
        .close();
    assertThat(doubles(weight)[0]).isCloseTo(0.9, within(1e-6));
    try (TInt64 value = counter.value()) {
      assertThat(value.getLong()).isEqualTo(7);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                engine.run(
                    (tf, in) -> {
                      optimizer.apply(tf, List.of(tf.constant(2f)), List.of(weight));
                      return Map.of();
                    }))
        .withMessage("gradient of variable 'w' must be TFloat64 [], but is TFloat32 []");
  }
}
