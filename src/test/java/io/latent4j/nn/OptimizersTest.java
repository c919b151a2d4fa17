package io.latent4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
import org.tensorflow.types.TInt64;

/** The optimizers beside Keras's, in {@code optimizers.json}. */
@ParameterizedClass
@EnumSource
class OptimizersTest {
  private static final JsonObject FIXTURE = NnFixture.read("optimizers.json");
  private static final List<Integer> KEPT_STEPS = List.of(1, 10, 100);

  @Parameter EngineKind kind;
  private Engine engine;
  private ModelVariable<TFloat32> kernel;
  private ModelVariable<TFloat32> bias;

  @BeforeEach
  void open() {
    engine = kind.open();
    kernel = weight("kernel", FIXTURE.getAsJsonArray("start").get(0));
    bias = weight("bias", FIXTURE.getAsJsonArray("start").get(1));
  }

  private ModelVariable<TFloat32> weight(String name, JsonElement start) {
    ModelVariable<TFloat32> variable =
        engine.weight(name, NnFixture.shape(start), Initializers.zeros());
    variable.assign(NnFixture.values(start));
    return variable;
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

  static Stream<Run> runsOfKeras() {
    return NnFixture.list(FIXTURE, "runs").stream().map(Run::new);
  }

  private static Optimizer optimizer(String name) {
    return switch (name) {
      case "sgd" -> Optimizers.of("sgd", null);
      case "sgd momentum" -> Sgd.of(0.05f).withMomentum(0.9f);
      case "sgd nesterov" -> Sgd.of(0.05f).withMomentum(0.9f).withNesterov(true);
      case "adam" -> Optimizers.of("adam");
      case "adam epsilon" ->
          Optimizers.of("adam", 0.01f) instanceof Adam adam ? adam.withEpsilon(1e-3f) : null;
      case "adam betas" -> Adam.of(0.002f).withBetas(0.5f, 0.9f);
      case "adam amsgrad" -> Adam.of(0.003f).withAmsgrad(true);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @MethodSource("runsOfKeras")
  void stepAsKerasSteps(Run run) {
    Optimizer optimizer = optimizer(run.toString());
    CompiledFunction step = step(optimizer);
    JsonArray gradients = FIXTURE.getAsJsonArray("gradients");
    int kept = 0;
    for (int i = 0; i < gradients.size(); i++) {
      JsonArray pair = gradients.get(i).getAsJsonArray();
      apply(step, NnFixture.floats(pair.get(0)), NnFixture.floats(pair.get(1)));
      if (KEPT_STEPS.contains(i + 1)) {
        JsonArray weights = run.fixture.getAsJsonArray("weights").get(kept++).getAsJsonArray();
        assertThat(kernel.toFloats())
            .containsExactly(NnFixture.floats(weights.get(0)), within(1e-5f));
        assertThat(bias.toFloats())
            .containsExactly(NnFixture.floats(weights.get(1)), within(1e-5f));
      }
    }
    assertThat(kept).isEqualTo(KEPT_STEPS.size());
    assertThat(iterations(optimizer)).isEqualTo(gradients.size());
  }

  private CompiledFunction step(Optimizer optimizer) {
    return engine.function(
        "step",
        List.of(InputSpec.floats("kernel", 3, 2), InputSpec.floats("bias", 2)),
        (tf, in) -> {
          optimizer.apply(
              tf, List.of(in.floats("kernel"), in.floats("bias")), List.of(kernel, bias));
          return Map.of();
        });
  }

  private static void apply(CompiledFunction step, float[] kernelGradient, float... biasGradient) {
    try (TFloat32 first = NnFixture.tensor(Shape.of(3, 2), kernelGradient);
        TFloat32 second = NnFixture.tensor(Shape.of(2), biasGradient)) {
      step.call(Map.of("kernel", first, "bias", second)).close();
    }
  }

  private static long iterations(Optimizer optimizer) {
    try (TInt64 value = optimizer.iterations().value()) {
      return value.getLong();
    }
  }

  @ParameterizedTest
  @MethodSource("runsOfKeras")
  void treeIsThatOfKeras(Run run) {
    Optimizer optimizer = optimizer(run.toString());
    optimizer.build(List.of(kernel, bias));

    Map<String, ModelVariable<?>> paths = new HashMap<>();
    collect(optimizer, "", paths);

    JsonObject expected = run.fixture.getAsJsonObject("paths");
    assertThat(paths).containsOnlyKeys(expected.keySet());
    Map<ModelVariable<?>, Integer> numbers = new IdentityHashMap<>();
    expected
        .asMap()
        .forEach(
            (path, number) -> {
              Integer before = numbers.put(paths.get(path), number.getAsInt());
              assertThat(before).as(path).isIn(null, number.getAsInt());
            });
    assertThat(numbers.values()).doesNotHaveDuplicates();
    assertThat(paths.get("_trainable_variables/1")).isSameAs(bias);
    assertThat(optimizer.trainableVariables()).containsExactly(kernel, bias);
  }

  private static void collect(Trackable node, String path, Map<String, ModelVariable<?>> paths) {
    if (node instanceof ModelVariable<?> variable) {
      paths.put(path, variable);
    }
    node.children()
        .forEach((name, child) -> collect(child, path.isEmpty() ? name : path + "/" + name, paths));
  }

  @Test
  void learningRateCanBeChangedBetweenSteps() {
    Optimizer optimizer = Sgd.of(0.5f);
    CompiledFunction step = step(optimizer);
    bias.assign(0, 0);

    apply(step, new float[6], 1, -1);
    optimizer.learningRate().assign(0.25f);
    apply(step, new float[6], 1, -1);

    assertThat(bias.toFloats()).containsExactly(-0.75f, 0.75f);
  }

  @Test
  void variablesWithoutAGradientStayAsTheyAre() {
    for (Optimizer optimizer : List.of(Sgd.of(1), Adam.of(1), Sgd.of(1).withMomentum(0.5f))) {
      float[] before = kernel.toFloats();
      bias.assign(0, 0);
      engine
          .run(
              (tf, in) -> {
                optimizer.apply(
                    tf,
                    Arrays.asList(null, tf.constant(new float[] {1, -1})),
                    List.of(kernel, bias));
                return Map.of();
              })
          .close();

      assertThat(kernel.toFloats()).isEqualTo(before);
      assertThat(bias.toFloats()[0]).isNegative();
      assertThat(iterations(optimizer)).isEqualTo(1);
    }
  }

  @Test
  void gradientsOfAllVariablesAreTakenBeforeAnyChanges() {
    Optimizer optimizer = Sgd.of(1);
    ModelVariable<TFloat32> a = engine.weight("a", Shape.of(2), Initializers.ones());
    ModelVariable<TFloat32> b = engine.weight("b", Shape.of(2), Initializers.constant(10));
    CompiledFunction swap =
        engine.function(
            "swap",
            List.of(),
            (tf, in) -> {
              optimizer.apply(
                  tf,
                  List.of(tf.math.sub(a.read(tf), b.read(tf)), tf.math.sub(b.read(tf), a.read(tf))),
                  List.of(a, b));
              return Map.of("a", a.read(tf));
            });

    try (var out = swap.call()) {
      assertThat(out.floats("a")).containsExactly(10, 10);
    }
    assertThat(b.toFloats()).containsExactly(1, 1);
  }

  @Test
  void stateMovesToAnotherEngine() {
    Optimizer here = Adam.of(0.1f);
    apply(step(here), new float[] {1, 2, 3, 4, 5, 6}, 7, 8);
    float[] kernelAfterOne = kernel.toFloats();
    float[] biasAfterOne = bias.toFloats();
    try (Engine other = kind.open()) {
      ModelVariable<TFloat32> otherKernel =
          other.weight("kernel", Shape.of(3, 2), Initializers.zeros());
      ModelVariable<TFloat32> otherBias = other.weight("bias", Shape.of(2), Initializers.zeros());
      Optimizer there = Adam.of(0.7f);
      there.build(List.of(otherKernel, otherBias));

      here.copyValuesTo(there);

      assertThat(otherKernel.toFloats()).isEqualTo(kernelAfterOne);
      assertThat(otherBias.toFloats()).isEqualTo(biasAfterOne);
      assertThat(there.learningRate().toFloats()).containsExactly(0.1f);
      assertThat(iterations(there)).isEqualTo(1);
      CompiledFunction theirs =
          other.function(
              "step",
              List.of(InputSpec.floats("kernel", 3, 2), InputSpec.floats("bias", 2)),
              (tf, in) -> {
                there.apply(
                    tf,
                    List.of(in.floats("kernel"), in.floats("bias")),
                    List.of(otherKernel, otherBias));
                return Map.of();
              });
      apply(theirs, new float[] {-1, 2, -3, 4, 0, 0}, 1, 1);
      apply(step(here), new float[] {-1, 2, -3, 4, 0, 0}, 1, 1);
      assertThat(otherKernel.toFloats()).isEqualTo(kernel.toFloats());
      assertThat(otherBias.toFloats()).isEqualTo(bias.toFloats());
    }
  }

  @Test
  void wrongGradientsAreRefused() {
    Optimizer optimizer = Adam.withDefaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> applyConstants(optimizer, List.of(kernel), new float[2], new float[2]))
        .withMessage("gradients must be as many as variables, 1, but are 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> applyConstants(optimizer, List.of(kernel, bias), null, null))
        .withMessage(
            "gradients must not all be null,"
                + " but none of the 2 variables [kernel, bias] has one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> applyConstants(optimizer, List.of(bias), new float[3]))
        .withMessage("gradient of variable 'bias' must be TFloat32 [2], but is TFloat32 [3]");
    assertThatIllegalStateException()
        .isThrownBy(optimizer::children)
        .withMessage("optimizer 'Adam' must be built first: build(variables)");
    ModelVariable<TInt64> counter = engine.step();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer.build(List.of(counter)))
        .withMessage("variable 'step' must be TFloat32, but is TInt64");
    assertThatIllegalArgumentException().isThrownBy(() -> optimizer.build(List.of()));
    optimizer.build(List.of(bias));
    try (Engine other = kind.open()) {
      ModelVariable<TFloat32> stranger = other.weight("w", Shape.of(2), Initializers.zeros());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> optimizer.build(List.of(stranger)))
          .withMessage("variable 'w' must live in the engine of the optimizer's other variables");
    }
  }

  private void applyConstants(
      Optimizer optimizer, List<ModelVariable<TFloat32>> variables, float[]... gradients) {
    engine
        .run(
            (tf, in) -> {
              optimizer.apply(
                  tf,
                  new ArrayList<>(
                      Arrays.stream(gradients)
                          .map(values -> values == null ? null : tf.constant(values))
                          .toList()),
                  variables);
              return Collections.emptyMap();
            })
        .close();
  }

  @Test
  void optionsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizers.of("rmsprops"))
        .withMessage("optimizer must be one of adam, sgd, but is 'rmsprops'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizers.of("adam", -1f))
        .withMessage("learningRate must be positive and finite, but is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adam.of(1).withBetas(0.9f, 1))
        .withMessage("beta2 must be at least 0 and below 1, but is 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Adam.of(1).withEpsilon(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(1).withMomentum(1.5f))
        .withMessage("momentum must be from 0 to 1, but is 1.5");
    assertThat(Adam.of(0.5f))
        .hasToString(
            "{class_name=Adam, learning_rate=0.5, beta_1=0.9, beta_2=0.999, epsilon=1.0E-7,"
                + " amsgrad=false}");
  }
}
