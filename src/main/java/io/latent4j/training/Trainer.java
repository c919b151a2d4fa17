package io.latent4j.training;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Penalties;
import io.latent4j.nn.metrics.SummedMetric;
import io.latent4j.nn.optimizers.Optimizer;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Trains whatever has a loss that is a function of a batch, and evaluates it.
 *
 * <pre>{@code
 * Loss<TFloat32> mse = Losses.meanSquaredError();
 * Trainer trainer = Trainer.minimizing(engine, model, Adam.of(0.001f), (tf, batch, mode) ->
 *     mse.apply(tf, batch.samples(), model.call(tf, batch.samples(), mode)));
 * History history = trainer.fit(training, validation, TrainingOptions.of(20, 256));
 * }</pre>
 *
 * <p>With the same seed, threads and machine, the same training gives the same weights bit for bit,
 * also when it is interrupted and resumed from a checkpoint in between.
 */
public final class Trainer {
  /** The name of the model in the state of training. */
  public static final String MODEL = "model";

  /** The name of the optimizer in the state of training. */
  public static final String OPTIMIZER = "optimizer";

  private static final String STEP = "step";

  private final Engine engine;
  private final Map<String, Trackable> state;
  private final BatchFunction trainingStep;
  private final BatchFunction evaluation;
  private final Map<TrainingSet, ResidentSet> residents = new IdentityHashMap<>();
  private final Map<TrainingSet, BatchRunner> trainingRunners = new IdentityHashMap<>();
  private final Map<TrainingSet, BatchRunner> evaluationRunners = new IdentityHashMap<>();

  private Trainer(
      Engine engine,
      Map<String, Trackable> state,
      BatchFunction trainingStep,
      BatchFunction evaluation) {
    this.engine = engine;
    this.state = state;
    this.trainingStep = trainingStep;
    this.evaluation = evaluation;
  }

  /**
   * A trainer that has an optimizer minimize a loss and what the layers want added to it, such as
   * {@link io.latent4j.nn.initializers.Regularizers}. Of what the loss collects by {@link
   * Penalties} of its own, nothing is added twice.
   *
   * @param engine where the model lives
   * @param model what is trained: its trainable variables change
   * @param optimizer how they change
   * @param loss the loss of a batch
   * @return the trainer
   * @throws IllegalArgumentException if the model has no trainable variables
   */
  public static Trainer minimizing(
      Engine engine, Trackable model, Optimizer optimizer, BatchLoss loss) {
    return minimizingWithMetrics(
        engine,
        model,
        optimizer,
        (tf, batch, mode) -> Map.of(BatchFunction.LOSS, loss.apply(tf, batch, mode)));
  }

  /**
   * A trainer that has an optimizer minimize the loss of a layer or a network, and reports the
   * metrics of the objective, in training of what the network gave before each step, as Keras does.
   *
   * @param objective the network, its loss and its metrics
   * @param optimizer how the network's weights change
   * @return the trainer
   * @throws IllegalArgumentException if the network has no trainable variables
   */
  public static Trainer minimizing(Objective<?> objective, Optimizer optimizer) {
    return minimizingWithMetrics(
        objective.model().engine(), objective.model(), optimizer, objective);
  }

