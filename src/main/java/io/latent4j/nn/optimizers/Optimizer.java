package io.latent4j.nn.optimizers;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.Trackable;
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
 */
public abstract class Optimizer implements Trackable {
  private final OptimizerSettings settings;
  private OptimizerState state;
  private CompiledFunction rateNow;

  /** One variable's step; its slots come in the order of the groups. */
  @FunctionalInterface
  interface Update {
    void apply(
        Ops tf,
        Operand<? extends TType> variable,
        List<Operand<? extends TType>> slots,
        Operand<TFloat32> gradient);
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

  /**
   * Computes what the steps of all variables share.
   *
   * @param tf the operations
   * @param rate the learning rate
   * @param step the number of this step, from 1
   * @return the step of one variable
   */
  abstract Update update(Ops tf, Operand<TFloat32> rate, Operand<TFloat32> step);

  /** The options but for the learning rate, by Keras's names. */
  abstract Map<String, Object> options();

  /**
   * Makes one step, after which the weights keep to their {@link io.latent4j.nn.Constraint}s. What
   * it remembers of a variable is made when the variable is first seen; {@link #build} does that
   * ahead.
   *
   * @param tf the operations of the variables' engine
   * @param gradients a gradient for each variable, of its shape; a variable with a null gradient is
   *     left as it is
   * @param variables float32 variables of one engine
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
    List<Operand<TFloat32>> present = new ArrayList<>();
    List<ModelVariable<?>> changed = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      if (gradients.get(i) != null) {
        present.add(checkGradient(gradients.get(i), variables.get(i)));
        changed.add(variables.get(i));
      }
    }
    if (present.isEmpty()) {
      throw new IllegalArgumentException(
          "gradients must not all be null, but none of the %d variables %s has one"
              .formatted(variables.size(), variables.stream().map(ModelVariable::name).toList()));
    }
    build(variables);
    List<Operand<TFloat32>> clipped =
        settings.clipping() == null ? present : settings.clipping().apply(tf, present);
    Operand<TInt64> done = state.iterations().read(tf);
    Operand<TInt64> next = tf.math.add(done, tf.constant(1L));
    Operand<TFloat32> rate = rate(tf, done);
    Update update = update(tf, rate, tf.dtypes.cast(next, TFloat32.class));
    Ops after = afterAll(tf, clipped);
    for (int i = 0; i < changed.size(); i++) {
      ModelVariable<TFloat32> variable = OptimizerState.floats(changed.get(i));
      if (settings.decay() != null) {
        settings.decay().apply(after, rate, variable);
      }
      List<Operand<? extends TType>> handles = new ArrayList<>();
      state.slotsOf(variable).forEach(slot -> handles.add(slot.handle(tf)));
      update.apply(after, variable.handle(tf), handles, clipped.get(i));
    }
    if (settings.average() != null) {
      state.moveAverages(tf, settings.average(), done, next);
    }
    WeightConstraints.of(state.engine())
        .apply(tf, changed.stream().map(OptimizerState::floats).toList());
    state.iterations().assign(tf, next);
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
  private static Ops afterAll(Ops tf, List<Operand<TFloat32>> gradients) {
    Op all = tf.withControlDependencies(new ArrayList<>(gradients)).noOp();
    return tf.withControlDependencies(all);
  }

  private static Operand<TFloat32> checkGradient(Operand<?> gradient, ModelVariable<?> variable) {
    Shape shape = gradient.shape();
    if (gradient.type() != TFloat32.class || !shape.isCompatibleWith(variable.shape())) {
      throw new IllegalArgumentException(
          "gradient of variable '%s' must be TFloat32 %s, but is %s %s"
              .formatted(
                  variable.name(),
                  Shapes.text(variable.shape()),
                  gradient.type().getSimpleName(),
                  Shapes.text(shape)));
    }
    return gradient.asOutput().expect(TFloat32.class);
  }

  /**
   * Makes what the optimizer remembers of variables, so that it can be restored before the first
   * step. Variables that it knows already are left as they are.
   *
   * @param variables float32 variables of one engine, at least one
   * @throws IllegalArgumentException if there are none, or one is of another type or engine
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
