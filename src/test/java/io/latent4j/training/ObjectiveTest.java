package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.ActivityRegularization;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.losses.ClassWeights;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.metrics.Metrics;
import io.latent4j.nn.optimizers.Sgd;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

@ParameterizedClass
@EnumSource
class ObjectiveTest {
  private static final Offset<Double> CLOSE = within(2e-6);

  @Parameter EngineKind kind;

  /** What {@code tools/fixtures/objective.py} had Keras do. */
  private record Fixture(
      float[] x,
      int[] labels,
      float[] weights,
      @SerializedName("class_weight") Map<Integer, Float> classWeight,
      float[] kernel,
      float[] bias,
      List<Run> runs) {

    static Fixture read() {
      try (Reader reader =
          new InputStreamReader(
              ObjectiveTest.class.getResourceAsStream("objective.json"), StandardCharsets.UTF_8)) {
        return new Gson().fromJson(reader, Fixture.class);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private record Run(
      String counts, Map<String, double[]> history, float[] kernel, Map<String, Double> evaluated) {
    Objective<TInt32> objective(Sequential model, Fixture fixture) {
      Objective<TInt32> plain =
          Objective.ofLabels(model, Losses.sparseCategoricalCrossentropyFromLogits())
              .withMetric("accuracy", Metrics.sparseCategoricalAccuracy())
              .withMetric("top_2", Metrics.sparseTopKCategoricalAccuracy(2))
              .withWeightedMetric("weighted_accuracy", Metrics.sparseCategoricalAccuracy());
      return switch (counts) {
        case "samples" -> plain.withSampleWeights("weights");
        case "classes" -> plain.withClassWeights(ClassWeights.of(fixture.classWeight));
        default -> plain;
      };
    }
  }

  @Test
  void historyWeightsAndEvaluationAreThoseOfKeras() {
    Fixture fixture = Fixture.read();
    assertThat(fixture.runs).hasSize(3);
    for (Run run : fixture.runs) {
      try (Engine engine = kind.open();
          TFloat32 x = floats(Shape.of(10, 5), fixture.x);
          TFloat32 weights = floats(Shape.of(10), fixture.weights);
          TInt32 labels = TInt32.vectorOf(fixture.labels);
          TrainingSet set = TrainingSet.of(Map.of("x", x, "labels", labels, "weights", weights))) {
        Sequential model = Sequential.of(Dense.of(4));
        model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 5));
        model.trainableVariables().get(0).assign(fixture.kernel);
        model.trainableVariables().get(1).assign(fixture.bias);
        Objective<TInt32> objective = run.objective(model, fixture);
        Trainer trainer = Trainer.minimizing(objective, Sgd.of(0.1f));

        History history = trainer.fit(set, set, TrainingOptions.of(3, 4).withoutShuffling());

        run.history.forEach(
            (name, values) ->
                assertThat(history.values(name)).as(run + name).containsExactly(values, CLOSE));
        assertThat(model.trainableVariables().get(0).toFloats())
            .containsExactly(run.kernel, within(2e-6f));
        Map<String, Double> evaluated = Evaluator.of(objective).evaluate(set, 4);
        assertThat(evaluated).containsOnlyKeys(run.evaluated.keySet());
        run.evaluated.forEach(
            (name, value) -> {
              assertThat(evaluated.get(name)).as(run + name).isCloseTo(value, CLOSE);
              assertThat(history.last().metric("val_" + name)).isCloseTo(value, CLOSE);
            });
      }
    }
  }

  private static TFloat32 floats(Shape shape, float... values) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  @Test
  void whatLayersWantAddedIsPartOfTheLoss() {
    try (Engine engine = kind.open();
        TFloat32 x = floats(Shape.of(4, 1), 1, 2, 3, 6);
        TrainingSet set = TrainingSet.of(Map.of("x", x))) {
      Sequential model = Sequential.of(ActivityRegularization.of(0.5f, 0));
      model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 1));
      Objective<TFloat32> objective =
          Objective.of(model, Losses.meanSquaredError(), "x")
              .withMetric("near", Metrics.binaryAccuracy());

      Map<String, Double> loss = Evaluator.of(objective).evaluate(set, 4);

      assertThat(loss.get("loss")).isGreaterThan(0); // the error itself is 0
      assertThat(loss.get("near")).isEqualTo(0.25); // 1 alone is a yes that is a 1
    }
  }

  @Test
  void wrongMetricsAreRefused() {
    try (Engine engine = kind.open()) {
      Sequential model = Sequential.of(Dense.of(2));
      model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 2));
      Objective<TInt32> labels =
          Objective.ofLabels(model, Losses.sparseCategoricalCrossentropy())
              .withMetric("accuracy", Metrics.sparseCategoricalAccuracy());

      for (String name : new String[] {"accuracy", "loss", "val_accuracy", " "}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> labels.withMetric(name, Metrics.sparseCategoricalAccuracy()))
            .withMessageEndingWith("but is '" + name + "'");
      }
    }
  }

  @Test
  void lossesAreMetrics() {
    try (Engine engine = kind.open();
        TFloat32 x = floats(Shape.of(3, 2), 1, 2, 3, 4, 5, 9);
        TFloat32 y = floats(Shape.of(3, 2), 1, 0, 3, 4, 5, 6);
        TrainingSet set = TrainingSet.of(Map.of("x", x, "y", y))) {
      Sequential model = Sequential.of(Activation.of(ActivationFunction.LINEAR));
      model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 2));
      Objective<TFloat32> objective =
          Objective.of(model, Losses.meanSquaredError(), "y")
              .withMetric("mae", Losses.meanAbsoluteError());

      Map<String, Double> figures = Evaluator.of(objective).evaluate(set, 2);

      assertThat(figures.get("loss")).isCloseTo((4 + 9) / 6.0, CLOSE);
      assertThat(figures.get("mae")).isCloseTo((2 + 3) / 6.0, CLOSE);
    }
  }
}
