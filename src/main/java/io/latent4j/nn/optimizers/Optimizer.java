package io.latent4j.nn.optimizers;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Constraint;
import io.latent4j.nn.Shapes;
import io.latent4j.nn.WeightConstraints;
import io.latent4j.nn.optimizers.GradientClipping.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Changes variables by their gradients. What every optimizer can do, from clipping to means of the
 * weights, comes after its own options: {@code Adam.of(0.001f).withBetas(0.5f,
 * 0.9f).withClipNorm(1)}. All it remembers from step to step are variables, in a tree that looks as
 * that of Keras's optimizers, so checkpoints go both ways.
 *
 * <pre>{@code
 * Optimizer adam = Adam.of(0.001f);
 * ...
 * adam.apply(tf, gradients, model.trainableVariables()); // in the body of a training step
 * }</pre>
 *
 * <p>Variables may be float32, float64, float16 or bfloat16. Steps are computed in the type of the
 * variable; for 16 bits in float32, where the optimizer keeps the variable's value too, lest steps
 * smaller than its precision come to nothing. If somebody else changes the variable, that is the
 * value to go on from.
 */
public abstract class Optimizer implements Trackable {
  private final OptimizerSettings settings;
  private OptimizerState state;
  private CompiledFunction rateNow;

  /**
   * One variable's step; its slots come in the order of the groups.
   *
   * @param <T> the type in which it is computed
   */
  @FunctionalInterface
  interface Update<T extends TNumber> {
    void apply(
        Ops tf,
        Operand<? extends TType> variable,
        List<Operand<? extends TType>> slots,
        Operand<T> gradient);
  }

  Optimizer(OptimizerSettings settings) {
    this.settings = settings;
  }

  /** This optimizer, unused, with other settings. */
  abstract Optimizer with(OptimizerSettings changed);

  /**
   * This optimizer, unused, with a learning rate that depends on the number of steps made.
   *
   * @param schedule the learning rate; see {@link Schedules}
   * @return a new optimizer
   */
  public final Optimizer withSchedule(Schedule schedule) {
    return with(settings.withSchedule(Objects.requireNonNull(schedule, "schedule")));
  }

  /**
   * This optimizer, unused, with every number of the gradients kept between {@code -limit} and
   * {@code limit}.
   *
   * @param limit the limit, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite, or gradients are clipped
   *     otherwise already
   */
  public final Optimizer withClipValue(float limit) {
    return with(settings.withClipping(new GradientClipping(Kind.VALUE, limit)));
  }

  /**
   * This optimizer, unused, with each gradient scaled down to a norm if its own is larger.
   *
   * @param limit the largest norm, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite, or gradients are clipped
   *     otherwise already
   */
  public final Optimizer withClipNorm(float limit) {
    return with(settings.withClipping(new GradientClipping(Kind.NORM, limit)));
  }

  /**
   * This optimizer, unused, with all gradients scaled down by one factor if the norm of all numbers
   * together is larger than the limit. If it is infinite or NaN, all become NaN.
   *
   * @param limit the largest norm, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite, or gradients are clipped
   *     otherwise already
   */
  public final Optimizer withGlobalClipNorm(float limit) {
    return with(settings.withClipping(new GradientClipping(Kind.GLOBAL_NORM, limit)));
  }

  /**
   * This optimizer, unused, shrinking each weight by {@code decay} times the learning rate before
   * its step.
   *
   * @param decay at least 0
   * @param excluded variables with one of these words in their name, such as {@code bias}, are left
   *     out
   * @return a new optimizer
   * @throws IllegalArgumentException if the decay is negative or not finite, or a word is empty
   */
  public final Optimizer withWeightDecay(float decay, String... excluded) {
    return with(settings.withDecay(new WeightDecay(decay, List.of(excluded))));
  }

