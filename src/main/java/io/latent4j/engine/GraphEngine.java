package io.latent4j.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.family.TType;

/**
 * Runs functions as TensorFlow graphs in one session: the engine for training and production.
 *
 * <p>Operations are built inside the body of a function only. Reads and writes of variables and
 * other effects happen in the order in which the body states them, as they do eagerly.
 */
public final class GraphEngine extends Engine {
  private final Graph graph;
  private final Session session;
  private final Ops ops;

  /** Builds what belongs to no function: variables and their first values. */
  private final Ops unwatched;

  private final Map<ModelVariable<?>, VariableNodes> nodes = new IdentityHashMap<>();
  private final List<Op> pendingInitial = new ArrayList<>();
  private final Set<String> imported = new HashSet<>();

  private record VariableNodes(Operand<? extends TType> handle, Operand<? extends TType> read) {}

  private GraphEngine(EngineOptions options) {
    super(options);
    NativeLibrary.checkDevice(options);
    graph = new Graph();
    session = new Session(graph, options.toProto());
    unwatched = Ops.create(graph).withSubScope("variables");
    ops = Ops.create(new OwnEnvironment());
  }

  /**
   * Opens an engine.
   *
   * @param options how it computes
   * @return the engine, to be closed by the caller
   * @throws IllegalArgumentException if the device that the options name does not exist
   */
  public static GraphEngine create(EngineOptions options) {
    return new GraphEngine(options);
  }

  /**
   * Opens an engine with the default options.
   *
   * @return the engine, to be closed by the caller
   */
  public static GraphEngine create() {
    return create(EngineOptions.defaults());
  }

