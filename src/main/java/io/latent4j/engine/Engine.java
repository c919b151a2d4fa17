package io.latent4j.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * One place where variables live and functions run. Engines are cheap and independent of each
 * other; closing one frees all that it holds.
 *
 * <p>Model code is handed an {@link Ops} and never asks which engine it is. An engine is used by
 * one thread at a time.
 */
public abstract sealed class Engine implements AutoCloseable permits GraphEngine, EagerEngine {
  static {
    NativeLibrary.prepare();
  }

  private final EngineOptions options;
  private final List<OperationRecorder> recorders = new ArrayList<>();
  private final List<FunctionFrame> frames = new ArrayList<>();
  private final FunctionFrame outermost = new FunctionFrame("");
  private final Map<Class<?>, Object> companions = new HashMap<>();
  private final Map<Operation, ModelVariable<?>> variablesByHandle = new IdentityHashMap<>();
  private ModelVariable<TInt64> step;
  private long variablesMade;
  private boolean closed;

  Engine(EngineOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * The operations with which models are written. Every operation made through them is seen by the
   * tapes that are open.
   *
   * @return the operations
   */
  public abstract Ops ops();

  /**
   * How this engine computes.
   *
   * @return the options
   */
  public EngineOptions options() {
    return options;
  }

  /**
   * Makes a variable.
   *
   * @param <T> the type of its value
   * @param name its name: letters, digits and underscores
   * @param type the type of its value
   * @param shape its shape, all sizes known
   * @param trainable whether training changes it
   * @param initial what it starts from
   * @return the variable
   * @throws IllegalArgumentException if the name is no identifier or the shape has unknown sizes
   */
  public <T extends TType> ModelVariable<T> variable(
      String name, Class<T> type, Shape shape, boolean trainable, InitialValue<T> initial) {
    checkOpen();
    Names.checkIdentifier("name of a variable", name);
    if (shape.hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "shape of variable '" + name + "' must have no unknown sizes, but is " + shape);
    }
    ModelVariable<T> variable = new ModelVariable<>(this, name, type, shape, trainable);
    long seed = Seeds.mix(options.seed(), ++variablesMade);
    create(variable, "%s_%d".formatted(name, variablesMade), initial, seed);
    return variable;
  }

  /**
   * Makes a variable that training does not change and that holds the given tensor. The tensor's
   * memory is shared, not copied: it may be closed afterwards, but not written to.
   *
   * @param <T> the type of its value
   * @param name its name
   * @param type the type of its value
   * @param value what it holds
   * @return the variable
   */
  public <T extends TType> ModelVariable<T> variable(String name, Class<T> type, T value) {
    checkOpen();
    Names.checkIdentifier("name of a variable", name);
    ModelVariable<T> variable = new ModelVariable<>(this, name, type, value.shape(), false);
    create(variable, "%s_%d".formatted(name, ++variablesMade), null, 0);
    variable.assign(value);
    return variable;
  }

  /**
   * Makes a variable without a value: it must be assigned before anything reads it.
   *
   * @param <T> the type of its value
   * @param name its name: letters, digits and underscores
   * @param type the type of its value
   * @param shape its shape, all sizes known
   * @param trainable whether training changes it
   * @return the variable
   * @throws IllegalArgumentException if the name is no identifier or the shape has unknown sizes
   */
  public <T extends TType> ModelVariable<T> unassigned(
      String name, Class<T> type, Shape shape, boolean trainable) {
    return variable(name, type, shape, trainable, null);
  }

  /**
   * Makes a trainable float32 variable.
   *
   * @param name its name
   * @param shape its shape
   * @param initial what it starts from
   * @return the variable
   */
  public ModelVariable<TFloat32> weight(String name, Shape shape, InitialValue<TFloat32> initial) {
    return variable(name, TFloat32.class, shape, true, initial);
  }

  /**
   * Makes a function that can be called many times.
   *
   * @param name its name, for messages and for the graph
   * @param inputs its inputs
   * @param body what it computes; run once here in a graph, at every call eagerly
   * @return the function
   * @throws IllegalArgumentException if two inputs have one name
   */
  public CompiledFunction function(String name, List<InputSpec> inputs, FunctionBody body) {
    checkOpen();
    checkSignature(name, inputs);
    return compile(name, List.copyOf(inputs), body);
  }