  /**
   * A trainer that has an optimizer minimize a loss, and reports metrics beside it.
   *
   * @param engine where the model lives
   * @param model what is trained: its trainable variables change
   * @param optimizer how they change
   * @param objective loss and metrics of a batch
   * @return the trainer
   * @throws IllegalArgumentException if the model has no trainable variables
   */
  public static Trainer minimizingWithMetrics(
      Engine engine, Trackable model, Optimizer optimizer, BatchObjective objective) {
    List<ModelVariable<?>> weights = model.trainableVariables();
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("model must have trainable variables, but has none");
    }
    optimizer.build(weights); // now, so that a checkpoint can be restored before the first step
    BatchFunction step =
        (tf, batch) -> {
          try (GradientTape tape = GradientTape.on(engine)) {
            Map<String, Operand<TFloat32>> values =
                withPenalties(tf, engine, objective, batch, Mode.TRAINING);
            Operand<TFloat32> loss = values.get(BatchFunction.LOSS);
            optimizer.apply(tf, tape.gradient(loss, weights), weights);
            return values;
          }
        };
    Map<String, Trackable> state = new LinkedHashMap<>();
    state.put(MODEL, model);
    state.put(OPTIMIZER, optimizer);
    BatchFunction evaluation =
        (tf, batch) -> withPenalties(tf, engine, objective, batch, Mode.INFERENCE);
    Map<String, SummedMetric<?>> summed = objective.summedMetrics();
    return of(
        engine, state, new SummingFunction(step, summed), new SummingFunction(evaluation, summed));
  }

  private static Map<String, Operand<TFloat32>> withPenalties(
      Ops tf, Engine engine, BatchObjective objective, Batch batch, Mode mode) {
    try (Penalties penalties = Penalties.on(engine)) {
      Map<String, Operand<TFloat32>> values = new LinkedHashMap<>(objective.apply(tf, batch, mode));
      Operand<TFloat32> loss = values.get(BatchFunction.LOSS);
      if (loss == null) {
        throw new IllegalArgumentException(
            "objective must have a '%s', but has %s"
                .formatted(BatchFunction.LOSS, values.keySet()));
      }
      values.put(BatchFunction.LOSS, penalties.addTo(tf, loss));
      return values;
    }
  }

  /**
   * A trainer with a step of the caller's own, such as one with several optimizers.
   *
   * @param engine where the state lives
   * @param state the trees of variables that the step changes, by name; one of them is {@value
   *     #MODEL}
   * @param trainingStep a step of training, which changes the state
   * @param evaluation what to compute on validation batches; it changes nothing
   * @return the trainer
   * @throws IllegalArgumentException if the state has no {@value #MODEL}, or a tree has the name of
   *     the step counter, {@code step}, which belongs to the state by itself
   */
  public static Trainer of(
      Engine engine,
      Map<String, ? extends Trackable> state,
      BatchFunction trainingStep,
      BatchFunction evaluation) {
    if (!state.containsKey(MODEL)) {
      throw new IllegalArgumentException(
          "state must have a '" + MODEL + "', but has " + state.keySet());
    }
    Map<String, Trackable> trees = new LinkedHashMap<>(state);
    if (trees.put(STEP, engine.step()) != null) {
      throw new IllegalArgumentException(
          "state must not have a '" + STEP + "' of its own, but has " + state.keySet());
    }
    return new Trainer(
        Objects.requireNonNull(engine, "engine"),
        trees,
        Objects.requireNonNull(trainingStep, "trainingStep"),
        Objects.requireNonNull(evaluation, "evaluation"));
  }

  /**
   * Trains without validation.
   *
   * @param training the samples to train on
   * @param options how long and in what portions
   * @param listeners who follows, in this order
   * @return what it gave
   */
  public History fit(TrainingSet training, TrainingOptions options, TrainingListener... listeners) {
    return fit(training, Optional.empty(), options, listeners);
  }

  /**
   * Trains.
   *
   * <p>An optimizer that keeps means of the weights sets the weights to them when training ends,
   * before listeners are told.
   *
   * <p>When the thread is interrupted, training ends after the step under way as if a listener had
   * asked for it; the thread stays interrupted.
   *
   * @param training the samples to train on
   * @param validation the samples to evaluate after each epoch
   * @param options how long and in what portions
   * @param listeners who follows, in this order
   * @return what it gave
   * @throws IllegalArgumentException if a batch is larger than the training set
   * @throws TrainingDivergedException if the loss becomes NaN or infinite
   */
  public History fit(
      TrainingSet training,
      TrainingSet validation,
      TrainingOptions options,
      TrainingListener... listeners) {
    return fit(training, Optional.of(validation), options, listeners);
  }

  private History fit(
      TrainingSet training,
      Optional<TrainingSet> validation,
      TrainingOptions options,
      TrainingListener... listeners) {
    if (options.batchSize() > training.count()) {
      throw new IllegalArgumentException(
          "batch size must be at most the number of samples, %d, but is %d"
              .formatted(training.count(), options.batchSize()));
    }
    BatchRunner runner =
        trainingRunners.computeIfAbsent(
            training,
            set ->
                runner(
                    "train",
                    set,
                    new SummingFunction(this::stepAndCount, trainingStep.summedMetrics())));
    int steps =
        options
            .counted()
            .map(counted -> Math.min(counted.total(), counted.perEpoch()))
            .orElse((training.count() - 1) / options.batchSize() + 1);
    TrainingRun run = new TrainingRun(engine, state, options, steps);
    return new EpochLoop(
            run,
            runner,
            epoch ->
                validation
                    .map(set -> validate(set, options.batchSize(), "after epoch " + epoch))
                    .orElse(Map.of()),
            List.of(listeners))
        .train();
  }

  private BatchRunner runner(String name, TrainingSet set, BatchFunction body) {
    return set.source()
        .<BatchRunner>map(source -> new StreamRunner(engine, name, set, source, body))
        .orElseGet(() -> new ResidentRunner(engine, name, resident(set), body));
  }

  private ResidentSet resident(TrainingSet set) {
    return residents.computeIfAbsent(set, added -> new ResidentSet(engine, added));
  }

  private Map<String, Operand<TFloat32>> stepAndCount(Ops tf, Batch batch) {
    Map<String, Operand<TFloat32>> metrics = trainingStep.apply(tf, batch);
    ModelVariable<TInt64> step = engine.step();
    step.assign(tf, tf.math.add(step.read(tf), tf.constant(1L)));
    return metrics;
  }

  private Map<String, Double> validate(TrainingSet set, int batchSize, String when) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    evaluate(set, batchSize, "in the validation " + when)
        .forEach((name, value) -> metrics.put("val_" + name, value));
    return metrics;
  }

  /**
   * Evaluates in batches, without changing anything. The set stays in the engine for the next time;
   * for many sets, or to follow or interrupt it, see {@link Evaluator}.
   *
   * @param set the samples
   * @param batchSize how many at a time; at least 1
   * @return loss and metrics over all samples by name
   * @throws IllegalArgumentException if the batch size is not positive
   * @throws TrainingDivergedException if the loss is NaN or infinite
   */
  public Map<String, Double> evaluate(TrainingSet set, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, but is " + batchSize);
    }
    return evaluate(set, batchSize, "in the evaluation");
  }

  private Map<String, Double> evaluate(TrainingSet set, int batchSize, String where) {
    BatchRunner runner =
        evaluationRunners.computeIfAbsent(set, added -> runner("evaluate", added, evaluation));
    MeanMetrics means = new MeanMetrics();
    try (BatchRunner.Steps steps = runner.begin(Pass.natural(batchSize))) {
      int size;
      for (int left = set.count(); left > 0; left -= size) {
        size = Math.min(batchSize, left);
        means.add(steps.next(size));
      }
    }
    Map<String, Double> metrics = means.values();
    Divergence.check(metrics.get(BatchFunction.LOSS), where, state);
    return metrics;
  }
}
