package io.latent4j.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
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
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Gradients stated by the caller. */
@ParameterizedClass
@EnumSource
class CustomGradientTest {
  @Parameter EngineKind kind;

  private Engine engine;
  private ModelVariable<TFloat32> w;

  @BeforeEach
  void open() {
    engine = kind.open();
    w = engine.weight("w", Shape.of(2), (tf, shape, seed) -> tf.constant(new float[] {1, -2}));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private interface Body {
    Operand<?> apply(Ops tf);
  }

  private float[] compute(Body body) {
    try (Outputs outputs = engine.run((tf, in) -> Map.of("value", body.apply(tf)))) {
      return outputs.floats("value");
    }
  }

  @SuppressWarnings("unchecked") // all is float32 here
  private static Operand<TFloat32> floats(Operand<? extends TType> operand) {
    return (Operand<TFloat32>) operand;
  }

  @SuppressWarnings("unchecked") // all is float32 here
  private Operand<TFloat32> gradient(GradientTape tape, Operand<?> target) {
    return (Operand<TFloat32>) tape.gradient(target, List.of(w)).get(0);
  }

  /** The square, whose gradient is said to be that times a factor. */
  private static CustomGradient scaledSquare(float factor) {
    return CustomGradient.of(
        (tf, x) -> List.of(tf.math.square(floats(x.get(0)))),
        g -> {
          Ops tf = g.tf();
          Operand<TFloat32> slope = tf.math.mul(tf.constant(2 * factor), floats(g.input(0)));
          return List.of(tf.math.mul(floats(g.outputGradient(0)), slope));
        });
  }

  @Test
  void replacesTheGradientOfWhatTheFunctionDoes() {
    float[] gradient =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                return gradient(tape, scaledSquare(10).apply(engine, List.of(w.read(tf))).get(0));
              }
            });
    assertThat(gradient).containsExactly(20, -40);
  }

  @Test
  void isRecordedByOuterTapes() {
    float[] second =
        compute(
            tf -> {
              try (GradientTape outer = GradientTape.on(engine)) {
                Operand<TFloat32> first;
                try (GradientTape inner = GradientTape.on(engine)) {
                  first =
                      gradient(inner, scaledSquare(10).apply(engine, List.of(w.read(tf))).get(0));
                }
                return gradient(outer, first);
              }
            });
    assertThat(second).containsExactly(20, 20);
  }

  @Test
  void thereMayBeMany() {
    float[] gradient =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                Operand<TFloat32> x = w.read(tf);
                Operand<TFloat32> total = tf.constant(new float[] {0, 0});
                for (int factor = 1; factor <= 40; factor++) {
                  total =
                      tf.math.add(
                          total, floats(scaledSquare(factor).apply(engine, List.of(x)).get(0)));
                }
                return gradient(tape, total);
              }
            });
    assertThat(gradient).containsExactly(2 * 820, -4 * 820);
  }

  @Test
  void severalInputsAndOutputs() {
    CustomGradient swap =
        CustomGradient.of(
            (tf, x) -> List.of(tf.identity(x.get(1)), tf.identity(x.get(0))),
            g -> {
              assertThat(g.needs(0)).isTrue();
              assertThat(g.needs(1)).isFalse();
              assertThat(g.outputGradient(0)).isNull();
              return List.of(g.tf().math.mul(floats(g.outputGradient(1)), g.tf().constant(7f)));
            });
    float[] gradient =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                List<Operand<? extends TType>> swapped =
                    swap.apply(engine, List.of(w.read(tf), tf.constant(3f)));
                assertThat(swapped).hasSize(2);
                return gradient(tape, swapped.get(1));
              }
            });
    assertThat(gradient).containsExactly(7, 7);
  }

  @Test
  void worksWithoutATape() {
    float[] value = compute(tf -> scaledSquare(10).apply(engine, List.of(w.read(tf))).get(0));
    assertThat(value).containsExactly(1, 4);
  }

  @Test
  void aGradientWithMorePartsThanInputsIsRefused() {
    CustomGradient wrong =
        CustomGradient.of(
            (tf, x) -> List.of(tf.identity(x.get(0))),
            g -> List.of(g.outputGradient(0), g.outputGradient(0)));
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                compute(
                    tf -> {
                      try (GradientTape tape = GradientTape.on(engine)) {
                        return gradient(tape, wrong.apply(engine, List.of(w.read(tf))).get(0));
                      }
                    }))
        .withMessage("the gradient of CustomGradient must have at most 1 parts, but has 2");
  }
}