  /**
   * Makes a function of a model ready to be called many times, as it is in use.
   *
   * @param function the function
   * @return the function, compiled
   */
  public CompiledFunction function(ModelFunction function) {
    return function(function.name(), function.inputs(), function.body());
  }

  /**
   * Runs the body of a function once to see what it is made of; nothing is computed. Random numbers
   * that the traced function draws differ from call to call: it counts the step up.
   *
   * @param name the name of the function
   * @param inputs its inputs
   * @param body what it computes
   * @return the function as a graph, which needs this engine no more
   * @throws IllegalArgumentException if two inputs have one name
   * @throws EngineException if TensorFlow refuses an operation
   */
  public TracedFunction trace(String name, List<InputSpec> inputs, FunctionBody body) {
    checkOpen();
    checkSignature(name, inputs);
    return FunctionTrace.of(this, name, List.copyOf(inputs), body);
  }

  /**
   * Computes something once.
   *
   * @param body what to compute; it has no inputs
   * @return the outputs, to be closed by the caller
   */
  public Outputs run(FunctionBody body) {
    return function("run", List.of(), body).call();
  }

  /**
   * Opens a stretch of eager work whose tensors are released together. In a graph it does nothing.
   *
   * @return the scope, to be closed by the caller
   */
  public abstract MemoryScope memoryScope();

  /**
   * The scope that is open or, if there is none, a new one: for work that may be part of larger
   * work, which then decides when memory is released.
   *
   * @return the scope, to be closed by the caller
   */
  public abstract MemoryScope enclosingMemoryScope();

  /**
   * How many training steps have been made: a part of every random seed, so that a resumed run goes
   * on as the uninterrupted one would.
   *
   * @return a scalar variable
   */
  public ModelVariable<TInt64> step() {
    if (step == null) {
      // Not counted among the variables: when it is first asked for must not change their seeds.
      step = new ModelVariable<>(this, "step", TInt64.class, Shape.scalar(), false);
      create(step, "step", (tf, shape, seed) -> tf.constant(0L), 0);
    }
    return step;
  }

  /**
   * A seed for one stateless random operation. It differs from call to call within a function, from
   * function to function and from step to step, and is the same in every engine with the same seed.
   *
   * @param tf the operations of the engine
   * @return a seed of shape (2)
   */
  public Operand<TInt64> randomSeed(Ops tf) {
    FunctionFrame frame = frames.isEmpty() ? outermost : frames.get(frames.size() - 1);
    long site = Seeds.mix(Seeds.mix(options.seed(), frame.nameHash()), frame.nextRandomSite());
    return tf.stack(List.of(tf.constant(site), step().read(tf)));
  }

  /**
   * The variable that a resource handle stands for.
   *
   * @param handle an operand that {@link ModelVariable#handle} returned
   * @return the variable, or null if the handle is not of a variable of this engine
   */
  public ModelVariable<?> variableOf(Operand<?> handle) {
    return variablesByHandle.get(handle.asOutput().op());
  }

  /**
   * Whether an operand was made by this engine.
   *
   * @param operand any operand
   * @return true if its operations can use it
   */
  public abstract boolean owns(Operand<?> operand);

  /**
   * An object that belongs to this engine, such as a cache: made when it is first asked for, and
   * forgotten with the engine.
   *
   * @param <T> the type of the object
   * @param type its class, under which it is kept
   * @param make makes it
   * @return the object
   */
  public <T> T companion(Class<T> type, Supplier<T> make) {
    checkOpen();
    return type.cast(companions.computeIfAbsent(type, absent -> make.get()));
  }

  /**
   * Has every operation reported that is built through {@link #ops()} from now on.
   *
   * @param recorder who is told
   */
  public void addRecorder(OperationRecorder recorder) {
    checkOpen();
    recorders.add(recorder);
  }

  /**
   * Ends the reports.
   *
   * @param recorder who was told
   */
  public void removeRecorder(OperationRecorder recorder) {
    recorders.removeIf(other -> other == recorder);
  }

