package io.latent4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What is particular to graphs. */
class GraphEngineTest {

  @Test
  void operationsAreBuiltInFunctionsOnly() {
    try (Engine engine = GraphEngine.create()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> engine.ops().constant(1f))
          .withMessage(
              "operations of a graph engine must be built in the body of a function, but Const is"
                  + " not");
    }
  }

  @Test
  void anEngineIsClosedIfItsOwnerCannotBeMade() {
    List<GraphEngine> opened = new ArrayList<>();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                GraphEngine.createFor(
                    EngineOptions.defaults(),
                    engine -> {
                      opened.add(engine);
                      throw new IllegalStateException("no owner");
                    }))
        .withMessage("no owner");
    assertThatIllegalStateException()
        .isThrownBy(opened.get(0)::definition)
        .withMessageContaining("closed");
  }

  @Test
  void aBodyRunsOnce() {
    int[] runs = new int[1];
    try (Engine engine = GraphEngine.create()) {
      CompiledFunction function =
          engine.function(
              "f",
              List.of(),
              (tf, in) -> {
                runs[0]++;
                return Map.of("x", tf.constant(1f));
              });
      for (int i = 0; i < 3; i++) {
        function.call().close();
      }
    }
    assertThat(runs).containsExactly(1);
  }

  @Test
  void variablesMadeInABodyAreInitialized() {
    try (Engine engine = GraphEngine.create();
        Outputs outputs =
            engine.run(
                (tf, in) -> {
                  ModelVariable<TFloat32> v =
                      engine.weight("v", Shape.scalar(), (ops, shape, seed) -> ops.constant(3f));
                  return Map.of("v", v.read(tf));
                })) {
      assertThat(outputs.scalar("v")).isEqualTo(3);
    }
  }

  @Test
  void aFunctionOfNothingDoesNothing() {
    try (Engine engine = GraphEngine.create();
        Outputs outputs = engine.run((tf, in) -> Map.of())) {
      assertThat(outputs.names()).isEmpty();
    }
  }

  @Test
  void functionCallsDoNotFillTheMemory() {
    try (Engine engine = GraphEngine.create()) {
      CompiledFunction function =
          engine.function(
              "f",
              List.of(InputSpec.floats("x")),
              (tf, in) -> Map.of("y", tf.fill(tf.constant(new int[] {75_000}), in.floats("x"))));
      try (TFloat32 x = TFloat32.scalarOf(1)) {
        ResidentMemory.assertFlat(500, 80, () -> function.call(Map.of("x", x)).close());
      }
    }
  }
}
