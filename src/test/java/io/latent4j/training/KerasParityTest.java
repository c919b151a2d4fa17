package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.EagerEngine;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.optimizers.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Whole trainings beside Keras's: tape, layers, losses and optimizers together. */
@ParameterizedClass
@EnumSource
class KerasParityTest {
  private static final KerasRuns KERAS = KerasRuns.read();
  private static final float TOLERANCE = 1e-5f;

  @Parameter EngineKind kind;

  static Stream<KerasRuns.Run> runs() {
    return KERAS.runs().stream();
  }

  @Test
  void allRunsAreThere() {
    assertThat(runs()).hasSize(11 * 3);
  }

  private static Sequential network(Engine engine, KerasRuns.Run run) {
    Dense hidden = Dense.of(5).withActivation(ActivationFunction.TANH);
    Dense output =
        Dense.of(3)
            .withActivation(
                run.takesLogits() ? ActivationFunction.LINEAR : ActivationFunction.SIGMOID);
    Sequential model = Sequential.of(hidden, output);
    model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 6));
    hidden.kernel().assign(KERAS.kernel1().values());
    hidden.bias().assign(KERAS.bias1().values());
    output.kernel().assign(KERAS.kernel2().values());
    output.bias().assign(KERAS.bias2().values());
    return model;
  }

  @ParameterizedTest
  @MethodSource("runs")
  void lossesAndWeightsAreThoseOfKeras(KerasRuns.Run run) {
    try (Engine engine = kind.open()) {
      Sequential model = network(engine, run);
      CompiledFunction step = step(engine, model, run.ours(), run.loss());
      for (int i = 0; i < run.losses().length; i++) {
        KerasRuns.Pair batch = KERAS.batches().get(i % KERAS.batches().size());
        try (TFloat32 x = batch.x().tensor();
            TFloat32 y = batch.y().tensor();
            Outputs outputs = step.call(Map.of("x", x, "y", y))) {
          assertThat((double) outputs.scalar("loss"))
              .as("loss of step %d", i + 1)
              .isCloseTo(run.losses()[i], within((double) TOLERANCE));
        }
        checkWeights(model, run, i + 1);
      }
    }
  }

  private static CompiledFunction step(
      Engine engine, Sequential model, Optimizer optimizer, Loss<TFloat32> loss) {
    List<ModelVariable<?>> weights = model.trainableVariables();
    return engine.function(
        "step",
        List.of(InputSpec.floats("x", 4, 6), InputSpec.floats("y", 4, 3)),
        (tf, in) -> {
          try (GradientTape tape = GradientTape.on(engine)) {
            Operand<TFloat32> value =
                loss.apply(tf, in.floats("y"), model.call(tf, in.floats("x"), Mode.TRAINING));
            optimizer.apply(tf, tape.gradient(value, weights), weights);
            return Map.of("loss", value);
          }
        });
  }

  private static void checkWeights(Sequential model, KerasRuns.Run run, int steps) {
    List<float[]> expected = run.weights().get(steps);
    if (expected != null) {
      List<ModelVariable<?>> weights = model.trainableVariables();
      assertThat(weights).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(weights.get(i).toFloats())
            .as("weight %d after %d steps", i, steps)
            .containsExactly(expected.get(i), within(TOLERANCE));
      }
    }
  }

  /** As one explores: no function, no trainer, each operation at once. */
  @Test
  void aLoopByHandGivesTheSame() {
    KerasRuns.Run run = runs().filter(of -> of.lossName().equals("mse")).findFirst().orElseThrow();
    Loss<TFloat32> mse = run.loss();
    Optimizer optimizer = run.ours();
    try (EagerEngine engine = EagerEngine.create()) {
      Ops tf = engine.ops();
      Sequential model = network(engine, run);
      List<ModelVariable<?>> weights = model.trainableVariables();
      for (int i = 0; i < 100; i++) {
        KerasRuns.Pair batch = KERAS.batches().get(i % 10);
        try (GradientTape tape = GradientTape.on(engine)) {
          Operand<TFloat32> x = tf.constantOf(batch.x().tensor());
          Operand<TFloat32> y = tf.constantOf(batch.y().tensor());
          Operand<TFloat32> loss = mse.apply(tf, y, model.call(tf, x, Mode.TRAINING));
          optimizer.apply(tf, tape.gradient(loss, weights), weights);
          assertThat((double) loss.asTensor().getFloat())
              .isCloseTo(run.losses()[i], within((double) TOLERANCE));
        }
        checkWeights(model, run, i + 1);
      }
    }
  }
}
