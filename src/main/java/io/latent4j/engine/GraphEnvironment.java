package io.latent4j.engine;

import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Scope;

/** Builds the body of a function into a graph, with the order that its effects must have. */
abstract class GraphEnvironment extends EngineEnvironment {
  private final Graph graph;

  GraphEnvironment(Engine engine, Graph graph) {
    super(engine, graph);
    this.graph = graph;
  }

  @Override
  public OperationBuilder opBuilder(String type, String name, Scope scope) {
    engine().checkOpen();
    return super.opBuilder(type, unusedName(name), scope);
  }

  /** Scopes that number what has the same name call a second "dense" as a first "dense_1". */
  String unusedName(String name) {
    String unused = name;
    for (int i = 1; graph.operation(unused) != null; i++) {
      unused = name + "_" + i;
    }
    return unused;
  }

  @Override
  void beforeBuild(WatchedOperationBuilder builder) {
    Engine.FunctionFrame frame = engine().currentFrame();
    if (frame == null) {
      throw new IllegalStateException(
          "operations of a graph engine must be built in the body of a function, but "
              + builder.type()
              + " is not");
    }
    frame
        .control()
        .predecessors(builder.type(), builder.flatInputs())
        .forEach(builder::addControlInput);
  }

  @Override
  void afterBuild(WatchedOperationBuilder builder, Operation operation) {
    engine().currentFrame().control().built(builder.type(), builder.flatInputs(), operation);
  }
}
