package io.latent4j.nn;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import io.latent4j.nn.GradientClipping.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
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
 * <p>Variables may be float32, float64, float16 or bfloat16. Steps are computed in the type of the
 * variable; for 16 bits in float32, where the optimizer keeps the variable's value too, lest steps
 * smaller than its precision come to nothing. If somebody else changes the variable, that is the
 * value to go on from.
 *
 * <pre>{@code
 * Optimizer adam = Adam.of(0.001f);
 * ...
 * adam.apply(tf, gradients, model.trainableVariables()); // in the body of a training step
 * }</pre>
 */
public abstract class Optimizer implements Trackable {
  private static final Slot AVERAGE = new Slot("average", "_model_variables_moving_average");

  private final OptimizerSettings settings;
  private final List<ModelVariable<TFloat32>> scalars = new ArrayList<>();
  private final Map<ModelVariable<?>, List<ModelVariable<?>>> slots = new LinkedHashMap<>();

  /** The values of variables of 16 bits, in full. */
  private final Map<ModelVariable<?>, ModelVariable<TFloat32>> masters = new LinkedHashMap<>();

  private Engine engine;
  private ModelVariable<TInt64> iterations;
  private ModelVariable<TFloat32> learningRate;
  private CompiledFunction rateNow;

  /**
   * A number that is kept for each number of a variable.
   *
   * @param name how it is called in the names of variables
   * @param list the attribute of Keras's optimizer that lists them
   * @param start what it starts from
   */
  record Slot(String name, String list, float start) {
    Slot(String name, String list) {
      this(name, list, 0);
    }
  }

