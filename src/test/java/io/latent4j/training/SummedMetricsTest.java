package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.metrics.SummedMetrics;
import io.latent4j.nn.optimizers.Sgd;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Metrics that are functions of sums, in training, validation and evaluation. */
@ParameterizedClass
@EnumSource
class SummedMetricsTest {
  @Parameter EngineKind kind;

  private static Sequential identity(Engine engine, int size) {
    Sequential model = Sequential.of(Activation.of(ActivationFunction.LINEAR));
    model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, size));
    return model;
  }

  /** Means of the batches' figures would be others: the first batch has no yes that is found. */
  @Test
  void figuresAreOfTheSumsNotMeansOfBatches() {
    try (Engine engine = kind.open();
        TFloat32 x = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{.9f}, {.1f}, {.8f}}));
        TFloat32 y = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{0}, {1}, {1}}));
        TrainingSet set = TrainingSet.of(Map.of("x", x, "truth", y))) {
      Objective<TFloat32> objective =
          Objective.of(identity(engine, 1), Losses.meanSquaredError(), "truth")
              .withSummedMetric("precision", SummedMetrics.precision(0.5f))
              .withSummedMetric("recall", SummedMetrics.recall(0.5f))
              .withSummedMetric("rmse", SummedMetrics.rootMeanSquaredError());
      for (int batch : new int[] {1, 2, 3}) {
        Map<String, Double> found = Evaluator.of(objective).evaluate(set, batch);
        assertThat(found.get("precision")).isEqualTo(0.5);
        assertThat(found.get("recall")).isEqualTo(0.5);
        assertThat(found.get("rmse"))
            .isCloseTo(Math.sqrt((.81 + .81 + .04) / 3), within(1e-6))
            .isCloseTo(Math.sqrt(found.get("loss")), within(1e-6));
      }
    }
  }

  @Test
  void theyAreInTheHistoryOfTraining() {
    try (Engine engine = kind.open();
        TFloat32 x = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{2}, {1}, {-1}, {-2}}));
        TFloat32 y = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{1}, {1}, {0}, {0}}));
        TrainingSet set = TrainingSet.of(Map.of("x", x, "truth", y))) {
      Sequential model = Sequential.of(Dense.of(1).withActivation(ActivationFunction.SIGMOID));
      model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 1));
      model.trainableVariables().get(0).assign(-0.1f);
      Objective<TFloat32> objective =
          Objective.of(model, Losses.binaryCrossentropy(), "truth")
              .withSummedMetric("auc", SummedMetrics.areaUnderRoc(200))
              .withSummedMetric("hits", SummedMetrics.truePositives(0.5f));

      History history =
          Trainer.minimizing(objective, Sgd.of(1))
              .fit(set, set, TrainingOptions.of(5, 3).withoutShuffling());

      assertThat(history.epochs().get(0).metric("auc")).isLessThan(0.9);
      assertThat(history.last().metric("auc")).isCloseTo(1, within(1e-9));
      assertThat(history.last().metric("val_auc")).isCloseTo(1, within(1e-9));
      assertThat(history.last().metric("val_hits")).isEqualTo(2);
    }
  }

  /** True 0, 0, 1, 1, found 0, 1, 1, 1, of three classes: 1/2 and 2/3; the third is not there. */
  @Test
  void overlapIsAMeanOverTheClassesThatAreThere() {
    float[][] scores = {{3, 1, 0}, {0, 2, 1}, {0, 2, 1}, {0, 2, 1}};
    try (Engine engine = kind.open();
        TFloat32 x = TFloat32.tensorOf(StdArrays.ndCopyOf(scores));
        TInt32 labels = TInt32.vectorOf(0, 0, 1, 1);
        TFloat32 weights = TFloat32.vectorOf(1, 3, 1, 1);
        TrainingSet set =
            TrainingSet.of(Map.of("x", x, TrainingSet.LABELS, labels, "weights", weights))) {
      Objective<TInt32> objective =
          Objective.ofLabels(identity(engine, 3), Losses.sparseCategoricalCrossentropyFromLogits())
              .withSampleWeights("weights")
              .withSummedMetric("iou", SummedMetrics.meanIntersectionOverUnion(3))
              .withWeightedSummedMetric("weighed", SummedMetrics.meanIntersectionOverUnion(3));

      Map<String, Double> found = Evaluator.of(objective).evaluate(set, 3);

      assertThat(found.get("iou")).isCloseTo((0.5 + 2.0 / 3) / 2, within(1e-9));
      assertThat(found.get("weighed")).isCloseTo((0.25 + 2.0 / 5) / 2, within(1e-9));
      Objective<TInt32> wrong =
          objective.withSummedMetric("wrong", SummedMetrics.meanIntersectionOverUnion(2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Evaluator.of(wrong).evaluate(set, 3))
          .withMessage("prediction must have a number for each of the 2 classes, but has 3");
    }
  }

  @Test
  void wrongOptionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SummedMetrics.precision(Float.NaN))
        .withMessage("threshold must be finite, but is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SummedMetrics.areaUnderRoc(1))
        .withMessage("thresholds must be at least 2, but are 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SummedMetrics.meanIntersectionOverUnion(0))
        .withMessage("classes must be at least 1, but are 0");
  }
}
