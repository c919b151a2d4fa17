package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.metrics.Metric;
import io.latent4j.nn.metrics.Metrics;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Sgd;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Losses, metrics and optimizers of {@code nn} where they are used. */
@ParameterizedClass
@EnumSource
class MetricsInTrainingTest {
  @Parameter EngineKind kind;

  @Test
  void metricsAreExactOverBatchesOfDifferentSizes() {
    float[][] scores = {
      {2, 1, 0}, {0, 2, 1}, {2, 1, 0}, {0, 1, 2}, {1, 2, 0}, {0, 1, 2}, {1, 2, 0}
    };
    Loss<TInt32> loss = Losses.sparseCategoricalCrossentropyFromLogits();
    Metric<TInt32> best = Metrics.sparseCategoricalAccuracy();
    Metric<TInt32> bestTwo = Metrics.sparseTopKCategoricalAccuracy(2);
    BatchFunction evaluation =
        (tf, batch) -> {
          Operand<TFloat32> prediction = batch.floats("scores");
          return Map.of(
              "loss", loss.apply(tf, batch.labels(), prediction),
              "accuracy", best.apply(tf, batch.labels(), prediction),
              "top 2", bestTwo.apply(tf, batch.labels(), prediction));
        };
    try (Engine engine = kind.open();
        TInt32 labels = TInt32.vectorOf(0, 1, 2, 2, 0, 2, 2);
        TFloat32 values = TFloat32.tensorOf(StdArrays.ndCopyOf(scores));
        TrainingSet set = TrainingSet.of(Map.of("labels", labels, "scores", values))) {
      ModelVariable<TFloat32> unused = engine.weight("unused", Shape.of(1), Initializers.zeros());
      Trainer trainer =
          Trainer.of(
              engine, Map.of("model", new Tree(Map.of("unused", unused))), evaluation, evaluation);

      Map<String, Double> inThrees = trainer.evaluate(set, 3);

      assertThat(inThrees.get("accuracy")).isCloseTo(4 / 7.0, within(1e-7));
      assertThat(inThrees.get("top 2")).isCloseTo(5 / 7.0, within(1e-7));
      assertThat(inThrees.get("loss"))
          .isCloseTo(trainer.evaluate(set, 7).get("loss"), within(1e-6));
    }
  }

  @Test
  void meansOfTheWeightsAreTakenOverWhenTrainingEnds() {
    Optimizer optimizer = Sgd.of(0.05f).withAverages(0.75f);
    try (Regression run = new Regression(kind, 7, optimizer)) {
      ModelVariable<TFloat32> kernel = kernel(run);
      double[] means = new double[(int) kernel.shape().size()];
      float[][] last = new float[1][];
      run.fit(
          2,
          new TrainingListener() {
            private boolean started;

            @Override
            public void onStep(TrainingRun training, int step, double loss) {
              last[0] = kernel.toFloats();
              for (int i = 0; i < means.length; i++) {
                means[i] = started ? 0.75 * means[i] + 0.25 * last[0][i] : last[0][i];
              }
              started = true;
            }
          });

      float[] end = kernel.toFloats();
      assertThat(end).isNotEqualTo(last[0]);
      IntStream.range(0, means.length)
          .forEach(i -> assertThat((double) end[i]).isCloseTo(means[i], within(1e-6)));
    }
  }

  @SuppressWarnings("unchecked") // weights are float32
  private static ModelVariable<TFloat32> kernel(Regression run) {
    List<ModelVariable<?>> weights = run.model.trainableVariables();
    return (ModelVariable<TFloat32>) weights.get(0);
  }
}
