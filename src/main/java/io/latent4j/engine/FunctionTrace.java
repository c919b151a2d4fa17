package io.latent4j.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Runs the body of a function once, in a graph where nothing but that function is. */
final class FunctionTrace {
  private final Engine engine;
  private final Graph graph;
  private final Ops unwatched;
  private final Map<ModelVariable<?>, VarHandleOp> captures = new LinkedHashMap<>();

  private FunctionTrace(Engine engine, Graph graph) {
    this.engine = engine;
    this.graph = graph;
    this.unwatched = Ops.create(graph);
  }

  static TracedFunction of(Engine engine, String name, List<InputSpec> inputs, FunctionBody body) {
    try (Graph graph = new Graph()) {
      return new FunctionTrace(engine, graph).trace(name, inputs, body);
    } catch (EngineException e) {
      throw new EngineException("tracing function '" + name + "'", e);
    }
  }

  private TracedFunction trace(String name, List<InputSpec> inputs, FunctionBody body) {
    Map<String, Operand<? extends TType>> placeholders = new LinkedHashMap<>();
    for (InputSpec input : inputs) {
      placeholders.put(
          input.name(),
          unwatched
              .withName(input.name())
              .placeholder(input.type(), Placeholder.shape(input.shape()))
              .asOutput());
    }
    Engine.FunctionFrame frame = new Engine.FunctionFrame(name);
    Map<String, TracedFunction.Output> outputs = new LinkedHashMap<>();
    engine
        .applyBody(
            Ops.create(new TraceEnvironment()),
            frame,
            drawingAnew(frame, body),
            new Operands(placeholders))
        .forEach((output, operand) -> outputs.put(output, describe(operand, placeholders)));
    Map<ModelVariable<?>, String> handles = new LinkedHashMap<>();
    captures.forEach((variable, handle) -> handles.put(variable, handle.op().name()));
    return new TracedFunction(
        name,
        graph.toGraphDef(),
        inputs.stream()
            .map(
                input ->
                    new TracedFunction.Input(
                        input, placeholders.get(input.name()).asOutput().op().name()))
            .toList(),
        handles,
        outputs,
        frame.control().effects().stream().map(Operation::name).toList());
  }

  /**
   * Random numbers depend on the step, which a training loop counts up. Where nobody does, as in a
   * function that Python calls, the function does so itself, or each call would draw the same.
   */
  private FunctionBody drawingAnew(Engine.FunctionFrame frame, FunctionBody body) {
    return (tf, in) -> {
      Map<String, ? extends Operand<? extends TType>> outputs = body.apply(tf, in);
      if (frame.hasDrawn()) {
        ModelVariable<TInt64> step = engine.step();
        tf.assignAddVariableOp(step.handle(tf), tf.constant(1L));
      }
      return outputs;
    };
  }

  private TracedFunction.Output describe(
      Operand<? extends TType> operand, Map<String, Operand<? extends TType>> placeholders) {
    Output<?> output = operand.asOutput();
    if (placeholders.containsValue(output)) { // an output must be an operation's
      output = unwatched.identity(output).asOutput();
    }
    return new TracedFunction.Output(
        output.op().name(), output.index(), output.dataType(), output.shape());
  }

  private final class TraceEnvironment extends GraphEnvironment {
    TraceEnvironment() {
      super(FunctionTrace.this.engine, FunctionTrace.this.graph);
    }

    /** A tape that is open elsewhere can do nothing with what is made here. */
    @Override
    boolean isRecording() {
      return false;
    }

    /** A handle rather than a placeholder: the shape of what is read is known then. */
    @Override
    Operand<? extends TType> ownHandle(ModelVariable<?> variable) {
      return captures.computeIfAbsent(
          variable,
          captured ->
              unwatched
                  .withName(unusedName("captured_" + captured.name()))
                  .varHandleOp(captured.type(), captured.shape()));
    }
  }
}