  /**
   * This optimizer, unused, keeping a running mean of each weight, which {@link
   * #overwriteWithAverages} takes over when training has ended.
   *
   * @param momentum how much of the mean stays at a step, from 0 to 1; Keras's default is 0.99
   * @return a new optimizer
   * @throws IllegalArgumentException if it is outside its range
   */
  public final Optimizer withAverages(float momentum) {
    return with(settings.withAverage(new WeightAverage(momentum, 0)));
  }

  /**
   * This optimizer, unused, keeping a running mean of each weight, which is taken over every so
   * many steps.
   *
   * @param momentum how much of the mean stays at a step, from 0 to 1
   * @param overwriteEvery after how many steps the weights are set to their means; 0 for never
   * @return a new optimizer
   * @throws IllegalArgumentException if one is outside its range
   */
  public final Optimizer withAverages(float momentum, int overwriteEvery) {
    return with(settings.withAverage(new WeightAverage(momentum, overwriteEvery)));
  }

  /**
   * What is kept for each variable. Keras makes the slots of a group variable by variable, one
   * group after the other.
   */
  abstract List<List<Slot>> slotGroups();

  /** What is kept once; {@link #scalar} gives it. */
  List<Scalar> scalars() {
    return List.of();
  }

  final ModelVariable<TFloat32> scalar(int index) {
    return state.scalar(index);
  }

  /** Changes what is kept for all variables together, once a step, before their updates. */
  void beforeUpdates(Ops tf, Operand<TFloat32> step) {}

