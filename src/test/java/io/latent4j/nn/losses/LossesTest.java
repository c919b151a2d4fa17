package io.latent4j.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.FunctionBody;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.NnFixture;
import io.latent4j.nn.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * What every loss promises, and each of them beside Keras's, in {@code losses.json} and {@code
 * layers.json}.
 */
@ParameterizedClass
@EnumSource
class LossesTest {
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

    boolean ofLabels() {
      return toString().startsWith("sparse");
    }

    JsonElement get(String name) {
      return fixture.get(name);
    }
  }

  static Stream<Case> lossesOfKeras() {
    return NnFixture.list(NnFixture.read("losses.json"), "losses").stream().map(Case::new);
  }

  private static Loss<TFloat32> loss(String name) {
    return switch (name) {
      case "mae cube" -> Losses.of("mae");
      case "huber delta" -> Losses.huber(2.5f);
      case "cosine_similarity far" -> Losses.of("cosine_similarity");
      case "bce smoothing" -> Losses.binaryCrossentropy(0.2f);
      case "bce logits" -> Losses.binaryCrossentropyFromLogits();
      case "bce logits smoothing" -> Losses.binaryCrossentropyFromLogits(0.2f);
      case "categorical", "categorical soft" -> Losses.of("categorical_crossentropy");
      case "categorical smoothing" -> Losses.categoricalCrossentropy(0.1f);
      case "categorical logits", "categorical logits cube" ->
          Losses.categoricalCrossentropyFromLogits();
      case "categorical logits smoothing" -> Losses.categoricalCrossentropyFromLogits(0.1f);
      default -> Losses.of(name);
    };
  }

  private static Loss<TInt32> labelLoss(String name) {
    return name.equals("sparse")
        ? Losses.sparseCategoricalCrossentropy()
        : Losses.sparseCategoricalCrossentropyFromLogits();
  }

  private static Operand<TFloat32> values(Case loss, Ops tf, Operands in) {
    return loss.ofLabels()
        ? labelLoss(loss.toString())
            .values(tf, in.get("truth", TInt32.class), in.floats("prediction"))
        : loss(loss.toString()).values(tf, in.floats("truth"), in.floats("prediction"));
  }

  private static Operand<TFloat32> apply(Case loss, Ops tf, Operands in) {
    return loss.ofLabels()
        ? labelLoss(loss.toString())
            .apply(tf, in.get("truth", TInt32.class), in.floats("prediction"))
        : loss(loss.toString()).apply(tf, in.floats("truth"), in.floats("prediction"));
  }

  private static Operand<TFloat32> applyWeighted(
      Case loss, Ops tf, Operands in, Operand<TFloat32> weights) {
    return loss.ofLabels()
        ? labelLoss(loss.toString())
            .apply(tf, in.get("truth", TInt32.class), in.floats("prediction"), weights)
        : loss(loss.toString()).apply(tf, in.floats("truth"), in.floats("prediction"), weights);
  }

  /** Calls a function of truth and prediction, whose batch may have any size. */
  private Outputs call(TType truth, TFloat32 prediction, FunctionBody body) {
    List<InputSpec> inputs =
        List.of(
            new InputSpec("truth", truth.type(), Shapes.anyBatch(truth.shape())),
            new InputSpec("prediction", TFloat32.class, Shapes.anyBatch(prediction.shape())));
    return engine
        .function("loss", inputs, body)
        .call(Map.of("truth", truth, "prediction", prediction));
  }

  private Outputs call(Case loss, FunctionBody body) {
    try (TType truth = NnFixture.anyTensor(loss.get("truth"));
        TFloat32 prediction = NnFixture.tensor(loss.get("prediction"))) {
      return call(truth, prediction, body);
    }
  }

  @ParameterizedTest
  @MethodSource("lossesOfKeras")
  void areThoseOfKeras(Case loss) {
    float[] weights = NnFixture.values(loss.get("weights"));
    try (Outputs out =
        call(
            loss,
            (tf, in) ->
                Map.of(
                    "values", values(loss, tf, in),
                    "mean", apply(loss, tf, in),
                    "weighted",
                        applyWeighted(
                            loss,
                            tf,
                            in,
                            tf.reshape(
                                tf.constant(weights),
                                tf.constant(NnFixture.shape(loss.get("values")).asArray())))))) {
      assertThat(out.shape("values")).isEqualTo(NnFixture.shape(loss.get("values")));
      assertClose(out.floats("values"), NnFixture.values(loss.get("values")));
      assertClose(out.floats("mean"), loss.get("mean").getAsFloat());
      assertClose(out.floats("weighted"), loss.get("weighted").getAsFloat());
    }
  }

  private static void assertClose(float[] actual, float... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("number %d", i)
          .isCloseTo(expected[i], within(2e-7f + 1e-6f * Math.abs(expected[i])));
    }
  }

  @ParameterizedTest
  @MethodSource("lossesOfKeras")
  void gradientsAreThoseOfKeras(Case loss) {
    try (Outputs out =
        call(
            loss,
            (tf, in) -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                tape.watch(in.floats("prediction"));
                Operand<TFloat32> value = apply(loss, tf, in);
                return Map.of("gradient", tape.gradient(value, in.floats("prediction")));
              }
            })) {
      assertClose(out.floats("gradient"), NnFixture.values(loss.get("gradient")));
    }
  }

  @ParameterizedTest
  @MethodSource("lossesOfKeras")
  void lossOfABatchIsTheMeanOfItsValues(Case loss) {
    float[] values;
    float mean;
    try (Outputs out =
        call(
            loss,
            (tf, in) -> Map.of("values", values(loss, tf, in), "mean", apply(loss, tf, in)))) {
      values = out.floats("values");
      mean = out.scalar("mean");
    }
    double sum = IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
    assertClose(new float[] {mean}, (float) (sum / values.length));
  }

  @ParameterizedTest
  @MethodSource("lossesOfKeras")
  void aWeightForEachSampleCountsForAllOfIt(Case loss) {
    try (Outputs out =
        call(
            loss,
            (tf, in) -> {
              int count = (int) NnFixture.shape(loss.get("truth")).get(0);
              float[] twice = new float[count];
              Arrays.fill(twice, 2);
              float[] none = new float[count];
              return Map.of(
                  "mean", apply(loss, tf, in),
                  "twice", applyWeighted(loss, tf, in, tf.constant(twice)),
                  "none", applyWeighted(loss, tf, in, tf.constant(none)));
            })) {
      assertClose(new float[] {out.scalar("twice")}, 2 * out.scalar("mean"));
      assertThat(out.scalar("none")).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("lossesOfKeras")
  void shapesMustFit(Case loss) {
    try (TType truth =
            loss.ofLabels()
                ? TInt32.tensorOf(Shape.of(3, 2))
                : NnFixture.tensor(Shape.of(3, 1), 1, 2, 3);
        TFloat32 prediction = NnFixture.tensor(Shape.of(3), 1, 2, 3)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> call(truth, prediction, (tf, in) -> Map.of("loss", apply(loss, tf, in))))
          .withMessageContaining("must have the shape of the");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                call(
                    loss,
                    (tf, in) ->
                        Map.of(
                            "loss", applyWeighted(loss, tf, in, tf.constant(new float[1][1][1])))))
        .withMessageStartingWith("weights must have the first axes of the losses");
  }

  @Test
  void areKerasLossesOfLayers() {
    for (JsonObject fixture : NnFixture.list(NnFixture.read("layers.json"), "losses")) {
      String name = fixture.get("name").getAsString();
      Loss<TFloat32> loss =
          name.equals("bce from logits") ? Losses.binaryCrossentropyFromLogits() : Losses.of(name);
      float expected = fixture.get("value").getAsFloat();

      try (TFloat32 truth = NnFixture.tensor(fixture.get("truth"));
          TFloat32 prediction = NnFixture.tensor(fixture.get("prediction"))) {
        assertThat(value(loss, truth, prediction))
            .as(fixture.toString())
            .isCloseTo(expected, within(1e-6f * Math.max(1e-3f, Math.abs(expected))));
      }
    }
  }

  private float value(Loss<TFloat32> loss, TFloat32 truth, TFloat32 prediction) {
    try (Outputs out =
        call(
            truth,
            prediction,
            (tf, in) ->
                Map.of("loss", loss.apply(tf, in.floats("truth"), in.floats("prediction"))))) {
      return out.scalar("loss");
    }
  }

  @Test
  void directionOfNothingHasNoGradient() {
    float[] gradient;
    try (TFloat32 truth = NnFixture.tensor(Shape.of(1, 2), 3, 4);
        TFloat32 prediction = NnFixture.tensor(Shape.of(1, 2), 0, 0);
        Outputs out =
            call(
                truth,
                prediction,
                (tf, in) -> {
                  try (GradientTape tape = GradientTape.on(engine)) {
                    tape.watch(in.floats("prediction"));
                    Operand<TFloat32> loss =
                        Losses.cosineSimilarity()
                            .apply(tf, in.floats("truth"), in.floats("prediction"));
                    return Map.of(
                        "loss", loss, "gradient", tape.gradient(loss, in.floats("prediction")));
                  }
                })) {
      assertThat(out.scalar("loss")).isZero();
      gradient = out.floats("gradient");
    }
    assertThat(gradient[0]).isFinite();
    assertThat(gradient[1]).isFinite();
  }

  @Test
  void classesCountAsTheyAreWeighed() {
    ClassWeights weights = ClassWeights.of(Map.of(1, 3f, 4, 0f));
    try (Outputs out =
        engine.run(
            (tf, in) ->
                Map.of(
                    "labels", weights.ofLabels(tf, tf.constant(new int[] {0, 1, 4, 5, 99, -1, 1})),
                    "one hot",
                        weights.ofOneHot(tf, tf.constant(new float[][] {{0, 1}, {0.9f, 0.1f}}))))) {
      assertThat(out.floats("labels")).containsExactly(1, 3, 0, 1, 1, 1, 3);
      assertThat(out.floats("one hot")).containsExactly(3, 1);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassWeights.of(Map.of()))
        .withMessage("byClass must name at least one class, but is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassWeights.of(Map.of(-1, 1f)))
        .withMessage("classes must be at least 0, but one is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassWeights.of(Map.of(2, -1f)))
        .withMessage("weight of class 2 must be at least 0 and finite, but is -1.0");
  }

  @Test
  void labelsOutsideTheClassesFail() {
    try (TInt32 labels = TInt32.vectorOf(0, 2);
        TFloat32 logits = NnFixture.tensor(Shape.of(2, 2), 1, 2, 3, 4)) {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(
              () ->
                  call(
                      labels,
                      logits,
                      (tf, in) ->
                          Map.of(
                              "loss",
                              Losses.sparseCategoricalCrossentropyFromLogits()
                                  .apply(
                                      tf, in.get("truth", TInt32.class), in.floats("prediction")))))
          .withMessageContaining("outside the valid range");
    }
  }

  @Test
  void argumentsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.of("l1"))
        .withMessage(
            "loss must be one of mse, mean_squared_error, bce, binary_crossentropy, mae,"
                + " mean_absolute_error, categorical_crossentropy, huber, log_cosh, poisson,"
                + " kl_divergence, cosine_similarity, but is 'l1'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.huber(0))
        .withMessage("delta must be positive and finite, but is 0.0");
    List<Runnable> smoothing = new ArrayList<>();
    smoothing.add(() -> Losses.binaryCrossentropy(1.5f));
    smoothing.add(() -> Losses.binaryCrossentropyFromLogits(1.5f));
    smoothing.add(() -> Losses.categoricalCrossentropy(1.5f));
    smoothing.add(() -> Losses.categoricalCrossentropyFromLogits(1.5f));
    for (Runnable make : smoothing) {
      assertThatIllegalArgumentException()
          .isThrownBy(make::run)
          .withMessage("labelSmoothing must be from 0 to 1, but is 1.5");
    }
  }
}
