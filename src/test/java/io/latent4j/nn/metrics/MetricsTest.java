package io.latent4j.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.NnFixture;
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
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** The metrics beside Keras's, in {@code losses.json}. */
@ParameterizedClass
@EnumSource
class MetricsTest {
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
  }

  static Stream<Case> metricsOfKeras() {
    return NnFixture.list(NnFixture.read("losses.json"), "metrics").stream().map(Case::new);
  }

  private static Operand<TFloat32> apply(Case metric, Ops tf, Operands in) {
    Operand<TFloat32> prediction = in.floats("prediction");
    return switch (metric.toString()) {
      case "binary_accuracy" -> Metrics.binaryAccuracy().apply(tf, in.floats("truth"), prediction);
      case "binary_accuracy threshold" ->
          Metrics.binaryAccuracy(0.8f).apply(tf, in.floats("truth"), prediction);
      case "categorical_accuracy" ->
          Metrics.categoricalAccuracy().apply(tf, in.floats("truth"), prediction);
      case "sparse_categorical_accuracy" ->
          Metrics.sparseCategoricalAccuracy().apply(tf, in.get("truth", TInt32.class), prediction);
      case "top_k_categorical_accuracy" ->
          Metrics.topKCategoricalAccuracy(2).apply(tf, in.floats("truth"), prediction);
      case "sparse_top_k_categorical_accuracy" ->
          Metrics.sparseTopKCategoricalAccuracy(2)
              .apply(tf, in.get("truth", TInt32.class), prediction);
      default -> throw new IllegalArgumentException(metric.toString());
    };
  }

  private float call(Case metric, TType truth, TFloat32 prediction) {
    List<InputSpec> inputs =
        List.of(
            new InputSpec("truth", truth.type(), truth.shape()),
            new InputSpec("prediction", TFloat32.class, prediction.shape()));
    try (Outputs out =
        engine
            .function("metric", inputs, (tf, in) -> Map.of("metric", apply(metric, tf, in)))
            .call(Map.of("truth", truth, "prediction", prediction))) {
      return out.scalar("metric");
    }
  }

  private float call(Case metric, int from, int size) {
    try (TType truth = NnFixture.rows(metric.fixture.get("truth"), from, size);
        TType prediction = NnFixture.rows(metric.fixture.get("prediction"), from, size)) {
      return call(metric, truth, (TFloat32) prediction);
    }
  }

  @ParameterizedTest
  @MethodSource("metricsOfKeras")
  void batchesOfAnySizeGiveKerasResult(Case metric) {
    float[] samples = NnFixture.floats(metric.fixture.get("samples"));
    for (int i = 0; i < samples.length; i++) {
      assertThat(call(metric, i, 1)).as("sample %d", i).isEqualTo(samples[i]);
    }
    double sum = 3.0 * call(metric, 0, 3) + 3.0 * call(metric, 3, 3) + call(metric, 6, 1);
    assertThat(sum / 7).isCloseTo(metric.fixture.get("result").getAsDouble(), within(1e-7));
    assertThat((double) call(metric, 0, 7)).isCloseTo(sum / 7, within(1e-7));
  }

  @ParameterizedTest
  @MethodSource("metricsOfKeras")
  void shapesMustFit(Case metric) {
    try (TType truth =
            metric.ofLabels()
                ? TInt32.tensorOf(Shape.of(3, 2))
                : NnFixture.tensor(Shape.of(3, 1), 1, 2, 3);
        TFloat32 prediction = NnFixture.tensor(Shape.of(3), 1, 2, 3)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> call(metric, truth, prediction))
          .withMessageContaining("must have the shape of the");
    }
  }

  @Test
  void labelsOfPixelsAreCompared() {
    try (Outputs out =
        engine.run(
            (tf, in) -> {
              Operand<TInt32> labels = tf.constant(new int[][] {{0, 1}, {2, 0}});
              Operand<TFloat32> scores =
                  tf.constant(new float[][][] {{{3, 2, 1}, {3, 2, 1}}, {{3, 2, 1}, {1, 2, 3}}});
              return Map.of(
                  "best",
                  Metrics.sparseCategoricalAccuracy().values(tf, labels, scores),
                  "best two",
                  Metrics.sparseTopKCategoricalAccuracy(2).values(tf, labels, scores),
                  "mean",
                  Metrics.mean(tf, scores));
            })) {
      assertThat(out.floats("best")).containsExactly(1, 0, 0, 0);
      assertThat(out.shape("best two")).isEqualTo(Shape.of(2, 2));
      assertThat(out.floats("best two")).containsExactly(1, 1, 0, 0);
      assertThat(out.scalar("mean")).isEqualTo(2);
    }
  }

  @Test
  void argumentsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metrics.topKCategoricalAccuracy(0))
        .withMessage("k must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metrics.binaryAccuracy(Float.NaN))
        .withMessage("threshold must be finite, but is NaN");
  }
}