  /**
   * Computes what the steps of all variables of a type share.
   *
   * @param <T> the type in which the steps are computed
   * @param tf the operations
   * @param numbers the learning rate and the number of the step
   * @return the step of one variable
   */
  abstract <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers);

  /** The options but for the learning rate, by Keras's names. */
  abstract Map<String, Object> options();

  /**
   * Makes one step, after which the weights keep to their {@link Constraint}s. What it remembers of
   * a variable is made when the variable is first seen; {@link #build} does that ahead.
   *
   * @param tf the operations of the variables' engine
   * @param gradients a gradient for each variable, of its shape; a variable with a null gradient is
   *     left as it is
   * @param variables variables of one engine; those that are no floats have null gradients
   * @throws IllegalArgumentException if there are not as many gradients as variables, all gradients
   *     are null, or one does not fit its variable
   */
  public final void apply(
      Ops tf, List<? extends Operand<?>> gradients, List<? extends ModelVariable<?>> variables) {
    if (gradients.size() != variables.size()) {
      throw new IllegalArgumentException(
          "gradients must be as many as variables, %d, but are %d"
              .formatted(variables.size(), gradients.size()));
    }
    List<Operand<? extends TNumber>> present = new ArrayList<>();
    List<ModelVariable<?>> changed = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      if (gradients.get(i) != null) {
        checkGradient(gradients.get(i), variables.get(i));
        present.add(StepType.of(variables.get(i)).cast(tf, gradients.get(i)));
        changed.add(variables.get(i));
      }
    }
    if (present.isEmpty()) {
      throw new IllegalArgumentException(
          "gradients must not all be null, but none of the %d variables %s has one"
              .formatted(variables.size(), variables.stream().map(ModelVariable::name).toList()));
    }
    build(variables);
    List<Operand<? extends TNumber>> clipped =
        settings.clipping() == null ? present : settings.clipping().apply(tf, present);
    Operand<TInt64> done = state.iterations().read(tf);
    Operand<TInt64> next = tf.math.add(done, tf.constant(1L));
    Operand<TFloat32> rate = rate(tf, done);
    Operand<TFloat32> step = tf.dtypes.cast(next, TFloat32.class);
    beforeUpdates(tf, step);
    Map<StepType<?>, Steps<?>> byType = new LinkedHashMap<>();
    for (ModelVariable<?> variable : changed) {
      byType.computeIfAbsent(StepType.of(variable), type -> steps(tf, type, rate, step));
    }
    Ops after = afterAll(tf, clipped);
    for (int i = 0; i < changed.size(); i++) {
      byType.get(StepType.of(changed.get(i))).apply(after, changed.get(i), clipped.get(i));
    }
    if (settings.average() != null) {
      state.moveAverages(tf, settings.average(), done, next);
    }
    WeightConstraints.of(state.engine())
        .apply(
            tf,
            changed.stream()
                .filter(variable -> variable.type() == TFloat32.class)
                .map(OptimizerState::floats)
                .toList());
    state.iterations().assign(tf, next);
  }

  private <T extends TNumber> Steps<T> steps(
      Ops tf, StepType<T> type, Operand<TFloat32> rate, Operand<TFloat32> step) {
    StepNumbers<T> numbers = new StepNumbers<>(type, type.cast(tf, rate), type.cast(tf, step));
    return new Steps<>(numbers, update(tf, numbers));
  }

  /** The steps of the variables of one type. */
  private final class Steps<T extends TNumber> {
    private final StepNumbers<T> numbers;
    private final Update<T> update;

    Steps(StepNumbers<T> numbers, Update<T> update) {
      this.numbers = numbers;
      this.update = update;
    }

    void apply(Ops tf, ModelVariable<?> variable, Operand<? extends TNumber> gradient) {
      ModelVariable<TFloat32> master = state.master(variable);
      if (master == null) {
        applyTo(tf, variable.name(), variable, variable, gradient);
      } else {
        master.assign(tf, inFull(tf, variable, master));
        applyTo(tf, variable.name(), variable, master, gradient);
        takeOver(tf, variable, master);
      }
    }

    private void applyTo(
        Ops tf,
        String name,
        ModelVariable<?> variable,
        ModelVariable<?> value,
        Operand<? extends TNumber> gradient) {
      Operand<? extends TType> handle = value.handle(tf);
      if (settings.decay() != null) {
        settings.decay().apply(tf, numbers, name, handle);
      }
      List<Operand<? extends TType>> handles = new ArrayList<>();
      state.slotsOf(variable).forEach(slot -> handles.add(slot.handle(tf)));
      update.apply(tf, handle, handles, numbers.type().cast(tf, gradient));
    }
  }

  /** The value in full, unless the variable was changed since it was kept. */
  private static <T extends TType> Operand<TFloat32> inFull(
      Ops tf, ModelVariable<T> variable, ModelVariable<TFloat32> master) {
    Operand<T> value = variable.read(tf);
    Operand<TFloat32> kept = master.read(tf);
    return tf.select(
        tf.math.equal(value, tf.dtypes.cast(kept, variable.type())),
        kept,
        tf.dtypes.cast(value, TFloat32.class));
  }

  private static <T extends TType> void takeOver(
      Ops tf, ModelVariable<T> variable, ModelVariable<?> value) {
    variable.assign(tf, tf.dtypes.cast(value.read(tf), variable.type()));
  }

  private Operand<TFloat32> rate(Ops tf, Operand<TInt64> done) {
    return settings.schedule() == null
        ? state.learningRate().read(tf)
        : settings.schedule().apply(tf, done);
  }

  /**
   * Sets the variables to their means, as the trainer does when training ends. Where none are kept,
   * or before the first step, it does nothing.
   */
  public final void overwriteWithAverages() {
    if (settings.average() != null && state != null) {
      state.overwriteWithAverages();
    }
  }

  /**
   * TensorFlow changes a variable in place only if nobody still reads it. The backward pass reads
   * the weights until the last gradient is there, so an update before that would copy them first.
   */
  private static Ops afterAll(Ops tf, List<Operand<? extends TNumber>> gradients) {
    Op all = tf.withControlDependencies(new ArrayList<>(gradients)).noOp();
    return tf.withControlDependencies(all);
  }

  private static void checkGradient(Operand<?> gradient, ModelVariable<?> variable) {
    Shape shape = gradient.shape();
    boolean fits = gradient.type() == variable.type() && StepType.has(variable);
    if (!fits || !shape.isCompatibleWith(variable.shape())) {
      throw new IllegalArgumentException(
          "gradient of variable '%s' must be %s %s, but is %s %s"
              .formatted(
                  variable.name(),
                  StepType.has(variable)
                      ? variable.type().getSimpleName()
                      : "of float32, float64, float16 or bfloat16, of shape",
                  Shapes.text(variable.shape()),
                  gradient.type().getSimpleName(),
                  Shapes.text(shape)));
    }
  }

  /**
   * Makes what the optimizer remembers of variables, so that it can be restored before the first
   * step. Variables that it knows already are left as they are, and so are those that are no
   * floats, which can have no gradient.
   *
   * @param variables variables of one engine, at least one
   * @throws IllegalArgumentException if there are none, or one is of another engine
   */
  public final void build(List<? extends ModelVariable<?>> variables) {
    if (variables.isEmpty()) {
      throw new IllegalArgumentException("variables must be at least one, but there are none");
    }
    if (state == null) {
      Engine home = variables.get(0).engine();
      OptimizerState.check(home, variables);
      state = new OptimizerState(home, settings, slotGroups(), scalars());
    }
    state.add(variables);
  }

  /**
   * How many steps were made.
   *
   * @return a scalar variable
   * @throws IllegalStateException before the first step or {@link #build}
   */
  public final ModelVariable<TInt64> iterations() {
    checkBuilt();
    return state.iterations();
  }

  /**
   * The learning rate. It is read at every step, so it may be changed at any time.
   *
   * @return a scalar variable
   * @throws IllegalStateException before the first step or {@link #build}, or if the rate follows a
   *     schedule
   */
  public final ModelVariable<TFloat32> learningRate() {
    checkBuilt();
    if (settings.schedule() != null) {
      throw new IllegalStateException(
          "learning rate must not be changed: it follows the schedule "
              + settings.schedule().config());
    }
    return state.learningRate();
  }

  /**
   * The learning rate of the next step, whether it is a variable or follows a schedule.
   *
   * @param tf the operations of the variables' engine
   * @return a scalar
   * @throws IllegalStateException before the first step or {@link #build}
   */
  public final Operand<TFloat32> currentLearningRate(Ops tf) {
    checkBuilt();
    return rate(tf, state.iterations().read(tf));
  }

  /**
   * The learning rate of the next step as a number: what is shown and logged.
   *
   * @return the rate
   * @throws IllegalStateException before the first step or {@link #build}
   */
  public final float learningRateNow() {
    checkBuilt();
    if (rateNow == null) {
      rateNow =
          state
              .engine()
              .function(
                  "learning_rate", List.of(), (tf, in) -> Map.of("rate", currentLearningRate(tf)));
    }
    try (Outputs outputs = rateNow.call()) {
      return outputs.scalar("rate");
    }
  }

  private void checkBuilt() {
    if (state == null) {
      throw new IllegalStateException(
          "optimizer '%s' must be built first: build(variables)"
              .formatted(getClass().getSimpleName()));
    }
  }

  /**
   * How the optimizer was described.
   *
   * @return {@code class_name}, {@code learning_rate} (a number, or the schedule's description) and
   *     the options by Keras's names, as values that JSON knows; weight decay, clipping and means
   *     only where they were asked for
   */
  public final Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", getClass().getSimpleName());
    config.put("learning_rate", settings.rateConfig());
    config.putAll(options());
    config.putAll(settings.config());
    return config;
  }

  final OptimizerSettings settings() {
    return settings;
  }

  /**
   * The tree of Keras's optimizers: a list of all variables, a list of the variables that are
   * trained, and the same variables once more under the names of their attributes.
   *
   * @return the children
   * @throws IllegalStateException before the first step or {@link #build}
   */
  @Override
  public final Map<String, Trackable> children() {
    checkBuilt();
    return state.children();
  }

  @Override
  public String toString() {
    return config().toString();
  }
}
