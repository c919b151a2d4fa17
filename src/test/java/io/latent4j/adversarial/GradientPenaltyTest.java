package io.latent4j.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.EagerEngine;
import io.latent4j.engine.Engine;
import io.latent4j.engine.FunctionBody;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * The slope of a linear critic {@code w x} is {@code w} everywhere: the penalty is {@code (|w| -
 * 1)²}, and its gradient {@code 2 (|w| - 1) w / |w|}, wherever the samples are.
 */
class GradientPenaltyTest {

  static List<Supplier<Engine>> engines() {
    return List.of(GraphEngine::create, EagerEngine::create);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void ofALinearCriticIsKnown(Supplier<Engine> engines) {
    float[] w = {0.6f, -1.5f, 2f};
    double norm = Math.sqrt(0.36 + 2.25 + 4);
    try (Engine engine = engines.get()) {
      ModelVariable<TFloat32> weight =
          engine.weight("w", Shape.of(3, 1), (tf, shape, seed) -> tf.constant(new float[3][1]));
      weight.assign(w);
      FunctionBody body =
          (tf, in) -> {
            try (GradientTape tape = GradientTape.on(engine)) {
              Operand<TFloat32> penalty =
                  GradientPenalty.of(
                      engine,
                      tf,
                      x -> tf.reduceSum(tf.linalg.matMul(x, weight.read(tf)), tf.constant(1)),
                      tf.constant(new float[][] {{1, 2, 3}, {-4, 5, 0}}),
                      tf.constant(new float[][] {{0, 7, 1}, {2, 2, 2}}),
                      tf.constant(new float[][] {{0.25f}, {0.75f}}));
              Operand<?> gradient = tape.gradient(penalty, List.of(weight)).get(0);
              return Map.of(
                  "penalty", penalty, "gradient", gradient.asOutput().expect(TFloat32.class));
            }
          };
      try (Outputs outputs = engine.run(body)) {
        assertThat((double) outputs.scalar("penalty"))
            .isCloseTo((norm - 1) * (norm - 1), within(1e-5));
        float[] gradient = outputs.floats("gradient");
        for (int i = 0; i < w.length; i++) {
          assertThat((double) gradient[i]).isCloseTo(2 * (norm - 1) * w[i] / norm, within(1e-5));
        }
      }
    }
  }
}
