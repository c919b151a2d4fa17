package io.latent4j.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.ResidentMemory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** An eager tape of some 300 kB a tensor does not fill the memory, step after step. */
class TapeMemoryTest {
  private static final int STEPS = 500;
  private static final int WIDTH = 784;

  /** What is measured leaves 117 MB behind if but one tensor of a step is kept. */
  private static final long ALLOWED_MEGABYTES = 80;

  private Engine engine;
  private ModelVariable<TFloat32> images;
  private ModelVariable<TFloat32> weights;

  @BeforeEach
  void open() {
    engine = EngineKind.EAGER.open();
    images =
        engine.variable(
            "images",
            TFloat32.class,
            Shape.of(100, WIDTH),
            false,
            (tf, shape, seed) -> tf.fill(tf.constant(shape.asArray()), tf.constant(0.5f)));
    weights =
        engine.weight(
            "weights",
            Shape.of(WIDTH),
            (tf, shape, seed) -> tf.zeros(tf.constant(shape.asArray()), TFloat32.class));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Operand<TFloat32> loss(Ops tf) {
    Operand<TFloat32> x = images.read(tf);
    Operand<TFloat32> error = tf.math.sub(tf.math.mul(x, weights.read(tf)), x);
    return tf.math.mean(tf.math.square(error), tf.constant(new int[] {0, 1}));
  }

  @SuppressWarnings("unchecked") // the gradient of a float32 variable
  private void step(Ops tf) {
    try (GradientTape tape = GradientTape.on(engine)) {
      Operand<TFloat32> loss = loss(tf);
      Operand<TFloat32> gradient = (Operand<TFloat32>) tape.gradient(loss, List.of(weights)).get(0);
      tf.train.resourceApplyGradientDescent(weights.handle(tf), tf.constant(200f), gradient);
      assertThat(loss.asTensor().getFloat()).isNotNaN();
    }
  }

  @Test
  void stepsLeaveNothingBehind() {
    ResidentMemory.assertFlat(STEPS, ALLOWED_MEGABYTES, () -> step(engine.ops()));
    assertThat(weights.toFloats()).containsOnly(weights.toFloats()[0]);
  }

  @Test
  void stepsInAFunctionLeaveNothingBehind() {
    var function =
        engine.function(
            "step",
            List.of(),
            (tf, in) -> {
              step(tf);
              return Map.of("x", images.read(tf));
            });
    ResidentMemory.assertFlat(STEPS, ALLOWED_MEGABYTES, () -> function.call().close());
  }

  @Test
  void stepsThatThrowLeaveNothingBehind() {
    ResidentMemory.assertFlat(
        STEPS,
        ALLOWED_MEGABYTES,
        () ->
            assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(
                    () -> {
                      try (GradientTape tape = GradientTape.on(engine)) {
                        tape.watch(images);
                        tape.gradient(loss(engine.ops()), List.of(images, weights));
                        throw new ArithmeticException("between two operations");
                      }
                    }));
  }

  @Test
  void resultsThatAreUsedAfterTheTapeAreRefusedAndDoNotCrash() {
    Operand<TFloat32> loss;
    try (GradientTape tape = GradientTape.on(engine)) {
      tape.watch(images);
      loss = loss(engine.ops());
    }
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> engine.ops().math.square(loss));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(loss::asTensor);
  }
}
