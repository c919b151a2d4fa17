package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.initializers.Constraints;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.initializers.Regularizers;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Sgd;
import io.latent4j.training.listeners.EarlyStopping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

@ParameterizedClass
@EnumSource
class TrainerTest {
  @Parameter EngineKind kind;

  @AfterEach
  void interruptsDoNotLeak() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void shortLastBatchCountsByItsSize() {
    try (Regression run = new Regression(kind)) {
      run.fit(1);
      double inBatches = run.trainer.evaluate(run.training, Regression.BATCH).get("loss");
      double atOnce = run.trainer.evaluate(run.training, Regression.SAMPLES).get("loss");
      double inOversizedBatch = run.trainer.evaluate(run.training, 1000).get("loss");

      assertThat(inBatches).isCloseTo(atOnce, within(1e-6));
      assertThat(inOversizedBatch).isEqualTo(atOnce);
    }
  }

  /** Two weights of 3 are added as 0.5 (9 + 9), once, and fall towards zero with the error. */
  @Test
  void whatLayersWantAddedIsAddedToTheLoss() {
    try (Engine engine = kind.open();
        Samples samples = Samples.of(new float[][] {{1, 1}, {1, 1}});
        TrainingSet set = TrainingSet.of(samples, Scaling.none())) {
      Dense layer =
          Dense.of(1)
              .withKernelInitializer(Initializers.constant(3))
              .withKernelRegularizer(Regularizers.l2(0.5f))
              .withKernelConstraint(Constraints.maxNorm(1));
      layer.build(engine, Shape.of(-1, 2));
      Trainer trainer =
          Trainer.minimizing(
              engine,
              layer,
              Sgd.of(0.1f),
              (tf, batch, mode) -> {
                Operand<TFloat32> y = layer.call(tf, batch.samples(), mode);
                return tf.math.mean(tf.reshape(y, tf.constant(new int[] {-1})), tf.constant(0));
              });

      assertThat(trainer.evaluate(set, 2)).containsEntry("loss", 6 + 9.0);

      History history = trainer.fit(set, TrainingOptions.of(1, 2));

      assertThat(history.last().metrics()).containsEntry("loss", 6 + 9.0);
      float half = (float) Math.sqrt(0.5);
      assertThat(layer.kernel().toFloats())
          .containsExactly(new float[] {half, half}, within(1e-6f));
    }
  }

  @Test
  void lossFallsAndIsReportedStepByStep() {
    List<Double> losses = new ArrayList<>();
    try (Regression run = new Regression(kind)) {
      History history =
          run.fit(
              40,
              new TrainingListener() {
                @Override
                public void onStep(TrainingRun training, int step, double loss) {
                  losses.add(loss);
                }
              });

      assertThat(history.end()).isEqualTo(History.End.COMPLETED);
      assertThat(history.epochs()).extracting(Epoch::number).startsWith(1, 2, 3).hasSize(40);
      assertThat(history.last().metric("val_loss")).isLessThan(0.5 * history.values("val_loss")[0]);
      assertThat(history.last().metrics()).containsOnlyKeys("loss", "val_loss");
      assertThat(losses).hasSize(40 * Regression.STEPS_PER_EPOCH);
      double mean = 0;
      for (int step = 0; step < Regression.STEPS_PER_EPOCH; step++) {
        mean += losses.get(step) * (step < 4 ? 8 : 5) / Regression.SAMPLES;
      }
      assertThat(history.values("loss")[0]).isCloseTo(mean, within(1e-12));
      try (TInt64 steps = run.engine.step().value()) {
        assertThat(steps.getLong()).isEqualTo(40 * Regression.STEPS_PER_EPOCH);
      }
    }
  }

