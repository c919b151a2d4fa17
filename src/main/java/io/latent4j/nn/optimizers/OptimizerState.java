package io.latent4j.nn.optimizers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import io.latent4j.nn.initializers.Initializers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * What an optimizer remembers from step to step: variables, in an engine, in a tree that looks as
 * that of Keras's optimizers.
 */
final class OptimizerState {
  private static final Slot AVERAGE = new Slot("average", "_model_variables_moving_average");

  private final Engine engine;
  private final boolean averages;
  private final List<List<Slot>> groups;
  private final List<Scalar> scalarKinds;
  private final ModelVariable<TInt64> iterations;
  private final ModelVariable<TFloat32> learningRate;
  private final List<ModelVariable<TFloat32>> scalars = new ArrayList<>();
  private final Map<ModelVariable<?>, List<ModelVariable<?>>> slots = new LinkedHashMap<>();

  /** The values of variables of 16 bits, in full. */
  private final Map<ModelVariable<?>, ModelVariable<TFloat32>> masters = new LinkedHashMap<>();

  /**
   * Makes the count of steps and, where there is no schedule, the learning rate.
   *
   * @param engine where all variables live
   * @param settings those of the optimizer
   * @param slotGroups what is kept for each variable
   * @param scalars what is kept once
   */
  OptimizerState(
      Engine engine,
      OptimizerSettings settings,
      List<List<Slot>> slotGroups,
      List<Scalar> scalars) {
    this.engine = engine;
    averages = settings.average() != null;
    groups = new ArrayList<>(slotGroups);
    if (averages) {
      groups.add(0, List.of(AVERAGE));
    }
    scalarKinds = scalars;
    iterations =
        engine.variable(
            "iteration", TInt64.class, Shape.scalar(), false, (tf, s, seed) -> tf.constant(0L));
    learningRate =
        settings.schedule() == null ? createScalar("learning_rate", settings.learningRate()) : null;
  }

  /** Refuses variables that can't be changed together in an engine. */
  static void check(Engine home, List<? extends ModelVariable<?>> variables) {
    for (ModelVariable<?> variable : variables) {
      if (variable.engine() != home) {
        throw new IllegalArgumentException(
            "variable '%s' must live in the engine of the optimizer's other variables"
                .formatted(variable.name()));
      }
    }
  }

  /** Makes what is remembered of variables, but for those that are known. */
  void add(List<? extends ModelVariable<?>> variables) {
    checkAveragedTogether(variables);
    check(engine, variables);
    for (ModelVariable<?> variable : variables) {
      if (StepType.has(variable)) {
        slots.computeIfAbsent(variable, this::createSlots);
        if (StepType.isOf16Bits(variable)) {
          masters.computeIfAbsent(variable, this::createMaster);
        }
      }
    }
    if (scalars.isEmpty()) {
      scalarKinds.forEach(scalar -> scalars.add(createScalar(scalar.name(), scalar.start())));
    }
  }

  /** A mean starts from the weight after the first step; one that came later would start from 0. */
  private void checkAveragedTogether(List<? extends ModelVariable<?>> variables) {
    if (averages && !slots.isEmpty()) {
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

  private List<ModelVariable<?>> createSlots(ModelVariable<?> variable) {
    List<ModelVariable<?>> created = new ArrayList<>();
    for (List<Slot> group : groups) {
      for (Slot slot : group) {
        created.add(
            StepType.of(variable)
                .slot(engine, variable.name() + "_" + slot.name(), variable.shape(), slot.start()));
      }
    }
    return created;
  }

  /** It starts from anything: what does not round to the variable is not taken for its value. */
  private ModelVariable<TFloat32> createMaster(ModelVariable<?> variable) {
    return StepType.FLOAT32.slot(engine, variable.name() + "_float32", variable.shape(), 0);
  }

  @SuppressWarnings("unchecked") // its type was checked
  static ModelVariable<TFloat32> floats(ModelVariable<?> variable) {
    return (ModelVariable<TFloat32>) variable;
  }

  Engine engine() {
    return engine;
  }

  /** How many steps were made. */
  ModelVariable<TInt64> iterations() {
    return iterations;
  }

  /** Null where the rate follows a schedule. */
  ModelVariable<TFloat32> learningRate() {
    return learningRate;
  }

  ModelVariable<TFloat32> scalar(int index) {
    return scalars.get(index);
  }

  /** The value of a variable of 16 bits in full; null for others. */
  ModelVariable<TFloat32> master(ModelVariable<?> variable) {
    return masters.get(variable);
  }

  /** The optimizer's own, in the order of its groups. */
  List<ModelVariable<?>> slotsOf(ModelVariable<?> variable) {
    List<ModelVariable<?>> all = slots.get(variable);
    return averages ? all.subList(1, all.size()) : all;
  }

  /** Also of variables that had no gradient, as Keras does. */
  void moveAverages(Ops tf, WeightAverage average, Operand<TInt64> done, Operand<TInt64> next) {
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

  /** Before the first step there are none. */
  void overwriteWithAverages() {
    if (stepsMade() == 0) {
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

  /** A list of all variables, one of those that are trained, and all by Keras's attributes. */
  Map<String, Trackable> children() {
    List<Trackable> all = new ArrayList<>(List.of(iterations));
    if (learningRate != null) {
      all.add(learningRate);
    }
    Map<String, Trackable> lists = new LinkedHashMap<>();
    int first = 0;
    for (List<Slot> group : groups) {
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
}