  /**
   * Changes many variables in one go.
   *
   * @param values a tensor for each variable, of its type and shape; see {@link
   *     ModelVariable#assign(TType)}
   * @throws IllegalArgumentException if a value does not fit; nothing is changed then
   */
  public static void assignAll(Map<ModelVariable<?>, ? extends TType> values) {
    Map<Engine, Map<ModelVariable<?>, TType>> byEngine = new IdentityHashMap<>();
    values.forEach(
        (variable, value) -> {
          variable.checkAssignable(value);
          byEngine
              .computeIfAbsent(variable.engine(), engine -> new LinkedHashMap<>())
              .put(variable, value);
        });
    byEngine.forEach(Engine::writeValues);
  }

  /** Frees variables, functions and all native memory; closing twice is harmless. */
  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      recorders.clear();
      companions.clear();
      release();
    }
  }

  void register(ModelVariable<?> variable, Operand<?> handle) {
    variablesByHandle.put(handle.asOutput().op(), variable);
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("engine is closed");
    }
  }

  boolean isClosed() {
    return closed;
  }

  boolean isRecording() {
    return !recorders.isEmpty();
  }

  void report(RecordedOperation operation) {
    for (OperationRecorder recorder : List.copyOf(recorders)) {
      recorder.record(operation);
    }
  }

  /** The function whose body is running, or null. */
  FunctionFrame currentFrame() {
    return frames.isEmpty() ? null : frames.get(frames.size() - 1);
  }

  Map<String, ? extends Operand<? extends TType>> applyBody(
      FunctionFrame frame, FunctionBody body, Operands inputs) {
    return applyBody(ops(), frame, body, inputs);
  }

  Map<String, ? extends Operand<? extends TType>> applyBody(
      Ops tf, FunctionFrame frame, FunctionBody body, Operands inputs) {
    frames.add(frame);
    try {
      Map<String, ? extends Operand<? extends TType>> outputs = body.apply(tf, inputs);
      outputs.forEach(
          (name, operand) -> {
            Objects.requireNonNull(operand, () -> "output '" + name + "'");
          });
      return outputs;
    } finally {
      frames.remove(frames.size() - 1);
    }
  }

  private static void checkSignature(String name, List<InputSpec> inputs) {
    Names.checkIdentifier("name of a function", name);
    InputSpec.checkDistinct(name, inputs);
  }

  static void checkArguments(
      String function, List<InputSpec> inputs, Map<String, ? extends TType> arguments) {
    for (InputSpec input : inputs) {
      TType argument = arguments.get(input.name());
      if (argument == null) {
        throw new IllegalArgumentException(
            "input '%s' of function '%s' is missing".formatted(input.name(), function));
      }
      input.check(argument);
    }
    if (arguments.size() != inputs.size()) {
      throw new IllegalArgumentException(
          "inputs of function '%s' must be %s, but are %s"
              .formatted(
                  function, inputs.stream().map(InputSpec::name).toList(), arguments.keySet()));
    }
  }

  /** Makes the native variable; initial is null where a value is assigned at once. */
  abstract <T extends TType> void create(
      ModelVariable<T> variable, String sharedName, InitialValue<T> initial, long seed);

  abstract CompiledFunction compile(String name, List<InputSpec> inputs, FunctionBody body);

  abstract <T extends TType> T readValue(ModelVariable<T> variable);

  abstract void writeValues(Map<ModelVariable<?>, TType> values);

  /**
   * What a variable is to hold: texts as a copy of TensorFlow's own. Those that came in a tensor
   * from outside are never given back when a variable had them last.
   */
  static Operand<? extends TType> owned(Ops tf, Operand<? extends TType> value) {
    return value.type() == TString.class
        ? tf.strings.join(List.of(value.asOutput().expect(TString.class)))
        : value;
  }

  abstract void release();

  /** The state of one run of a function's body. */
  static final class FunctionFrame {
    private final long nameHash;
    private long randomSites;
    private final AutomaticControl control = new AutomaticControl();

    FunctionFrame(String name) {
      nameHash = Seeds.hash(name.getBytes(StandardCharsets.UTF_8));
    }

    long nameHash() {
      return nameHash;
    }

    long nextRandomSite() {
      return randomSites++;
    }

    boolean hasDrawn() {
      return randomSites > 0;
    }

    AutomaticControl control() {
      return control;
    }
  }
}
