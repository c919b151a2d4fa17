package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
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
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

@ParameterizedClass
@EnumSource
class EvaluatorTest {
  @Parameter EngineKind kind;
  private Engine engine;
  private TFloat32 x;
  private TrainingSet set;

  @BeforeEach
  void open() {
    engine = kind.open();
    x = TFloat32.vectorOf(1, 2, 3, 4, 10);
    set = TrainingSet.of(Map.of("x", x));
  }

  @AfterEach
  void close() {
    set.close();
    x.close();
    engine.close();
    Thread.interrupted();
  }

  private static Operand<TFloat32> sum(Ops tf, Batch batch) {
    return tf.reduceSum(batch.samples(), tf.constant(0));
  }

  @Test
  void meansAndRatiosAreExactWhateverTheBatches() {
    Evaluator evaluator =
        Evaluator.of(
            engine,
            (tf, batch) ->
                Map.of(
                    "loss", tf.math.mean(batch.samples(), tf.constant(0)),
                    "mean", BatchFunction.mean(tf, batch.samples()),
                    "contraharmonic",
                        BatchFunction.ratio(
                            tf,
                            tf.reduceSum(tf.math.square(batch.samples()), tf.constant(0)),
                            sum(tf, batch)),
                    "nothing", BatchFunction.ratio(tf, sum(tf, batch), tf.constant(0f))));
    for (int batchSize : new int[] {1, 2, 3, 5, 9}) {
      assertThat(evaluator.evaluate(set, batchSize))
          .isEqualTo(
              Map.of("loss", 4.0, "mean", 4.0, "contraharmonic", 130 / 20.0, "nothing", 0.0));
    }
  }

  @Test
  void listenerHearsOfEachBatchAndInterruptEndsBetweenTwo() {
    Evaluator evaluator = Evaluator.of(engine, (tf, batch) -> Map.of("loss", sum(tf, batch)));
    List<Integer> heard = new ArrayList<>();

    evaluator.evaluate(set, 2, (done, total) -> heard.add(10 * done + total));
    assertThat(heard).containsExactly(25, 45, 55);

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () -> evaluator.evaluate(set, 2, (done, total) -> Thread.currentThread().interrupt()))
        .withMessage("evaluate was interrupted after 2 of 5 rows");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void whatIsNoMetricIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Evaluator.of(engine, (tf, batch) -> Map.of("loss", batch.samples()))
                    .evaluate(set, 3))
        .withMessage(
            "metric 'loss' must be a scalar or a BatchFunction.ratio, but has the shape [3]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Evaluator.of(engine, (tf, batch) -> Map.of("a", sum(tf, batch))).evaluate(set, 3))
        .withMessage("metrics of a batch must have a 'loss', but are [a]");
  }
}