  /**
   * A number that is kept for all variables together.
   *
   * @param name how it is called, and Keras's attribute but for an underscore before it
   * @param start what it starts from
   */
  record Scalar(String name, float start) {}

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
    return scalars.get(index);
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
    Operand<TInt64> done = iterations.read(tf);
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
      average(tf, done, next);
    }
    WeightConstraints.of(engine)
        .apply(
            tf,
            changed.stream()
                .filter(variable -> variable.type() == TFloat32.class)
                .map(Optimizer::floats)
                .toList());
    iterations.assign(tf, next);
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
      ModelVariable<TFloat32> master = masters.get(variable);
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
      ownSlots(variable).forEach(slot -> handles.add(slot.handle(tf)));
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
        ? learningRate.read(tf)
        : settings.schedule().apply(tf, done);
  }

  private List<ModelVariable<?>> ownSlots(ModelVariable<?> variable) {
    List<ModelVariable<?>> all = slots.get(variable);
    return settings.average() == null ? all : all.subList(1, all.size());
  }

  /** Also of variables that had no gradient, as Keras does. */
  private void average(Ops tf, Operand<TInt64> done, Operand<TInt64> next) {
    WeightAverage average = settings.average();
    slots.forEach(
        (variable, own) ->
            average.update(
                tf, StepType.of(variable), done, own.get(0).handle(tf), variable.read(tf)));
    if (average.overwriteEvery() > 0) {
      Operand<TBool> overwrites = average.overwrites(tf, next);
      slots.forEach((variable, own) -> overwrite(tf, overwrites, variable, own.get(0)));
    }
  }

  private static <T extends TType> void overwrite(
      Ops tf, Operand<TBool> overwrites, ModelVariable<T> variable, ModelVariable<?> average) {
    Operand<? extends TType> mean = average.read(tf);
    Operand<T> typed =
        variable.type() == average.type()
            ? mean.asOutput().expect(variable.type())
            : tf.dtypes.cast(mean, variable.type());
    variable.assign(tf, tf.select(overwrites, typed, variable.read(tf)));
  }

  /**
   * Sets the variables to their means, as the trainer does when training ends. Where none are kept,
   * or before the first step, it does nothing.
   */
  public final void overwriteWithAverages() {
    if (settings.average() == null || engine == null || stepsMade() == 0) {
      return;
    }
    Map<ModelVariable<?>, TType> values = new LinkedHashMap<>();
    try {
      slots.forEach(
          (variable, own) -> values.put(variable, inTypeOf(variable, own.get(0).value())));
      Engine.assignAll(values);
    } finally {
      values.values().forEach(TType::close);
    }
  }

  /** Rounds to 16 bits where the variable has no more; the value given is then closed. */
  private static TType inTypeOf(ModelVariable<?> variable, TType mean) {
    if (!StepType.isOf16Bits(variable)) {
      return mean;
    }
    try (mean) {
      float[] values = new float[Math.toIntExact(mean.size())];
      ((TFloat32) mean).copyTo(DataBuffers.of(values, false, false));
      FloatDataBuffer buffer = DataBuffers.of(values, true, false);
      return variable.type() == TFloat16.class
          ? TFloat16.tensorOf(mean.shape(), buffer)
          : TBfloat16.tensorOf(mean.shape(), buffer);
    }
  }

  private long stepsMade() {
    try (TInt64 value = iterations.value()) {
      return value.getLong();
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
    checkAveragedTogether(variables);
    Engine home = engine == null ? variables.get(0).engine() : engine;
    for (ModelVariable<?> variable : variables) {
      if (variable.engine() != home) {
        throw new IllegalArgumentException(
            "variable '%s' must live in the engine of the optimizer's other variables"
                .formatted(variable.name()));
      }
    }
    if (engine == null) {
      engine = home;
      iterations =
          home.variable(
              "iteration", TInt64.class, Shape.scalar(), false, (tf, s, seed) -> tf.constant(0L));
      if (settings.schedule() == null) {
        learningRate = createScalar("learning_rate", settings.learningRate());
      }
    }
    for (ModelVariable<?> variable : variables) {
      if (StepType.has(variable)) {
        slots.computeIfAbsent(variable, this::createSlots);
        if (StepType.isOf16Bits(variable)) {
          masters.computeIfAbsent(variable, this::createMaster);
        }
      }
    }
    if (scalars.isEmpty()) {
      scalars().forEach(scalar -> scalars.add(createScalar(scalar.name(), scalar.start())));
    }
  }

  /** A mean starts from the weight after the first step; one that came later would start from 0. */
  private void checkAveragedTogether(List<? extends ModelVariable<?>> variables) {
    if (settings.average() != null && !slots.isEmpty()) {
      for (ModelVariable<?> variable : variables) {
        if (StepType.has(variable) && !slots.containsKey(variable)) {
          throw new IllegalArgumentException(
              "variable '%s' must be built together with the others, since weights are averaged"
                  .formatted(variable.name()));
        }
      }
    }
  }

  private ModelVariable<TFloat32> createScalar(String name, float start) {
    return engine.variable(
        name, TFloat32.class, Shape.scalar(), false, Initializers.constant(start));
  }

  @SuppressWarnings("unchecked") // its type was checked
  private static ModelVariable<TFloat32> floats(ModelVariable<?> variable) {
    return (ModelVariable<TFloat32>) variable;
  }

  private List<ModelVariable<?>> createSlots(ModelVariable<?> variable) {
    List<ModelVariable<?>> created = new ArrayList<>();
    for (Slot slot : allSlots()) {
      created.add(
          StepType.of(variable)
              .slot(engine, variable.name() + "_" + slot.name(), variable.shape(), slot.start()));
    }
    return created;
  }

  /** It starts from anything: what does not round to the variable is not taken for its value. */
  private ModelVariable<TFloat32> createMaster(ModelVariable<?> variable) {
    return StepType.FLOAT32.slot(engine, variable.name() + "_float32", variable.shape(), 0);
  }

  private List<Slot> allSlots() {
    return allSlotGroups().stream().flatMap(List::stream).toList();
  }

  private List<List<Slot>> allSlotGroups() {
    List<List<Slot>> groups = new ArrayList<>(slotGroups());
    if (settings.average() != null) {
      groups.add(0, List.of(AVERAGE));
    }
    return groups;
  }

  /**
   * How many steps were made.
   *
   * @return a scalar variable
   * @throws IllegalStateException before the first step or {@link #build}
   */
  public final ModelVariable<TInt64> iterations() {
    checkBuilt();
    return iterations;
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
    if (learningRate == null) {
      throw new IllegalStateException(
          "learning rate must not be changed: it follows the schedule "
              + settings.schedule().config());
    }
    return learningRate;
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
    return rate(tf, iterations.read(tf));
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
          engine.function(
              "learning_rate", List.of(), (tf, in) -> Map.of("rate", currentLearningRate(tf)));
    }
    try (Outputs outputs = rateNow.call()) {
      return outputs.scalar("rate");
    }
  }

  private void checkBuilt() {
    if (engine == null) {
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
    List<Trackable> all = new ArrayList<>(List.of(iterations));
    if (learningRate != null) {
      all.add(learningRate);
    }
    Map<String, Trackable> lists = new LinkedHashMap<>();
    int first = 0;
    for (List<Slot> group : allSlotGroups()) {
      int end = first + group.size();
      for (List<ModelVariable<?>> ofVariable : slots.values()) {
        all.addAll(ofVariable.subList(first, end));
      }
      for (int i = first; i < end; i++) {
        int index = i;
        lists.put(
            group.get(i - first).list(),
            TrackableList.of(slots.values().stream().map(slot -> slot.get(index)).toList()));
      }
      first = end;
    }
    all.addAll(scalars);
    all.addAll(masters.values());
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("_variables", TrackableList.of(all));
    children.put("_trainable_variables", TrackableList.of(List.copyOf(slots.keySet())));
    children.put("_iterations", iterations);
    if (learningRate != null) {
      children.put("_learning_rate", learningRate);
    }
    children.putAll(lists);
    scalars.forEach(scalar -> children.put("_" + scalar.name(), scalar));
    if (!masters.isEmpty()) {
      children.put("_float32_values", TrackableList.of(List.copyOf(masters.values())));
    }
    return children;
  }

  @Override
  public String toString() {
    return config().toString();
  }
}
