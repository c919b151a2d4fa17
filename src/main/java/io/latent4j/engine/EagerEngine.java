package io.latent4j.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.family.TType;

/**
 * Runs every operation at once: the engine for exploring and debugging.
 *
 * <p>TensorFlow Java frees the result of an eager operation only when the garbage collector finds
 * it, which knows nothing of native memory. Here all that a function call or a {@link MemoryScope}
 * made is freed when it ends.
 */
public final class EagerEngine extends Engine {
  /** How often to ask for a garbage collection where memory can't be freed directly. */
  private static final int ARENAS_PER_COLLECTION = 64;

  private final EagerSession session;
  private final Ops ops;
  private final Ops unwatched;
  private final Map<ModelVariable<?>, Operand<? extends TType>> handles = new IdentityHashMap<>();
  private final Deque<Arena> arenas = new ArrayDeque<>();
  private long closedArenas;

  private EagerEngine(EngineOptions options) {
    super(options);
    if (options.precision() != Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "precision must be float32 in an eager engine, but is " + options.precision());
    }
    NativeLibrary.checkDevice(options);
    session = EagerSession.options().config(options.toProto()).build();
    ops = Ops.create(new EagerEnvironment());
    unwatched = Ops.create(session);
  }

  /**
   * Opens an engine.
   *
   * @param options how it computes
   * @return the engine, to be closed by the caller
   * @throws IllegalArgumentException if the device that the options name does not exist, or the
   *     precision is not float32: TensorFlow lowers it in graphs only
   */
  public static EagerEngine create(EngineOptions options) {
    return new EagerEngine(options);
  }

  /**
   * Opens an engine with the default options.
   *
   * @return the engine, to be closed by the caller
   */
  public static EagerEngine create() {
    return create(EngineOptions.defaults());
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public boolean owns(Operand<?> operand) {
    return operand.asOutput().op().env() == session;
  }

  @Override
  public MemoryScope memoryScope() {
    checkOpen();
    Arena arena = new Arena();
    arenas.push(arena);
    return arena;
  }

  @Override
  public MemoryScope enclosingMemoryScope() {
    checkOpen();
    return arenas.isEmpty() ? memoryScope() : NoMemoryScope.INSTANCE;
  }

  @Override
  @SuppressWarnings("try") // the scope is only there to be closed
  <T extends TType> void create(
      ModelVariable<T> variable, String sharedName, InitialValue<T> initial, long seed) {
    VarHandleOp handle =
        unwatched.varHandleOp(
            variable.type(), variable.shape(), VarHandleOp.sharedName(sharedName));
    handles.put(variable, handle);
    register(variable, handle);
    if (initial != null) {
      try (MemoryScope scope = memoryScope()) {
        ops.assignVariableOp(handle, initial.apply(ops, variable.shape(), seed));
      }
    }
  }

  @Override
  CompiledFunction compile(String name, List<InputSpec> inputs, FunctionBody body) {
    return new EagerFunction(name, inputs, body);
  }

  @Override
  @SuppressWarnings("try") // the scope is only there to be closed
  <T extends TType> T readValue(ModelVariable<T> variable) {
    checkOpen();
    try (MemoryScope scope = memoryScope()) {
      return Tensors.copy(variable.read(ops).asTensor(), variable.type());
    }
  }

  @Override
  @SuppressWarnings("try") // the scope is only there to be closed
  void writeValues(Map<ModelVariable<?>, TType> values) {
    checkOpen();
    try (MemoryScope scope = memoryScope()) {
      values.forEach(
          (variable, value) ->
              ops.assignVariableOp(handles.get(variable), owned(ops, ops.constantOf(value))));
    }
  }

  @Override
  void release() {
    while (!arenas.isEmpty()) {
      arenas.peek().close();
    }
    session.close();
  }

  /** Owns what is made while it is the innermost one. */
  private final class Arena implements MemoryScope {
    private final List<Operation> owned = new ArrayList<>();
    private final Set<Operation> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Operation> outputs = Collections.newSetFromMap(new IdentityHashMap<>());

    @Override
    public <T extends TType> Operand<T> keep(Operand<T> operand) {
      if (operand.asOutput().isClosed()) {
        throw new IllegalStateException("the operand " + ReleasedHandle.MESSAGE);
      }
      kept.add(operand.asOutput().op());
      return operand;
    }

    /** Resolves an output of a function, to live until {@link #freeOutputs}. */
    TType outlive(Operand<? extends TType> operand) {
      outputs.add(operand.asOutput().op());
      return operand.asTensor();
    }

    @Override
    public void close() {
      if (!arenas.remove(this)) {
        return;
      }
      Set<Operation> ownOutputs = Collections.newSetFromMap(new IdentityHashMap<>());
      // Backwards: the session finds what was made last first.
      for (int i = owned.size() - 1; i >= 0; i--) {
        Operation operation = owned.get(i);
        if (outputs.contains(operation)) {
          ownOutputs.add(operation);
        } else if (!kept.contains(operation)) {
          EagerMemory.free(operation);
        } else {
          own(operation);
        }
      }
      owned.clear();
      outputs.retainAll(ownOutputs); // an output made before the call is not the call's to free
      if (!EagerMemory.isAccessible() && ++closedArenas % ARENAS_PER_COLLECTION == 0) {
        System.gc();
      }
    }

    void freeOutputs() {
      if (!isClosed()) { // else they are free
        outputs.forEach(EagerMemory::free);
      }
      outputs.clear();
    }
  }

  private final class EagerEnvironment extends EngineEnvironment {
    EagerEnvironment() {
      super(EagerEngine.this, session);
    }

    @Override
    public OperationBuilder opBuilder(String type, String name, Scope scope) {
      OperationBuilder builder = super.opBuilder(type, name, scope);
      return type.equals("Const") && EagerMemory.isAccessible()
          ? new ConstantBuilder(this, name, builder)
          : builder;
    }

    @Override
    void beforeBuild(WatchedOperationBuilder builder) {}

    @Override
    void afterBuild(WatchedOperationBuilder builder, Operation operation) {
      own(operation);
    }

    @Override
    Operand<? extends TType> ownHandle(ModelVariable<?> variable) {
      return handles.get(variable);
    }
  }

  /** Makes a constant of a tensor without executing an operation. */
  private final class ConstantBuilder extends WatchedOperationBuilder {
    private final String name;
    private Tensor value;

    ConstantBuilder(EagerEnvironment environment, String name, OperationBuilder delegate) {
      super(environment, "Const", delegate, false);
      this.name = name;
    }

    @Override
    public OperationBuilder setAttr(String attribute, Tensor tensor) {
      value = tensor;
      return this;
    }

    @Override
    public Operation build() {
      if (value == null) {
        return super.build();
      }
      Operation constant = EagerMemory.constant(session, value, name);
      own(constant);
      return constant;
    }
  }

  private void own(Operation operation) {
    if (!arenas.isEmpty()) {
      arenas.peek().owned.add(operation);
    }
  }

  private final class EagerFunction implements CompiledFunction {
    private final String name;
    private final List<InputSpec> inputs;
    private final FunctionBody body;

    EagerFunction(String name, List<InputSpec> inputs, FunctionBody body) {
      this.name = name;
      this.inputs = inputs;
      this.body = body;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<InputSpec> inputs() {
      return inputs;
    }

    @Override
    public Outputs call(Map<String, ? extends TType> arguments) {
      checkOpen();
      checkArguments(name, inputs, arguments);
      Arena arena = new Arena();
      arenas.push(arena);
      try {
        Map<String, Operand<? extends TType>> operands = new LinkedHashMap<>();
        for (InputSpec input : inputs) {
          operands.put(input.name(), ops.constantOf((TType) arguments.get(input.name())));
        }
        Map<String, TType> values = new LinkedHashMap<>();
        applyBody(new FunctionFrame(name), body, new Operands(operands))
            .forEach((output, operand) -> values.put(output, arena.outlive(operand)));
        return new Outputs(values, arena::freeOutputs);
      } catch (EngineException e) {
        throw new EngineException("running function '" + name + "'", e);
      } finally {
        arena.close();
      }
    }
  }
}
