package io.latent4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** How long what is made eagerly lives. */
class EagerEngineTest {
  private EagerEngine engine;
  private Ops tf;

  @BeforeEach
  void open() {
    engine = EagerEngine.create(EngineOptions.defaults().withThreads(2));
    tf = engine.ops();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static float value(Operand<TFloat32> scalar) {
    return scalar.asTensor().getFloat();
  }

  private static void assertReleased(Operand<TFloat32> operand) {
    assertThatIllegalStateException().isThrownBy(operand::asTensor);
  }

  @Test
  void operationsRunAtOnce() {
    assertThat(value(tf.math.add(tf.constant(1f), tf.constant(2f)))).isEqualTo(3);
  }

  @Test
  void aScopeReleasesWhatWasMadeInIt() {
    Operand<TFloat32> outside = tf.math.square(tf.constant(2f));
    Operand<TFloat32> inside;
    Operand<TFloat32> kept;
    try (MemoryScope scope = engine.memoryScope()) {
      inside = tf.math.add(outside, tf.constant(1f));
      kept = scope.keep(tf.math.square(inside));
      assertThat(value(inside)).isEqualTo(5);
    }
    assertReleased(inside);
    assertThat(value(kept)).isEqualTo(25);
    assertThat(value(outside)).isEqualTo(4);
    assertThat(value(tf.math.add(kept, outside))).isEqualTo(29);
  }

  @Test
  void scopesNest() {
    Operand<TFloat32> keptByInner;
    Operand<TFloat32> keptByBoth;
    try (MemoryScope outer = engine.memoryScope()) {
      Operand<TFloat32> released;
      try (MemoryScope inner = engine.memoryScope()) {
        keptByInner = inner.keep(tf.math.square(tf.constant(3f)));
        keptByBoth = outer.keep(inner.keep(tf.math.square(tf.constant(4f))));
        released = tf.math.square(tf.constant(5f));
      }
      assertReleased(released);
      assertThat(value(keptByInner)).isEqualTo(9);
    }
    assertReleased(keptByInner);
    assertThat(value(keptByBoth)).isEqualTo(16);
  }

  @Test
  void anOperandThatWasReleasedSaysSoAndNotThatTheSessionIsClosed() {
    Operand<TFloat32> released;
    try (MemoryScope scope = engine.memoryScope()) {
      released = tf.math.square(tf.constant(3f));
      assertThat(value(scope.keep(tf.constant(1f)))).isEqualTo(1);
    }
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            released::asTensor, released::shape, released::type, () -> keep(released))) {
      assertThatIllegalStateException()
          .isThrownBy(use)
          .withMessage(
              "the operand was released with the memory scope, tape or function call that made it");
    }
    assertThat(released.asOutput().isClosed()).isTrue();
    assertThat(released.toString()).contains("Square");
  }

  private void keep(Operand<TFloat32> operand) {
    try (MemoryScope scope = engine.memoryScope()) {
      scope.keep(operand);
    }
  }

  @Test
  void anEnclosingScopeIsTheOneThatIsOpen() {
    Operand<TFloat32> x;
    try (MemoryScope outer = engine.memoryScope()) {
      try (MemoryScope same = engine.enclosingMemoryScope()) {
        x = same.keep(tf.math.square(tf.constant(3f)));
      }
      assertThat(value(x)).isEqualTo(9);
      outer.keep(tf.constant(0f));
    }
    assertReleased(x);
    try (MemoryScope alone = engine.enclosingMemoryScope()) {
      x = tf.math.square(tf.constant(3f));
      assertThat(alone).isNotNull();
    }
    assertReleased(x);
  }

  @Test
  void aScopeLeavesVariablesAlone() {
    ModelVariable<TFloat32> v;
    try (MemoryScope scope = engine.memoryScope()) {
      v = engine.weight("v", Shape.scalar(), (ops, shape, seed) -> ops.constant(3f));
      v.assign(tf, scope.keep(tf.constant(4f)));
    }
    assertThat(v.toFloats()).containsExactly(4);
  }

  @Test
  void aFunctionReleasesAllButItsOutputs() {
    List<Operand<TFloat32>> seen = new ArrayList<>();
    CompiledFunction function =
        engine.function(
            "f",
            List.of(InputSpec.floats("x")),
            (ops, in) -> {
              seen.add(ops.math.square(in.floats("x")));
              return Map.of("y", ops.math.add(in.floats("x"), ops.constant(1f)));
            });
    try (TFloat32 x = TFloat32.scalarOf(3)) {
      Outputs outputs = function.call(Map.of("x", x));
      assertReleased(seen.get(0));
      assertThatIllegalStateException()
          .isThrownBy(() -> tf.identity(seen.get(0)))
          .withMessageStartingWith("an input of Identity was released");
      assertThat(outputs.scalar("y")).isEqualTo(4);
      outputs.close();
    }
  }

  @Test
  void anOutputMadeBeforeTheCallStaysTheCallers() {
    Operand<TFloat32> before = tf.math.square(tf.constant(3f));
    try (Outputs outputs = engine.run((ops, in) -> Map.of("x", before))) {
      assertThat(outputs.scalar("x")).isEqualTo(9);
    }
    assertThat(value(before)).isEqualTo(9);
  }

  @Test
  void aBodyMayCallFunctions() {
    CompiledFunction inner =
        engine.function(
            "inner",
            List.of(InputSpec.floats("x")),
            (ops, in) -> Map.of("y", ops.math.square(in.floats("x"))));
    try (Outputs outputs =
        engine.run(
            (ops, in) -> {
              try (Outputs result = inner.call(Map.of("x", ops.constant(3f).asTensor()))) {
                return Map.of("z", ops.constant(result.scalar("y") + 1));
              }
            })) {
      assertThat(outputs.scalar("z")).isEqualTo(10);
    }
  }

  @Test
  void constantsShareNoMemoryWithWhatTheyWereMadeOf() {
    float[] values = {1, 2, 3};
    Operand<TFloat32> x = tf.constant(values);
    values[0] = 9;
    assertThat(x.asTensor().getFloat(0)).isEqualTo(1);
  }

  @Test
  void manyDifferentConstantsDoNotFillTheMemory() {
    float[] values = new float[75_000];
    ResidentMemory.assertFlat(
        500,
        80,
        () -> {
          values[0]++;
          try (Outputs outputs =
              engine.run((ops, in) -> Map.of("x", ops.math.square(ops.constant(values))))) {
            assertThat(outputs.get("x", TFloat32.class).getFloat(0))
                .isEqualTo(values[0] * values[0]);
          }
        });
  }

  @Test
  void functionCallsDoNotFillTheMemory() {
    CompiledFunction function =
        engine.function(
            "f",
            List.of(new InputSpec("size", TInt32.class, Shape.of(1))),
            (ops, in) ->
                Map.of(
                    "y",
                    ops.math.square(ops.fill(in.get("size", TInt32.class), ops.constant(2f)))));
    try (TInt32 size = TInt32.vectorOf(75_000)) {
      ResidentMemory.assertFlat(500, 80, () -> function.call(Map.of("size", size)).close());
    }
  }
}
