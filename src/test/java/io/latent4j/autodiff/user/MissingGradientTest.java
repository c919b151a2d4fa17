package io.latent4j.autodiff.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.latent4j.autodiff.GradientRules;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.autodiff.MissingGradientException;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What code outside the package is told when an operation has no gradient. */
@ParameterizedClass
@EnumSource
class MissingGradientTest {
  @Parameter EngineKind kind;

  private Engine engine;

  @BeforeEach
  void open() {
    engine = kind.open();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static Operand<TFloat32> largest(Ops tf, Operand<TFloat32> x) {
    return tf.nn.topK(x, tf.constant(2), TInt32.class).values();
  }

  private void differentiateLargest(List<String> reached, GradientRules rules) {
    engine
        .run(
            (tf, in) -> {
              Operand<TFloat32> x = tf.constant(new float[] {3, 1, 2});
              try (GradientTape tape = GradientTape.with(engine, false, rules)) {
                tape.watch(x);
                Operand<TFloat32> y = largest(tf, x);
                reached.add("forward");
                Operand<TFloat32> gradient = tape.gradient(y, x);
                reached.add("gradient");
                return Map.of("gradient", gradient);
              }
            })
        .close();
  }

  @Test
  void namesTheOperationAndTheLineWhenTheGradientIsBuilt() {
    List<String> reached = new ArrayList<>();
    assertThatExceptionOfType(MissingGradientException.class)
        .isThrownBy(() -> differentiateLargest(reached, GradientRules.standard()))
        .withMessageContaining("TopKV2")
        .withMessageNotContainingAny("README", "http", "io.latent4j.engine", "io.latent4j.nn")
        .withMessageContaining(getClass().getName() + ".largest(MissingGradientTest.java:");
    assertThat(reached).containsExactly("forward");
  }

  @Test
  void isFilledByARule() {
    List<String> reached = new ArrayList<>();
    differentiateLargest(
        reached,
        GradientRules.standard().with("TopKV2", g -> List.of(g.tf().zerosLike(g.input(0)))));
    assertThat(reached).containsExactly("forward", "gradient");
  }

  @Test
  void doesNotMatterOffThePath() {
    try (Outputs outputs =
        engine.run(
            (tf, in) -> {
              Operand<TFloat32> x = tf.constant(new float[] {3, 1, 2});
              try (GradientTape tape = GradientTape.on(engine)) {
                tape.watch(x);
                Operand<TFloat32> y = tf.math.square(x);
                return Map.of("largest", largest(tf, x), "gradient", tape.gradient(y, x));
              }
            })) {
      assertThat(outputs.floats("largest")).containsExactly(3, 2);
      assertThat(outputs.floats("gradient")).containsExactly(6, 2, 4);
    }
  }

  @Test
  void anExceptionLeavesTheEngineUsable() {
    assertThatExceptionOfType(MissingGradientException.class)
        .isThrownBy(() -> differentiateLargest(new ArrayList<>(), GradientRules.standard()));
    doesNotMatterOffThePath();
  }

  @Test
  void matrixDecompositionsHaveNone() {
    assertThatExceptionOfType(MissingGradientException.class)
        .isThrownBy(
            () ->
                engine.run(
                    (tf, in) -> {
                      try (GradientTape tape = GradientTape.on(engine)) {
                        Operand<TFloat32> x =
                            tf.zeros(tf.constant(new int[] {2, 2}), TFloat32.class);
                        tape.watch(x);
                        return Map.of("g", tape.gradient(tf.linalg.qr(x).r(), x));
                      }
                    }))
        .withMessageContaining("Qr")
        .withMessageContaining("MissingGradientTest.java:");
  }
}
