package io.latent4j.nn;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Changes variables by their gradients. All it remembers from step to step are variables, in a tree
 * that looks as that of Keras's optimizers, so checkpoints go both ways.
 *
 * <pre>{@code
 * Optimizer adam = Adam.of(0.001f);
 * ...
 * adam.apply(tf, gradients, model.trainableVariables()); // in the body of a training step
 * }</pre>
 */
public abstract class Optimizer implements Trackable {
  private final float initialLearningRate;
  private final Map<ModelVariable<TFloat32>, List<ModelVariable<TFloat32>>> slots =
      new LinkedHashMap<>();
  private Engine engine;
  private ModelVariable<TInt64> iterations;
  private ModelVariable<TFloat32> learningRate;

  /**
   * A number that is kept for each number of a variable.
   *
   * @param name how it is called in the names of variables
   * @param list the attribute of Keras's optimizer that lists them
   */
  record Slot(String name, String list) {}

  /** One variable's step; its slots come in the order of the groups. */
  @FunctionalInterface
  interface Update {
    void apply(
        Ops tf,
        Operand<? extends TType> variable,
        List<Operand<? extends TType>> slots,
        Operand<TFloat32> gradient);
  }

  Optimizer(float learningRate) {
    if (!(learningRate > 0 && Float.isFinite(learningRate))) {
      throw new IllegalArgumentException(
          "learningRate must be positive and finite, but is " + learningRate);
    }
    initialLearningRate = learningRate;
  }

  /**
   * What is kept for each variable. Keras makes the slots of a group variable by variable, one
   * group after the other.
   */
  abstract List<List<Slot>> slotGroups();

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
   * Makes one step. What it remembers of a variable is made when the variable is first seen; {@link
   * #build} does that ahead.
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
    Operand<TInt64> next = tf.math.add(iterations.read(tf), tf.constant(1L));
    Update update = update(tf, learningRate.read(tf), tf.dtypes.cast(next, TFloat32.class));
    Ops after = afterAll(tf, present);
    for (int i = 0; i < changed.size(); i++) {
      ModelVariable<?> variable = changed.get(i);
      List<Operand<? extends TType>> handles = new ArrayList<>();
      slots.get(variable).forEach(slot -> handles.add(slot.handle(tf)));
      update.apply(after, variable.handle(tf), handles, present.get(i));
    }
    iterations.assign(tf, next);
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
    Engine home = engine == null ? variables.get(0).engine() : engine;
    for (ModelVariable<?> variable : variables) {
      if (variable.engine() != home) {
        throw new IllegalArgumentException(
            "variable '%s' must live in the engine of the optimizer's other variables"
                .formatted(variable.name()));
      }
      if (variable.type() != TFloat32.class) {
        throw new IllegalArgumentException(
            "variable '%s' must be TFloat32, but is %s"
                .formatted(variable.name(), variable.type().getSimpleName()));
      }
    }
    if (engine == null) {
      engine = home;
      iterations =
          home.variable(
              "iteration", TInt64.class, Shape.scalar(), false, (tf, s, seed) -> tf.constant(0L));
      learningRate =
          home.variable(
              "learning_rate",
              TFloat32.class,
              Shape.scalar(),
              false,
              Initializers.constant(initialLearningRate));
    }
    variables.forEach(variable -> slots.computeIfAbsent(floats(variable), this::createSlots));
  }

  @SuppressWarnings("unchecked") // its type was checked
  private static ModelVariable<TFloat32> floats(ModelVariable<?> variable) {
    return (ModelVariable<TFloat32>) variable;
  }

  private List<ModelVariable<TFloat32>> createSlots(ModelVariable<TFloat32> variable) {
    List<ModelVariable<TFloat32>> created = new ArrayList<>();
    for (Slot slot : allSlots()) {
      created.add(
          engine.variable(
              variable.name() + "_" + slot.name(),
              TFloat32.class,
              variable.shape(),
              false,
              Initializers.zeros()));
    }
    return created;
  }

  private List<Slot> allSlots() {
    return slotGroups().stream().flatMap(List::stream).toList();
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
   * The learning rate. It is read at every step, so a schedule may change it at any time.
   *
   * @return a scalar variable
   * @throws IllegalStateException before the first step or {@link #build}
   */
  public final ModelVariable<TFloat32> learningRate() {
    checkBuilt();
    return learningRate;
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
   * @return {@code class_name}, {@code learning_rate} and the options by Keras's names, as values
   *     that JSON knows
   */
  public final Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", getClass().getSimpleName());
    config.put("learning_rate", initialLearningRate);
    config.putAll(options());
    return config;
  }

  final float initialLearningRate() {
    return initialLearningRate;
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
    List<Trackable> all = new ArrayList<>(List.of(iterations, learningRate));
    Map<String, Trackable> lists = new LinkedHashMap<>();
    int first = 0;
    for (List<Slot> group : slotGroups()) {
      int end = first + group.size();
      for (List<ModelVariable<TFloat32>> ofVariable : slots.values()) {
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
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("_variables", TrackableList.of(all));
    children.put("_trainable_variables", TrackableList.of(List.copyOf(slots.keySet())));
    children.put("_iterations", iterations);
    children.put("_learning_rate", learningRate);
    children.putAll(lists);
    return children;
  }

  @Override
  public String toString() {
    return config().toString();
  }
}
