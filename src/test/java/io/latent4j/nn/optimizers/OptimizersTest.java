package io.latent4j.nn.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.NnFixture;
import io.latent4j.nn.initializers.Initializers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

/**
 * What every optimizer promises, and each of them beside Keras's, in {@code optimizers.json} and
 * {@code more_optimizers.json}.
 */
@ParameterizedClass
@EnumSource
class OptimizersTest {
  private static final JsonObject FIXTURE = NnFixture.read("optimizers.json");
  private static final JsonObject MORE = NnFixture.read("more_optimizers.json");
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
    return Stream.of(FIXTURE, MORE)
        .flatMap(fixture -> NnFixture.list(fixture, "runs").stream())
        .map(Run::new);
  }

  static Optimizer optimizer(String name) {
    return switch (name) {
      case "sgd" -> Optimizers.of("sgd");
      case "sgd momentum" -> Sgd.of(0.05f).withMomentum(0.9f);
      case "sgd nesterov" -> Sgd.of(0.05f).withMomentum(0.9f).withNesterov(true);
      case "adam" -> Optimizers.of("adam");
      case "adam epsilon" ->
          Optimizers.of("adam", 0.01f) instanceof Adam adam ? adam.withEpsilon(1e-3f) : null;
      case "adam betas" -> Adam.of(0.002f).withBetas(0.5f, 0.9f);
      case "adam amsgrad" -> Adam.of(0.003f).withAmsgrad(true);
      case "rmsprop" -> Optimizers.of("rmsprop");
      case "rmsprop momentum" -> RmsProp.of(0.01f).withRho(0.8f).withMomentum(0.9f);
      case "rmsprop centered" -> RmsProp.of(0.01f).withEpsilon(1e-4f).withCentered(true);
      case "rmsprop centered momentum" ->
          RmsProp.of(0.003f).withEpsilon(1e-4f).withMomentum(0.5f).withCentered(true);
      case "adadelta" -> Optimizers.of("adadelta");
      case "adadelta options" -> Adadelta.of(1).withRho(0.9f).withEpsilon(1e-6f);
      case "adagrad" -> Optimizers.of("adagrad");
      case "adagrad options" -> Adagrad.of(0.1f).withInitialAccumulator(0).withEpsilon(1e-3f);
      case "adamw" -> Optimizers.of("adamw");
      case "adamw options" ->
          AdamW.of(0.01f)
              .withBetas(0.8f, 0.99f)
              .withEpsilon(1e-4f)
              .withAmsgrad(true)
              .withWeightDecay(0.1f);
      case "adamw without bias" -> AdamW.of(0.01f).withWeightDecay(0.5f, "bias");
      case "sgd weight decay" -> Sgd.of(0.05f).withMomentum(0.9f).withWeightDecay(0.02f);
      case "nadam" -> Optimizers.of("nadam");
      case "nadam options" -> Nadam.of(0.01f).withBetas(0.8f, 0.95f).withEpsilon(1e-4f);
      case "lion" -> Optimizers.of("lion");
      case "lion options" -> Lion.of(0.003f).withBetas(0.8f, 0.9f);
      case "adamax" -> Optimizers.of("adamax");
      case "adamax options" -> Adamax.of(0.01f).withBetas(0.8f, 0.95f).withEpsilon(1e-4f);
      case "ftrl" -> Optimizers.of("ftrl");
      case "ftrl options" ->
          Ftrl.of(0.05f)
              .withLearningRatePower(-0.7f)
              .withInitialAccumulator(0.3f)
              .withPenalties(0.02f, 0.1f)
              .withL2Shrinkage(0.05f)
              .withBeta(0.2f);
      case "adam clipvalue" -> Adam.of(0.01f).withEpsilon(1e-3f).withClipValue(0.01f);
      case "sgd clipnorm" -> Sgd.of(0.05f).withClipNorm(0.1f);
      case "sgd global clipnorm" -> Sgd.of(0.05f).withMomentum(0.9f).withGlobalClipNorm(0.5f);
      case "adam average" -> Adam.of(0.01f).withAverages(0.9f);
      case "sgd average overwriting" -> Sgd.of(0.05f).withAverages(0.8f, 7);
      case "adam schedule" -> Adam.of().withSchedule(Schedules.exponentialDecay(0.01f, 20, 0.5f));
      case "adamw schedule" ->
          AdamW.of()
              .withWeightDecay(0.1f)
              .withSchedule(Schedules.linearWarmup(0.001f, 10, Schedules.cosineDecay(0.02f, 50)));
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
    optimizer.overwriteWithAverages();
    JsonArray last = run.fixture.getAsJsonArray("weights").get(kept - 1).getAsJsonArray();
    JsonArray end = run.fixture.has("final") ? run.fixture.getAsJsonArray("final") : last;
    assertThat(kernel.toFloats()).containsExactly(NnFixture.floats(end.get(0)), within(1e-5f));
    assertThat(bias.toFloats()).containsExactly(NnFixture.floats(end.get(1)), within(1e-5f));
  }

  private CompiledFunction step(Optimizer optimizer) {
    return step(engine, optimizer, kernel, bias);
  }

  private static CompiledFunction step(
      Engine engine, Optimizer optimizer, ModelVariable<?> kernel, ModelVariable<?> bias) {
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

  @ParameterizedTest
  @MethodSource("runsOfKeras")
  void variablesWithoutAGradientStayAsTheyAre(Run run) {
    Optimizer optimizer = optimizer(run.toString());
    float[] before = kernel.toFloats();
    bias.assign(0, 0);

    applyConstants(optimizer, List.of(kernel, bias), null, new float[] {1, -1});

    assertThat(kernel.toFloats()).isEqualTo(before);
    assertThat(bias.toFloats()[0]).isNegative();
    assertThat(bias.toFloats()[1]).isPositive();
    assertThat(iterations(optimizer)).isEqualTo(1);
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

  @ParameterizedTest
  @MethodSource("runsOfKeras")
  void stateMovesToAnotherEngine(Run run) {
    Optimizer here = optimizer(run.toString());
    apply(step(here), new float[] {1, 2, 3, 4, 5, 6}, 7, 8);
    float[] kernelAfterOne = kernel.toFloats();
    float[] biasAfterOne = bias.toFloats();
    try (Engine other = kind.open()) {
      ModelVariable<TFloat32> otherKernel =
          other.weight("kernel", Shape.of(3, 2), Initializers.zeros());
      ModelVariable<TFloat32> otherBias = other.weight("bias", Shape.of(2), Initializers.zeros());
      Optimizer there = optimizer(run.toString());
      there.build(List.of(otherKernel, otherBias));

      here.copyValuesTo(there);

      assertThat(otherKernel.toFloats()).isEqualTo(kernelAfterOne);
      assertThat(otherBias.toFloats()).isEqualTo(biasAfterOne);
      assertThat(iterations(there)).isEqualTo(1);
      CompiledFunction theirs = step(other, there, otherKernel, otherBias);
      apply(theirs, new float[] {-1, 2, -3, 4, 0, 0}, 1, 1);
      apply(step(here), new float[] {-1, 2, -3, 4, 0, 0}, 1, 1);
      assertThat(otherKernel.toFloats()).isEqualTo(kernel.toFloats());
      assertThat(otherBias.toFloats()).isEqualTo(bias.toFloats());
    }
  }

  @Test
  void learningRateMovesWithTheState() {
    Optimizer here = Adam.of(0.1f);
    here.build(List.of(kernel));
    try (Engine other = kind.open()) {
      Optimizer there = Adam.of(0.7f);
      there.build(List.of(other.weight("kernel", Shape.of(3, 2), Initializers.zeros())));

      here.copyValuesTo(there);

      assertThat(there.learningRate().toFloats()).containsExactly(0.1f);
    }
  }

  @ParameterizedTest
  @MethodSource("runsOfKeras")
  void optionsAreThoseOfJson(Run run) {
    Optimizer optimizer = optimizer(run.toString());
    Map<String, Object> config = optimizer.config();

    assertThat(config).containsKeys("class_name", "learning_rate");
    assertThat(new Gson().fromJson(new Gson().toJson(config), JsonObject.class).keySet())
        .isEqualTo(config.keySet());
    assertThat(optimizer).hasToString(config.toString());
  }

  @Test
  void wrongGradientsAreRefused() {
    Optimizer optimizer = Adam.of();
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

  @ParameterizedTest
  @MethodSource("runsOfKeras")
  void gradientsMustFit(Run run) {
    Optimizer optimizer = optimizer(run.toString());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> applyConstants(optimizer, List.of(bias), new float[3]))
        .withMessage("gradient of variable 'bias' must be TFloat32 [2], but is TFloat32 [3]");
    assertThatIllegalStateException()
        .isThrownBy(optimizer::children)
        .withMessageEndingWith("must be built first: build(variables)");
  }

  @Test
  void clippingKeepsWhatIsSmall() {
    for (Optimizer optimizer :
        List.of(
            Sgd.of(1).withClipValue(5),
            Sgd.of(1).withClipNorm(5),
            Sgd.of(1).withGlobalClipNorm(5))) {
      bias.assign(0, 0);
      applyConstants(optimizer, List.of(bias), new float[] {3, -4});
      assertThat(bias.toFloats()).as("%s", optimizer).containsExactly(-3, 4);
      applyConstants(optimizer, List.of(bias), new float[] {0, 0});
      assertThat(bias.toFloats()).as("%s", optimizer).containsExactly(-3, 4);
    }
  }

  @Test
  void clippingIsOfEachNumberEachGradientOrAll() {
    ModelVariable<TFloat32> other = engine.weight("other", Shape.of(2), Initializers.zeros());
    float[][] gradients = {{6, -8}, {0, 24}};
    bias.assign(0, 0);

    applyConstants(Sgd.of(1).withClipValue(7), List.of(bias, other), gradients);
    assertThat(bias.toFloats()).containsExactly(-6, 7);
    assertThat(other.toFloats()).containsExactly(0, -7);

    bias.assign(0, 0);
    other.assign(0, 0);
    applyConstants(Sgd.of(1).withClipNorm(20), List.of(bias, other), gradients);
    assertThat(bias.toFloats()).containsExactly(-6, 8);
    assertThat(other.toFloats()).containsExactly(0, -20);

    bias.assign(0, 0);
    other.assign(0, 0);
    applyConstants(Sgd.of(1).withGlobalClipNorm(13), List.of(bias, other), gradients);
    assertThat(bias.toFloats()).containsExactly(new float[] {-3, 4}, within(1e-6f));
    assertThat(other.toFloats()).containsExactly(new float[] {0, -12}, within(1e-6f));
  }

  @Test
  void infiniteGradientsAreNotHiddenByClipping() {
    bias.assign(0, 0);
    applyConstants(
        Sgd.of(1).withGlobalClipNorm(1), List.of(bias), new float[] {Float.POSITIVE_INFINITY, 1});
    assertThat(bias.toFloats()).containsExactly(Float.NaN, Float.NaN);
  }

  @Test
  void averagesAreTakenOverOnlyWhenThereAreSome() {
    Optimizer optimizer = Sgd.of(1).withAverages(0.5f);
    bias.assign(4, 4);
    optimizer.build(List.of(bias));
    optimizer.overwriteWithAverages();
    assertThat(bias.toFloats()).containsExactly(4, 4);

    applyConstants(optimizer, List.of(bias), new float[] {1, 2});
    applyConstants(optimizer, List.of(bias), new float[] {1, 2});
    assertThat(bias.toFloats()).containsExactly(2, 0);
    optimizer.overwriteWithAverages();
    assertThat(bias.toFloats()).containsExactly(2.5f, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer.build(List.of(bias, kernel)))
        .withMessage(
            "variable 'kernel' must be built together with the others,"
                + " since weights are averaged");
  }

  @Test
  void rateFollowsItsSchedule() {
    Optimizer optimizer =
        Sgd.of()
            .withSchedule(Schedules.piecewiseConstantDecay(new long[] {0}, new float[] {1, 0.5f}));
    CompiledFunction step = step(optimizer);
    bias.assign(0, 0);

    apply(step, new float[6], 1, -1);
    apply(step, new float[6], 1, -1);

    assertThat(bias.toFloats()).containsExactly(-1.5f, 1.5f);
    try (var out = engine.run((tf, in) -> Map.of("rate", optimizer.currentLearningRate(tf)))) {
      assertThat(out.scalar("rate")).isEqualTo(0.5f);
    }
    assertThatIllegalStateException()
        .isThrownBy(optimizer::learningRate)
        .withMessageStartingWith("learning rate must not be changed: it follows the schedule");
  }

  @Test
  void optionsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizers.of("rmsprops"))
        .withMessage(
            "optimizer must be one of adam, sgd, rmsprop, adadelta, adagrad, adamw, nadam, lion,"
                + " adamax, ftrl, but is 'rmsprops'");
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
    assertThat(Optimizers.of("sgd:0.9", 0.5f))
        .hasToString(Sgd.of(0.5f).withMomentum(0.9f).toString());
    assertThat(Optimizers.of("sgd:0.9").config()).containsEntry("learning_rate", 0.01f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizers.of("sgd:1.5"))
        .withMessage("momentum must be from 0 to 1, but is 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizers.of("sgd:much"))
        .withMessage("momentum must be a number, such as in sgd:0.9, but is 'much'");
    assertThat(Adam.of(0.5f))
        .hasToString(
            "{class_name=Adam, learning_rate=0.5, beta_1=0.9, beta_2=0.999, epsilon=1.0E-7,"
                + " amsgrad=false}");
    assertThat(Lion.of(0.5f).withWeightDecay(0.1f, "bias").withClipNorm(2).withAverages(0.9f, 5))
        .hasToString(
            "{class_name=Lion, learning_rate=0.5, beta_1=0.9, beta_2=0.99, weight_decay=0.1,"
                + " exclude_from_weight_decay=[bias], clipnorm=2.0, use_ema=true,"
                + " ema_momentum=0.9, ema_overwrite_frequency=5}");
  }

  @Test
  void optionsOutsideTheirRangesAreRefused() {
    assertRefused(() -> RmsProp.of(1).withRho(1), "rho must be at least 0 and below 1, but is 1.0");
    assertRefused(
        () -> RmsProp.of(1).withMomentum(-1), "momentum must be from 0 to 1, but is -1.0");
    assertRefused(
        () -> RmsProp.of(1).withEpsilon(0), "epsilon must be positive and finite, but is 0.0");
    assertRefused(
        () -> Adadelta.of(1).withRho(-0.5f), "rho must be at least 0 and below 1, but is -0.5");
    assertRefused(
        () -> Adadelta.of(1).withEpsilon(Float.NaN),
        "epsilon must be positive and finite, but is NaN");
    assertRefused(
        () -> Adagrad.of(1).withInitialAccumulator(-1),
        "initialAccumulator must be at least 0 and finite, but is -1.0");
    assertRefused(
        () -> AdamW.of(1).withWeightDecay(-1),
        "weight_decay must be at least 0 and finite, but is -1.0");
    assertRefused(
        () -> AdamW.of(1).withWeightDecay(1, "bias", ""),
        "excluded words must not be empty, but are [bias, ]");
    assertRefused(
        () -> Nadam.of(1).withBetas(0.9f, 1), "beta2 must be at least 0 and below 1, but is 1.0");
    assertRefused(
        () -> Adamax.of(1).withBetas(-1, 0), "beta1 must be at least 0 and below 1, but is -1.0");
    assertRefused(
        () -> Ftrl.of(1).withLearningRatePower(0.5f),
        "learningRatePower must be at most 0, but is 0.5");
    assertRefused(
        () -> Ftrl.of(1).withPenalties(-1, 0), "l1 must be at least 0 and finite, but is -1.0");
    assertRefused(
        () -> RmsProp.of(1).withInitialMeanSquare(-1),
        "initialMeanSquare must be at least 0 and finite, but is -1.0");
    assertRefused(
        () -> Lion.of(1).withBetas(2, 0), "beta1 must be at least 0 and below 1, but is 2.0");
    assertRefused(
        () -> Sgd.of(1).withClipValue(0), "clipvalue must be positive and finite, but is 0.0");
    assertRefused(
        () -> Sgd.of(1).withClipNorm(2).withGlobalClipNorm(1),
        "global_clipnorm must not be given beside clipnorm, which is 2.0");
    assertRefused(
        () -> Sgd.of(1).withAverages(1.5f), "ema_momentum must be from 0 to 1, but is 1.5");
    assertRefused(
        () -> Sgd.of(1).withAverages(0.5f, -1),
        "ema_overwrite_frequency must be at least 1, or 0 for never, but is -1");
  }

  /** The first step is the gradient's sign over the root of what the mean of squares is then. */
  @Test
  void rmsPropStartsFromAnotherMeanSquare() {
    bias.assign(0, 0);
    Optimizer optimizer = RmsProp.of(0.5f).withRho(0.75f).withInitialMeanSquare(1);
    applyConstants(optimizer, List.of(bias), new float[] {3, 0});
    assertThat(bias.toFloats())
        .containsExactly(new float[] {-0.5f * 3 / (float) Math.sqrt(3), 0}, within(1e-6f));
    assertThat(optimizer.config()).containsEntry("initial_mean_square", 1f);
    assertThat(RmsProp.of(0.5f).config()).doesNotContainKey("initial_mean_square");
  }

  /** What the gradients do not move beyond the first penalty is held at 0. */
  @Test
  void ftrlHoldsSmallWeightsAtZero() {
    bias.assign(0.25f, 0);
    Optimizer optimizer = Ftrl.of(0.1f).withPenalties(0.5f, 0);
    applyConstants(optimizer, List.of(bias), new float[] {0.05f, 2});
    assertThat(bias.toFloats()[0]).isEqualTo(0);
    assertThat(bias.toFloats()[1]).isNegative();
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
