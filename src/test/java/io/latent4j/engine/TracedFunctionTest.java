package io.latent4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** What is seen of a function's body when it is not run. */
@ParameterizedClass
@EnumSource
class TracedFunctionTest {
  @Parameter EngineKind kind;

  private Engine engine;
  private ModelVariable<TFloat32> kernel;
  private ModelVariable<TFloat32> calls;

  @BeforeEach
  void open() {
    engine = kind.open();
    kernel = engine.weight("kernel", Shape.of(3, 2), (tf, shape, seed) -> ones(tf, shape));
    calls = engine.weight("calls", Shape.scalar(), (tf, shape, seed) -> tf.constant(0f));
  }

  private static Operand<TFloat32> ones(org.tensorflow.op.Ops tf, Shape shape) {
    return tf.fill(tf.constant(shape), tf.constant(1f));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static List<InputSpec> input() {
    return List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, 3));
  }

  private static NodeDef node(TracedFunction function, String name) {
    return function.graph().getNodeList().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void variablesAreCapturedOnceInTheOrderOfTheirUseWithTheirShapes() {
    TracedFunction function =
        engine.trace(
            "apply",
            input(),
            (tf, in) -> {
              Operand<TFloat32> y = tf.linalg.matMul(in.floats("x"), kernel.read(tf));
              Operand<TFloat32> scaled = tf.math.mul(y, calls.read(tf));
              return Map.of("y", tf.math.add(scaled, tf.math.mean(kernel.read(tf), tf.array(0))));
            });

    assertThat(function.captures().keySet()).containsExactly(kernel, calls);
    assertThat(function.captures().values())
        .allSatisfy(handle -> assertThat(node(function, handle).getOp()).isEqualTo("VarHandleOp"));
    assertThat(function.inputs()).extracting(TracedFunction.Input::node).containsExactly("x");
    TracedFunction.Output y = function.outputs().get("y");
    assertThat(y.type()).isEqualTo(DataType.DT_FLOAT);
    assertThat(y.shape().asArray()).containsExactly(Shape.UNKNOWN_SIZE, 2);
    assertThat(node(function, y.node()).getOp()).isEqualTo("Add");
  }

  @Test
  void whatNoOutputNeedsIsAnEffectInItsOrder() {
    TracedFunction function =
        engine.trace(
            "count",
            input(),
            (tf, in) -> {
              calls.assign(tf, tf.math.add(calls.read(tf), tf.constant(1f)));
              return Map.of("calls", calls.read(tf));
            });

    assertThat(function.effects()).hasSize(1);
    assertThat(node(function, function.effects().get(0)).getOp()).isEqualTo("AssignVariableOp");
    assertThat(node(function, function.outputs().get("calls").node()).getInputList())
        .contains("^" + function.effects().get(0));
    assertThat(calls.toFloats()).containsExactly(0);
  }

  @Test
  void inputsThatAreOutputsAreOperationsOfTheirOwn() {
    TracedFunction function =
        engine.trace(
            "both",
            input(),
            (tf, in) -> {
              Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
              outputs.put("z", in.floats("x"));
              outputs.put("a", in.floats("x"));
              return outputs;
            });

    assertThat(function.outputs().keySet()).containsExactly("z", "a");
    assertThat(function.outputs().values())
        .allSatisfy(out -> assertThat(node(function, out.node()).getOp()).isEqualTo("Identity"));
  }

  @Test
  void drawingRandomNumbersCountsTheStepUp() {
    TracedFunction function =
        engine.trace(
            "draw",
            List.of(),
            (tf, in) ->
                Map.of(
                    "noise", tf.random.statelessRandomUniform(tf.array(2), engine.randomSeed(tf))));

    assertThat(function.captures().keySet()).containsExactly(engine.step());
    assertThat(node(function, function.effects().get(0)).getOp()).isEqualTo("AssignAddVariableOp");
  }

  @Test
  void tapesElsewhereAreNotToldOfIt() {
    List<RecordedOperation> told = new ArrayList<>();
    engine.addRecorder(told::add);

    engine.trace("square", input(), (tf, in) -> Map.of("y", tf.math.square(in.floats("x"))));

    assertThat(told).isEmpty();
  }

  @Test
  void aTraceOutlivesTheEngine() {
    TracedFunction function =
        engine.trace("read", List.of(), (tf, in) -> Map.of("y", kernel.read(tf)));
    engine.close();

    assertThat(node(function, function.outputs().get("y").node()).getOp())
        .isEqualTo("ReadVariableOp");
    assertThatIllegalStateException()
        .isThrownBy(() -> engine.trace("read", List.of(), (tf, in) -> Map.of("y", kernel.read(tf))))
        .withMessage("engine is closed");
  }

  @Test
  void variablesOfOtherEnginesAreRefused() {
    try (Engine other = kind.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> other.trace("f", input(), (tf, in) -> Map.of("y", kernel.read(tf))))
          .withMessage("variable 'kernel' lives in another engine than the operations");
    }
  }

  @Test
  void whatTensorFlowRefusesIsSaidWithTheFunction() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () ->
                engine.trace(
                    "broken",
                    input(),
                    (tf, in) -> Map.of("y", tf.linalg.matMul(kernel.read(tf), kernel.read(tf)))))
        .withMessageStartingWith("tracing function 'broken'");
  }

  @Test
  void inputsOfAModelFunctionDifferInName() {
    List<InputSpec> twice = List.of(InputSpec.floats("x"), InputSpec.floats("x", 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFunction.of("f", twice, (tf, in) -> Map.of()))
        .withMessage("inputs of function 'f' must differ in name, but two are named 'x'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFunction.of("f g", List.of(), (tf, in) -> Map.of()))
        .withMessageContaining("name of a function", "f g");
  }
}
