package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.GraphEngine;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Dropout;
import io.latent4j.nn.layers.Reshape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** On a layer that doubles its two features, and on functions of a batch. */
@ParameterizedClass
@EnumSource
class PredictorTest {
  @Parameter EngineKind kind;
  private Engine engine;
  private Sequential model;

  @BeforeEach
  void open() {
    engine = kind.open();
    model = Sequential.of(Dropout.of(0.5f), Dense.of(2));
    model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 2));
    model.trainableVariables().get(0).assign(2, 0, 0, 2);
  }

  @AfterEach
  void close() {
    engine.close();
    Thread.interrupted();
  }

  private static TFloat32 rows(int count) {
    float[] values = new float[2 * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return TFloat32.tensorOf(Shape.of(count, 2), DataBuffers.of(values, true, false));
  }

  @Test
  void eachRowHasItsRowWhateverTheBatches() {
    try (TFloat32 x = rows(5);
        TrainingSet set = TrainingSet.of(Map.of("x", x))) {
      float[][] expected = {{0, 2}, {4, 6}, {8, 10}, {12, 14}, {16, 18}};
      for (int batchSize : new int[] {1, 2, 5, 100}) {
        assertThat(Predictor.of(model).predict(set, batchSize)).isDeepEqualTo(expected);
      }
    }
  }

  @Test
  void bytesAreScaledAndSamplesKeepTheShapeOfTheOutput() {
    byte[] bytes = {0, (byte) 255, 51, 102, (byte) 204, (byte) 153};
    Sequential images = Sequential.of(model, Reshape.of(1, 2, 1));
    images.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 2));
    try (Samples samples =
            Samples.ofTensor(
                "bytes", TUint8.tensorOf(Shape.of(3, 2), DataBuffers.of(bytes, true, false)));
        TrainingSet set = TrainingSet.of(samples, Scaling.fit(samples, Scaling.Kind.UNIT));
        Samples predicted = Predictor.of(images).predictSamples(set, 2, BatchListener.none())) {
      assertThat(predicted.shape()).isEqualTo(Shape.of(3, 1, 2, 1));
      float[] scaled = set.scalingOf("x").apply(new float[] {0, 255, 51, 102, 204, 153}, 2);
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= 2;
      }
      assertThat(predicted.toFloats()).containsExactly(scaled);
    }
  }

  @Test
  void functionsSeeAllArraysAndTheNumbersOfTheRows() {
    Predictor predictor =
        Predictor.of(
            engine,
            (tf, batch) ->
                tf.dtypes.cast(
                    tf.math.add(
                        batch.rows("other name").asOutput().expect(TInt32.class), batch.indices()),
                    TFloat32.class));
    try (TInt32 other = TInt32.vectorOf(10, 20, 30);
        TrainingSet set = TrainingSet.of(Map.of("other name", other));
        Samples predicted = predictor.predictSamples(set, 2, BatchListener.none())) {
      assertThat(predicted.shape()).isEqualTo(Shape.of(3, 1));
      assertThat(predicted.toFloats()).containsExactly(10, 21, 32);
    }
  }

  @Test
  void listenerHearsOfEachBatchAndInterruptEndsBetweenTwo() {
    List<Integer> heard = new ArrayList<>();
    Predictor predictor = Predictor.of(model);
    try (TFloat32 x = rows(5);
        TrainingSet set = TrainingSet.of(Map.of("x", x))) {
      predictor.predict(set, 2, (done, total) -> heard.add(10 * done + total));
      assertThat(heard).containsExactly(25, 45, 55);

      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(
              () -> predictor.predict(set, 2, (done, total) -> Thread.currentThread().interrupt()))
          .withMessage("predict was interrupted after 2 of 5 rows");
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(predictor.predict(set, 2)).hasDimensions(5, 2);
    }
  }

  @Test
  void manySetsLeaveNothingInTheEngine() {
    Predictor predictor = Predictor.of(model);
    int nodes = 0;
    for (int count = 1; count <= 8; count++) {
      try (TFloat32 x = rows(count);
          TrainingSet set = TrainingSet.of(Map.of("x", x))) {
        assertThat(predictor.predict(set, 3)).hasDimensions(count, 2);
      }
      if (engine instanceof GraphEngine graph) {
        int now = graph.definition().getNodeCount();
        assertThat(now).isEqualTo(count == 1 ? now : nodes);
        nodes = now;
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (TFloat32 x = TFloat32.tensorOf(Shape.of(4, 3));
        TrainingSet set = TrainingSet.of(Map.of("x", x));
        TrainingSet other = TrainingSet.of(Map.of("y", x))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Predictor.of(model).predict(set, 2))
          .withMessageStartingWith("input of layer 'sequential' must have the shape [?, 2]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Predictor.of(model).predict(other, 2))
          .withMessage("array must be one of [y], but is 'x'");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Predictor.of(model).predict(set, 0))
          .withMessage("batch size must be at least 1, but is 0");
      Predictor scalar = Predictor.of(engine, (tf, batch) -> tf.constant(1f));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scalar.predict(set, 2))
          .withMessageStartingWith("prediction must have a row for each of 2 samples");
    }
  }
}
