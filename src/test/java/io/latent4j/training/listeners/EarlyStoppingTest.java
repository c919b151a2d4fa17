package io.latent4j.training.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.training.History;
import io.latent4j.training.Regression;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingSet;
import io.latent4j.training.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** With a model whose only weight is the number of epochs, and losses that are written down. */
@ParameterizedClass
@EnumSource
class EarlyStoppingTest {
  @Parameter EngineKind kind;
  private Engine engine;
  private ModelVariable<TFloat32> epochs;
  private TFloat32 samples;
  private TrainingSet set;

  @BeforeEach
  void open() {
    engine = kind.open();
    epochs = engine.weight("epochs", Shape.of(1), Initializers.zeros());
    samples = TFloat32.tensorOf(Shape.of(1, 1));
    set = TrainingSet.of(Map.of("x", samples));
  }

  @AfterEach
  void close() {
    engine.close();
    set.close();
    samples.close();
  }

  /** Trains with these validation losses, one for each epoch. */
  private History fit(TrainingListener listener, float... losses) {
    Trainer trainer =
        Trainer.of(
            engine,
            Map.of("model", new Tree(Map.of("epochs", epochs))),
            (tf, batch) -> {
              epochs.assign(tf, tf.math.add(epochs.read(tf), tf.constant(new float[] {1})));
              return Map.of("loss", tf.constant(0f));
            },
            (tf, batch) -> {
              Operand<TFloat32> loss = scripted(tf, losses);
              Map<String, Operand<TFloat32>> metrics = new LinkedHashMap<>();
              metrics.put("loss", loss);
              metrics.put("complement", tf.math.sub(tf.constant(1f), loss));
              metrics.put("logarithm", tf.math.log(loss));
              return metrics;
            });
    return trainer.fit(set, set, TrainingOptions.of(losses.length, 1), listener);
  }

  private Operand<TFloat32> scripted(Ops tf, float... losses) {
    Operand<TFloat32> read = tf.reduceSum(epochs.read(tf), tf.constant(0));
    Operand<TInt32> index = tf.math.sub(tf.dtypes.cast(read, TInt32.class), tf.constant(1));
    return tf.gather(tf.constant(losses), index, tf.constant(0));
  }

  private int keptEpoch() {
    return (int) epochs.toFloats()[0];
  }

  @Test
  void stopsAfterPatienceAndRestoresTheBest() {
    EarlyStopping stopping = EarlyStopping.of(3);
    History history = fit(stopping, 5, 3, 4, 2, 2, 3, 9, 1, 0, 0);

    assertThat(history.end()).isEqualTo(History.End.STOPPED);
    assertThat(history.epochs()).hasSize(7); // 3 after the fourth, which equals do not replace
    assertThat(stopping.bestEpoch()).isEqualTo(4);
    assertThat(keptEpoch()).isEqualTo(4);
  }

  @Test
  void metricThatIsBetterWhenHigherIsFollowedUpwards() {
    EarlyStopping stopping = EarlyStopping.of(2).monitoringRising("val_complement");
    fit(stopping, 5, 3, 4, 2, 2, 3, 9);

    assertThat(stopping.bestEpoch()).isEqualTo(4); // the lowest loss has the highest complement
    assertThat(keptEpoch()).isEqualTo(4);
  }

  @Test
  void patienceOfOneStopsAtTheFirstRise() {
    History history = fit(EarlyStopping.of(1), 5, 4, 4.5f, 1, 0);

    assertThat(history.epochs()).hasSize(3);
    assertThat(keptEpoch()).isEqualTo(2);
  }

  @Test
  void restoresTheBestAlsoWhenAllEpochsAreDone() {
    History history = fit(EarlyStopping.of(4), 5, 1, 2, 3);

    assertThat(history.end()).isEqualTo(History.End.COMPLETED);
    assertThat(keptEpoch()).isEqualTo(2);
  }

  @Test
  void withoutRestoringTheLastWeightsStay() {
    fit(EarlyStopping.of(2).withoutRestoring(), 5, 1, 2, 3, 4, 5);

    assertThat(keptEpoch()).isEqualTo(4);
  }

  @Test
  void smallFallsDoNotCount() {
    EarlyStopping stopping = EarlyStopping.of(3).withMinimumDelta(0.5);
    History history = fit(stopping, 5, 4.75f, 4.5f, 4.25f, 4, 3.75f);

    assertThat(stopping.bestEpoch()).isEqualTo(4); // 4.5 is not below 5 - 0.5, 4.25 is
    assertThat(history.epochs()).hasSize(6);
    assertThat(history.end()).isEqualTo(History.End.COMPLETED);
    assertThat(keptEpoch()).isEqualTo(4);
  }

  @Test
  void anotherMetricMayBeMonitored() {
    fit(EarlyStopping.of(2).monitoring("val_complement"), 1, 2, 3, 2, 1, 0);

    assertThat(keptEpoch()).isEqualTo(3);
  }

  @Test
  void keepingBestNeverStops() {
    History history = fit(EarlyStopping.keepingBest(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    assertThat(history.end()).isEqualTo(History.End.COMPLETED);
    assertThat(keptEpoch()).isEqualTo(1);
  }

  @Test
  void nanIsNeverTheBest() {
    EarlyStopping stopping = EarlyStopping.of(2).monitoring("val_logarithm");
    History history = fit(stopping, -1, 3, 2, -1, -1, -1);

    assertThat(history.values("val_logarithm")[0]).isNaN();
    assertThat(stopping.bestEpoch()).isEqualTo(3);
    assertThat(history.epochs()).hasSize(5);
  }

  @Test
  void canBeUsedForAnotherRun() {
    EarlyStopping stopping = EarlyStopping.of(2);
    fit(stopping, 1, 2, 3, 4);
    epochs.assign(0);

    History second = fit(stopping, 9, 8, 7, 6);

    assertThat(second.epochs()).hasSize(4);
    assertThat(stopping.bestEpoch()).isEqualTo(4);
  }

  @Test
  void unknownMetricIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(EarlyStopping.of(2).monitoring("val_accuracy"), 1, 2))
        .withMessage(
            "metric must be one of [loss, val_loss, val_complement, val_logarithm],"
                + " but is 'val_accuracy'");
  }

  @Test
  void oneRunHasOneOfIt() {
    try (Regression run = new Regression(kind)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run.fit(1, EarlyStopping.of(1), EarlyStopping.of(2)))
          .withMessage(
              "state must be added once under each name, but 'early_stopping' is there already");
    }
  }

  @Test
  void optionsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EarlyStopping.of(0))
        .withMessage("patience must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EarlyStopping.of(1).withMinimumDelta(Double.NaN))
        .withMessage("minimum delta must be at least 0, but is NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> EarlyStopping.of(1).withMinimumDelta(-1));
  }
}