  /** A trainer without anything to learn, whose loss is the index of its one sample. */
  private static Trainer indexTrainer(Engine engine) {
    ModelVariable<TFloat32> unused = engine.weight("unused", Shape.of(1), Initializers.zeros());
    BatchFunction index =
        (tf, batch) ->
            Map.of(
                "loss",
                tf.dtypes.cast(tf.reduceSum(batch.indices(), tf.constant(0)), TFloat32.class));
    return Trainer.of(engine, Map.of("model", new Tree(Map.of("unused", unused))), index, index);
  }

  private List<List<Integer>> orders(long seed, TrainingOptions options) {
    List<List<Integer>> orders = new ArrayList<>();
    TrainingListener recorder =
        new TrainingListener() {
          @Override
          public void onStep(TrainingRun run, int step, double loss) {
            if (step == 1) {
              orders.add(new ArrayList<>());
            }
            orders.get(orders.size() - 1).add((int) loss);
          }
        };
    try (Engine engine = kind.open(io.latent4j.engine.EngineOptions.defaults().withSeed(seed));
        TFloat32 x = TFloat32.tensorOf(Shape.of(20, 1));
        TrainingSet set = TrainingSet.of(Map.of("x", x))) {
      indexTrainer(engine).fit(set, options, recorder);
    }
    return orders;
  }

  @Test
  void eachEpochGoesThroughAllSamplesInAnotherOrder() {
    List<List<Integer>> orders = orders(1, TrainingOptions.of(3, 1));

    assertThat(orders).hasSize(3).doesNotHaveDuplicates();
    Integer[] all =
        orders(1, TrainingOptions.of(1, 1).withoutShuffling()).get(0).toArray(Integer[]::new);
    assertThat(orders).allSatisfy(order -> assertThat(order).containsExactlyInAnyOrder(all));
    assertThat(orders(1, TrainingOptions.of(3, 1))).isEqualTo(orders);
    assertThat(orders(2, TrainingOptions.of(3, 1))).doesNotContainAnyElementsOf(orders);
  }

  @Test
  void withoutShufflingTheOrderIsThatOfTheSamples() {
    List<Integer> natural = java.util.stream.IntStream.range(0, 20).boxed().toList();

    assertThat(orders(1, TrainingOptions.of(2, 1).withoutShuffling()))
        .containsExactly(natural, natural);
  }

  @Test
  void sameSeedGivesTheSameWeightsBitForBit() {
    Map<String, String> first = weightsAfterThreeEpochs(7);

    assertThat(weightsAfterThreeEpochs(7)).isEqualTo(first);
    Map<String, String> other = weightsAfterThreeEpochs(8);
    assertThat(other).containsOnlyKeys(first.keySet());
    first.forEach((path, value) -> assertThat(other.get(path)).as(path).isNotEqualTo(value));
  }

  private Map<String, String> weightsAfterThreeEpochs(long seed) {
    try (Regression run = new Regression(kind, seed)) {
      run.fit(3);
      return run.weights();
    }
  }

  @Test
  void listenersDoNotChangeTheWeights() {
    try (Regression run = new Regression(kind)) {
      run.fit(3, EarlyStopping.of(100).withoutRestoring());

      assertThat(run.weights()).isEqualTo(weightsAfterThreeEpochs(7));
    }
  }

  @Test
  void divergenceNamesEpochStepAndVariable() {
    try (Regression run = new Regression(kind, 7, Sgd.of(1e30f))) {
      assertThatExceptionOfType(TrainingDivergedException.class)
          .isThrownBy(() -> run.fit(3))
          .withMessageMatching(
              "loss must be finite, but is (Infinity|NaN) at step 2 of epoch 1;"
                  + " the first variable that is not finite is model\\.layers\\[0\\]\\.kernel");
    }
  }