  /**
   * Opens an engine for something that will own it, such as a model, and closes it if that can't be
   * made.
   *
   * <pre>{@code
   * return GraphEngine.createFor(options, engine -> new Model(engine, new Network(engine)));
   * }</pre>
   *
   * @param options how it computes
   * @param making makes the owner, which closes the engine in the end
   * @param <T> what the owner is
   * @return the owner
   * @throws IllegalArgumentException if the device that the options name does not exist
   */
  public static <T> T createFor(EngineOptions options, Function<GraphEngine, T> making) {
    GraphEngine engine = create(options);
    try {
      return making.apply(engine);
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public Ops ops() {
    return ops;
  }

  /**
   * The graph with all that was built so far, to be looked at: what TensorBoard draws. The values
   * of variables are not in it.
   *
   * @return the definition
   * @throws IllegalStateException if the engine is closed
   */
  public GraphDef definition() {
    checkOpen();
    return graph.toGraphDef();
  }

  @Override
  public boolean owns(Operand<?> operand) {
    return operand.asOutput().op().env() == graph;
  }

  /**
   * Makes functions known that operations name in their attributes, such as the body of a loop.
   * Those that are known already stay as they are.
   *
   * @param functions the functions and all that they call
   * @throws EngineException if TensorFlow refuses one
   */
  public void importFunctions(Collection<FunctionDef> functions) {
    checkOpen();
    List<FunctionDef> unknown =
        functions.stream()
            .filter(function -> !imported.contains(function.getSignature().getName()))
            .toList();
    if (unknown.isEmpty()) {
      return;
    }
    try {
      graph.importGraphDef(
          GraphDef.newBuilder()
              .setVersions(graph.toGraphDef().getVersions())
              .setLibrary(FunctionDefLibrary.newBuilder().addAllFunction(unknown))
              .build());
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new EngineException("importing functions", e);
    }
    unknown.forEach(function -> imported.add(function.getSignature().getName()));
  }

  @Override
  public MemoryScope memoryScope() {
    return NoMemoryScope.INSTANCE;
  }

  @Override
  public MemoryScope enclosingMemoryScope() {
    return NoMemoryScope.INSTANCE;
  }

  @Override
  <T extends TType> void create(
      ModelVariable<T> variable, String sharedName, InitialValue<T> initial, long seed) {
    VarHandleOp handle =
        unwatched.varHandleOp(
            variable.type(), variable.shape(), VarHandleOp.sharedName(sharedName));
    nodes.put(
        variable, new VariableNodes(handle, unwatched.readVariableOp(handle, variable.type())));
    register(variable, handle);
    if (initial != null) {
      pendingInitial.add(
          unwatched.assignVariableOp(handle, initial.apply(unwatched, variable.shape(), seed)));
    }
  }

  @Override
  CompiledFunction compile(String name, List<InputSpec> inputs, FunctionBody body) {
    Ops scoped = unwatchedInputs(name);
    Map<String, Operand<? extends TType>> placeholders = new LinkedHashMap<>();
    for (InputSpec input : inputs) {
      placeholders.put(
          input.name(),
          scoped
              .withName(input.name())
              .placeholder(input.type(), Placeholder.shape(input.shape()))
              .asOutput());
    }
    FunctionFrame frame = new FunctionFrame(name);
    Map<String, Integer> outputs = new LinkedHashMap<>();
    List<Output<?>> fetches = new ArrayList<>(); // each once: a session refuses to fetch twice
    try {
      applyBody(frame, body, new Operands(placeholders))
          .forEach(
              (output, operand) -> {
                Output<?> fetch = operand.asOutput();
                if (placeholders.containsValue(fetch)) { // nor what is fed
                  fetch = scoped.identity(fetch).asOutput();
                }
                if (!fetches.contains(fetch)) {
                  fetches.add(fetch);
                }
                outputs.put(output, fetches.indexOf(fetch));
              });
    } catch (EngineException e) {
      throw new EngineException("building function '" + name + "'", e);
    }
    List<Operation> effects = frame.control().effects();
    Op target = effects.isEmpty() ? null : unwatched.withControlDependencyOps(effects).noOp();
    return new GraphFunction(name, inputs, placeholders, outputs, fetches, target);
  }

  private Ops unwatchedInputs(String function) {
    return unwatched.withSubScope(function + "_inputs");
  }

  @Override
  <T extends TType> T readValue(ModelVariable<T> variable) {
    checkOpen();
    Session.Runner runner = runner().fetch(nodes.get(variable).read());
    Result result = run("reading variable '" + variable.name() + "'", runner);
    return variable.type().cast(result.get(0));
  }

  @Override
  void writeValues(Map<ModelVariable<?>, TType> values) {
    checkOpen();
    Session.Runner runner = runner();
    values.forEach(
        (variable, value) -> {
          Assignment assignment = assignments.computeIfAbsent(variable, this::assignment);
          runner.feed(assignment.value(), value).addTarget(assignment.assign());
        });
    run("assigning variables", runner).close();
  }

  private final Map<ModelVariable<?>, Assignment> assignments = new IdentityHashMap<>();

  private record Assignment(Operand<? extends TType> value, Op assign) {}

  private Assignment assignment(ModelVariable<?> variable) {
    Operand<? extends TType> value =
        unwatched.placeholder(variable.type(), Placeholder.shape(variable.shape()));
    return new Assignment(
        value, unwatched.assignVariableOp(nodes.get(variable).handle(), owned(unwatched, value)));
  }

  private Session.Runner runner() {
    if (!pendingInitial.isEmpty()) {
      Session.Runner initial = session.runner();
      pendingInitial.forEach(initial::addTarget);
      run("initializing variables", initial).close();
      pendingInitial.clear();
    }
    return session.runner();
  }

  private Result run(String what, Session.Runner runner) {
    try {
      return runner.run();
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new EngineException(what, e);
    }
  }

  @Override
  void release() {
    session.close();
    graph.close();
  }

  private final class OwnEnvironment extends GraphEnvironment {
    OwnEnvironment() {
      super(GraphEngine.this, graph);
    }

    @Override
    Operand<? extends TType> ownHandle(ModelVariable<?> variable) {
      return nodes.get(variable).handle();
    }
  }

  private final class GraphFunction implements CompiledFunction {
    private final String name;
    private final List<InputSpec> inputs;
    private final Map<String, Operand<? extends TType>> placeholders;
    private final Map<String, Integer> outputs;
    private final List<Output<?>> fetches;
    private final Op target;

    GraphFunction(
        String name,
        List<InputSpec> inputs,
        Map<String, Operand<? extends TType>> placeholders,
        Map<String, Integer> outputs,
        List<Output<?>> fetches,
        Op target) {
      this.name = name;
      this.inputs = inputs;
      this.placeholders = placeholders;
      this.outputs = outputs;
      this.fetches = fetches;
      this.target = target;
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
      Session.Runner runner = runner();
      placeholders.forEach((input, placeholder) -> runner.feed(placeholder, arguments.get(input)));
      fetches.forEach(runner::fetch);
      if (target != null) {
        runner.addTarget(target);
      }
      if (runner.isEmpty()) {
        return new Outputs(Map.of(), () -> {});
      }
      Result result = run("running function '" + name + "'", runner);
      Map<String, TType> values = new LinkedHashMap<>();
      outputs.forEach((output, index) -> values.put(output, (TType) result.get(index)));
      return new Outputs(values, result::close);
    }
  }
}