  @Test
  void divergenceInTheLastStepOfAnEpochIsFoundByValidation() {
    try (Regression run = new Regression(kind, 7, Sgd.of(1e30f))) {
      assertThatExceptionOfType(TrainingDivergedException.class)
          .isThrownBy(
              () ->
                  run.trainer.fit(
                      run.training, run.validation, TrainingOptions.of(3, Regression.SAMPLES)))
          .withMessage(
              "loss must be finite, but is Infinity in the validation after epoch 1;"
                  + " all variables are finite");
    }
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingOptions.of(0, 8))
        .withMessage("epochs must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingOptions.of(3, 0))
        .withMessage("batch size must be at least 1, but is 0");
    try (Regression run = new Regression(kind)) {
      Map<String, String> before = run.weights();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run.trainer.fit(run.training, TrainingOptions.of(1, 38)))
          .withMessage("batch size must be at most the number of samples, 37, but is 38");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run.trainer.evaluate(run.training, 0))
          .withMessage("batch size must be at least 1, but is 0");
      assertThat(run.weights()).isEqualTo(before);
    }
  }

  @Test
  void stateIsChecked() {
    try (Engine engine = kind.open()) {
      ModelVariable<TFloat32> weight = engine.weight("w", Shape.of(1), Initializers.zeros());
      Tree tree = new Tree(Map.of("w", weight));
      BatchFunction nothing = (tf, batch) -> Map.of();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Trainer.of(engine, Map.of("generator", tree), nothing, nothing))
          .withMessage("state must have a 'model', but has [generator]");
      Map<String, Trackable> withStep = new LinkedHashMap<>();
      withStep.put("model", tree);
      withStep.put("step", tree);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Trainer.of(engine, withStep, nothing, nothing))
          .withMessage("state must not have a 'step' of its own, but has [model, step]");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  Trainer.minimizing(
                      engine, new Tree(Map.of()), Adam.of(), (tf, batch, mode) -> null))
          .withMessage("model must have trainable variables, but has none");
    }
  }

  @Test
  void stepWithoutALossIsRefused() {
    try (Engine engine = kind.open();
        TFloat32 x = TFloat32.tensorOf(Shape.of(4, 1));
        TrainingSet set = TrainingSet.of(Map.of("x", x))) {
      ModelVariable<TFloat32> weight = engine.weight("w", Shape.of(1), Initializers.zeros());
      BatchFunction error = (tf, batch) -> Map.of("error", tf.constant(1f));
      Trainer trainer =
          Trainer.of(engine, Map.of("model", new Tree(Map.of("w", weight))), error, error);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> trainer.fit(set, TrainingOptions.of(1, 2)))
          .withMessage("metrics of a batch must have a 'loss', but are [error]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trainer.evaluate(set, 2))
          .withMessage("metrics of a batch must have a 'loss', but are [error]");
    }
  }

  @Test
  void interruptEndsTrainingAtTheNextStepWithTheBestWeights() {
    try (Regression run = new Regression(kind)) {
      List<Map<String, String>> afterEpochs = new ArrayList<>();
      AtomicInteger steps = new AtomicInteger();
      EarlyStopping best = EarlyStopping.keepingBest();
      TrainingListener interrupting =
          new TrainingListener() {
            @Override
            public void onStep(TrainingRun training, int step, double loss) {
              steps.incrementAndGet();
              if (training.epochs().size() == 2 && step == 2) {
                Thread.currentThread().interrupt();
              }
            }

            @Override
            public void onEpoch(TrainingRun training, Epoch epoch) {
              afterEpochs.add(run.weights());
            }
          };

      History history = run.fit(10, best, interrupting);

      assertThat(Thread.interrupted()).as("status is set again").isTrue();
      assertThat(history.end()).isEqualTo(History.End.INTERRUPTED);
      assertThat(history.epochs()).hasSize(2);
      assertThat(steps).hasValue(2 * Regression.STEPS_PER_EPOCH + 2);
      assertThat(run.weights()).isEqualTo(afterEpochs.get(best.bestEpoch() - 1));
    }
  }

  @Test
  void interruptBetweenEpochsEndsTrainingToo() {
    try (Regression run = new Regression(kind)) {
      History history =
          run.fit(
              1,
              new TrainingListener() {
                @Override
                public void onEpoch(TrainingRun training, Epoch epoch) {
                  Thread.currentThread().interrupt();
                }
              });

      assertThat(Thread.interrupted()).as("status is set again").isTrue();
      assertThat(history.end()).isEqualTo(History.End.INTERRUPTED);
      assertThat(history.epochs()).hasSize(1);
    }
  }

  @Test
  void listenerStopsTrainingAfterTheStep() {
    try (Regression run = new Regression(kind)) {
      AtomicInteger steps = new AtomicInteger();
      History history =
          run.fit(
              5,
              new TrainingListener() {
                @Override
                public void onStep(TrainingRun training, int step, double loss) {
                  if (steps.incrementAndGet() == 7) {
                    training.stop();
                  }
                }
              });

      assertThat(history.end()).isEqualTo(History.End.STOPPED);
      assertThat(steps).hasValue(7);
    }
  }

  @Test
  void eventsComeInTheirOrder() {
    List<String> events = new ArrayList<>();
    try (Regression run = new Regression(kind)) {
      run.fit(1, new Recorder("a", events), new Recorder("b", events));
    }
    assertThat(events)
        .containsExactly(
            "a start",
            "b start",
            "a restore",
            "b restore",
            "a ready",
            "b ready",
            "a epoch",
            "b epoch",
            "a save",
            "b save",
            "a end",
            "b end",
            "a close",
            "b close");
  }

  @Test
  void listenersAreClosedAfterAnException() {
    List<String> events = new ArrayList<>();
    try (Regression run = new Regression(kind, 7, Sgd.of(1e30f))) {
      assertThatExceptionOfType(TrainingDivergedException.class)
          .isThrownBy(() -> run.fit(3, new Recorder("a", events)));
    }
    assertThat(events).containsExactly("a start", "a restore", "a ready", "a close");
  }

  private record Recorder(String name, List<String> events) implements TrainingListener {
    @Override
    public void onStart(TrainingRun run) {
      events.add(name + " start");
    }

    @Override
    public void onRestore(TrainingRun run) {
      events.add(name + " restore");
    }

    @Override
    public void onReady(TrainingRun run) {
      events.add(name + " ready");
    }

    @Override
    public void onEpoch(TrainingRun run, Epoch epoch) {
      events.add(name + " epoch");
    }

    @Override
    public void onSave(TrainingRun run, Epoch epoch) {
      events.add(name + " save");
    }

    @Override
    public void onEnd(TrainingRun run, History history) {
      events.add(name + " end");
    }

    @Override
    public void onClose(TrainingRun run) {
      events.add(name + " close");
    }
  }

  @Test
  void evaluationChangesNothing() {
    try (Regression run = new Regression(kind)) {
      List<Map<String, String>> states = new ArrayList<>();
      run.fit(
          1,
          new TrainingListener() {
            @Override
            public void onEnd(TrainingRun training, History history) {
              states.add(Snapshot.of(training.state()));
              double first = run.trainer.evaluate(run.training, 5).get("loss");
              double second = run.trainer.evaluate(run.training, 5).get("loss");
              assertThat(second).isEqualTo(first); // dropout would make them differ
              states.add(Snapshot.of(training.state()));
            }
          });

      assertThat(states.get(0)).containsKeys("model.layers[0].kernel", "optimizer._variables[0]");
      assertThat(states.get(1)).isEqualTo(states.get(0));
    }
  }

  /** Two networks with an optimizer each, and a step of its own, as adversarial training has. */
  @Test
  void aStepMayTrainTwoTreesWithTwoOptimizers() {
    try (Engine engine = kind.open();
        Samples real = Samples.of(new float[][] {{1, 2}, {2, 1}, {3, 3}, {1, 1}, {2, 4}});
        TrainingSet set = TrainingSet.of(real, Scaling.none())) {
      Sequential generator = Sequential.of(Dense.of(2));
      generator.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 4));
      Sequential critic = Sequential.of(Dense.of(1));
      critic.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 2));
      Optimizer generatorOptimizer = Sgd.of(0.1f);
      Optimizer criticOptimizer = Adam.of(0.01f);
      generatorOptimizer.build(generator.trainableVariables());
      criticOptimizer.build(critic.trainableVariables());
      Adversaries step =
          new Adversaries(engine, generator, critic, generatorOptimizer, criticOptimizer);
      Trainer trainer =
          Trainer.of(
              engine,
              Map.of(
                  "model", new Tree(Map.of("generator", generator, "critic", critic)),
                  "generator_optimizer", generatorOptimizer,
                  "critic_optimizer", criticOptimizer),
              step::train,
              (tf, batch) -> Map.of("loss", step.generatorLoss(tf, batch)));
      Map<String, String> generatorBefore = Snapshot.of((Trackable) generator);
      Map<String, String> criticBefore = Snapshot.of((Trackable) critic);

      History history = trainer.fit(set, set, TrainingOptions.of(4, 2));

      assertThat(history.last().metrics())
          .containsOnlyKeys("loss", "critic_loss", "val_loss")
          .allSatisfy((name, value) -> assertThat(value).isFinite());
      assertThat(Snapshot.of((Trackable) generator)).isNotEqualTo(generatorBefore);
      assertThat(Snapshot.of((Trackable) critic)).isNotEqualTo(criticBefore);
      for (Optimizer optimizer : List.of(generatorOptimizer, criticOptimizer)) {
        try (TInt64 steps = optimizer.iterations().value()) {
          assertThat(steps.getLong()).isEqualTo(12);
        }
      }
    }
  }

  private record Adversaries(
      Engine engine,
      Sequential generator,
      Sequential critic,
      Optimizer generatorOptimizer,
      Optimizer criticOptimizer) {

    Map<String, Operand<TFloat32>> train(Ops tf, Batch batch) {
      Operand<TFloat32> criticLoss;
      try (GradientTape tape = GradientTape.on(engine)) {
        criticLoss = tf.math.sub(score(tf, generated(tf, batch)), score(tf, batch.samples()));
        List<ModelVariable<?>> weights = critic.trainableVariables();
        criticOptimizer.apply(tf, tape.gradient(criticLoss, weights), weights);
      }
      try (GradientTape tape = GradientTape.on(engine)) {
        Operand<TFloat32> loss = generatorLoss(tf, batch);
        List<ModelVariable<?>> weights = generator.trainableVariables();
        generatorOptimizer.apply(tf, tape.gradient(loss, weights), weights);
        return Map.of("loss", loss, "critic_loss", criticLoss);
      }
    }

    Operand<TFloat32> generatorLoss(Ops tf, Batch batch) {
      return tf.math.neg(score(tf, generated(tf, batch)));
    }

    private Operand<TFloat32> generated(Ops tf, Batch batch) {
      Operand<TInt32> shape =
          tf.concat(List.of(tf.shape(batch.indices()), tf.constant(new int[] {4})), tf.constant(0));
      Operand<TFloat32> noise =
          tf.random.statelessRandomNormal(shape, engine.randomSeed(tf)).asOutput();
      return generator.call(tf, noise, Mode.TRAINING);
    }

    private Operand<TFloat32> score(Ops tf, Operand<TFloat32> x) {
      Operand<TFloat32> scores = critic.call(tf, x, Mode.TRAINING);
      return tf.math.mean(tf.reshape(scores, tf.constant(new int[] {-1})), tf.constant(0));
    }
  }

  @Test
  void aBatchHasTheRowsOfAllArrays() {
    try (Engine engine = kind.open();
        TFloat32 x = TFloat32.tensorOf(Shape.of(3, 2));
        TInt32 labels = TInt32.vectorOf(5, 6, 7);
        TrainingSet set = TrainingSet.of(Map.of("x", x, "labels", labels))) {
      Trainer trainer =
          labelTrainer(engine, (tf, batch) -> tf.dtypes.cast(batch.labels(), TFloat32.class));
      assertThat(trainer.evaluate(set, 2)).containsEntry("loss", 6.0);
      Trainer asFloats = labelTrainer(engine, (tf, batch) -> batch.floats("labels"));
      assertThat(asFloats.evaluate(set, 3)).containsEntry("loss", 6.0);
      Trainer unknown = labelTrainer(engine, (tf, batch) -> batch.floats("weights"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> unknown.evaluate(set, 3))
          .withMessageMatching("array must be one of \\[.*\\], but is 'weights'")
          .withMessageContaining("labels");
    }
  }

  @Test
  void samplesAreScaledAndBringTheirLabels() {
    float[] pixels = {0, 51, 255, 102};
    try (Engine engine = kind.open();
        Samples samples =
            Samples.of(pixels, Shape.of(4)).withIntensityMaximum(255).withLabels(1, 0, 3, 4);
        TrainingSet set = TrainingSet.of(samples, Scaling.fit(samples, Scaling.Kind.UNIT))) {
      assertThat(set.count()).isEqualTo(4);
      Trainer scaled = labelTrainer(engine, (tf, batch) -> batch.samples());
      assertThat(scaled.evaluate(set, 4).get("loss")).isCloseTo(0.4, within(1e-6));
      Trainer labels =
          labelTrainer(engine, (tf, batch) -> tf.dtypes.cast(batch.labels(), TFloat32.class));
      assertThat(labels.evaluate(set, 4)).containsEntry("loss", 2.0);
    }
  }

  private interface Numbers {
    Operand<TFloat32> apply(Ops tf, Batch batch);
  }

  /** A trainer whose loss is the mean of some numbers. */
  private static Trainer labelTrainer(Engine engine, Numbers numbers) {
    ModelVariable<TFloat32> unused = engine.weight("unused", Shape.of(1), Initializers.zeros());
    BatchFunction mean =
        (tf, batch) ->
            Map.of(
                "loss",
                tf.math.mean(
                    tf.reshape(numbers.apply(tf, batch), tf.constant(new int[] {-1})),
                    tf.constant(0)));
    return Trainer.of(engine, Map.of("model", new Tree(Map.of("unused", unused))), mean, mean);
  }

  @Test
  void arraysMustHaveRowsOfTheSameNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingSet.of(Map.of()))
        .withMessage("arrays must be at least one, but there are none");
    try (TFloat32 scalar = TFloat32.scalarOf(1);
        TFloat32 empty = TFloat32.tensorOf(Shape.of(0, 2));
        TFloat32 three = TFloat32.tensorOf(Shape.of(3, 2));
        TInt32 two = TInt32.vectorOf(1, 2)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TrainingSet.of(Map.of("x", scalar)))
          .withMessage("array 'x' must have rows, but is a scalar");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TrainingSet.of(Map.of("x", empty)))
          .withMessage("arrays must have at least one row, but have none");
      Map<String, org.tensorflow.types.family.TType> uneven = new LinkedHashMap<>();
      uneven.put("x", three);
      uneven.put("labels", two);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TrainingSet.of(uneven))
          .withMessage("array 'labels' must have 3 rows like the others, but has 2");
    }
  }

  /** One loss after the other, by one trainer and one optimizer. */
  @Test
  void aTrainerGoesOnWhereItEnded() {
    try (Regression run = new Regression(kind)) {
      double first = run.fit(2).last().metric("val_loss");
      History second = run.fit(20);

      assertThat(second.epochs()).hasSize(20);
      assertThat(second.last().metric("val_loss")).isLessThan(first);
    }
  }
}
