package io.latent4j.nn.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.NnFixture;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/** The schedules beside Keras's, in {@code schedules.json}. */
@ParameterizedClass
@EnumSource
class SchedulesTest {
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

  record Run(JsonObject fixture) {
    @Override
    public String toString() {
      return fixture.get("name").getAsString();
    }
  }

  static Stream<Run> schedulesOfKeras() {
    return NnFixture.list(NnFixture.read("schedules.json"), "schedules").stream().map(Run::new);
  }

  private static Schedule schedule(String name) {
    return switch (name) {
      case "exponential" -> Schedules.exponentialDecay(0.1f, 10, 0.9f);
      case "exponential staircase" -> Schedules.exponentialDecay(0.1f, 10, 0.5f, true);
      case "cosine" -> Schedules.cosineDecay(0.1f, 100);
      case "cosine alpha" -> Schedules.cosineDecay(0.1f, 70, 0.25f);
      case "cosine warmup" ->
          Schedules.linearWarmup(0.01f, 10, Schedules.cosineDecay(0.3f, 60, 0.1f));
      case "cosine restarts" -> Schedules.cosineDecayRestarts(0.1f, 10);
      case "cosine restarts even" -> Schedules.cosineDecayRestarts(0.1f, 20, 1, 0.9f, 0);
      case "cosine restarts options" -> Schedules.cosineDecayRestarts(0.1f, 10, 1.5f, 0.8f, 0.1f);
      case "piecewise" ->
          Schedules.piecewiseConstantDecay(
              new long[] {10, 50, 100}, new float[] {1, 0.5f, 0.25f, 0.1f});
      case "piecewise single" ->
          Schedules.piecewiseConstantDecay(new long[] {10}, new float[] {1, 0.5f});
      case "polynomial" -> Schedules.polynomialDecay(0.1f, 100);
      case "polynomial options" -> Schedules.polynomialDecay(0.1f, 70, 0.01f, 0.5f, false);
      case "polynomial cycle" -> Schedules.polynomialDecay(0.1f, 20, 0.01f, 2, true);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @MethodSource("schedulesOfKeras")
  void ratesAreThoseOfKeras(Run run) {
    float[] steps = NnFixture.floats(run.fixture.get("steps"));
    float[] expected = NnFixture.floats(run.fixture.get("rates"));
    CompiledFunction rate = function(schedule(run.toString()));
    for (int i = 0; i < steps.length; i++) {
      assertThat(at(rate, (long) steps[i]))
          .as("step %s", steps[i])
          .isCloseTo(expected[i], within(1e-7f + 1e-6f * expected[i]));
    }
  }

  private CompiledFunction function(Schedule schedule) {
    return engine.function(
        "rate",
        List.of(new InputSpec("step", TInt64.class, Shape.scalar())),
        (tf, in) -> Map.of("rate", schedule.apply(tf, in.get("step", TInt64.class))));
  }

  private static float at(CompiledFunction rate, long step) {
    try (TInt64 tensor = TInt64.scalarOf(step);
        Outputs out = rate.call(Map.of("step", tensor))) {
      return out.scalar("rate");
    }
  }

  @Test
  void warmUpLeadsToAnySchedule() {
    CompiledFunction constant = function(Schedules.linearWarmup(0, 4, Schedules.constant(2)));
    assertThat(at(constant, 0)).isZero();
    assertThat(at(constant, 1)).isEqualTo(0.5f);
    assertThat(at(constant, 3)).isEqualTo(1.5f);
    assertThat(at(constant, 4)).isEqualTo(2);
    assertThat(at(constant, 1_000_000_000_000L)).isEqualTo(2);

    CompiledFunction halving =
        function(Schedules.linearWarmup(1, 2, Schedules.exponentialDecay(8, 1, 0.5f)));
    assertThat(at(halving, 1)).isEqualTo(4.5f);
    assertThat(at(halving, 2)).isEqualTo(8);
    assertThat(at(halving, 5)).isEqualTo(1);
  }

  @Test
  void describeThemselves() {
    assertThat(Schedules.linearWarmup(0, 4, Schedules.cosineDecay(2, 3)).config())
        .hasToString(
            "{class_name=LinearWarmup, initial_learning_rate=0.0, warmup_steps=4,"
                + " then={class_name=CosineDecay, initial_learning_rate=2.0, decay_steps=3,"
                + " alpha=0.0}}");
    assertThat(Adam.of(1).withSchedule(Schedules.constant(2)).config())
        .containsEntry("learning_rate", Schedules.constant(2).config());
  }

  @Test
  void argumentsAreChecked() {
    assertRefused(
        () -> Schedules.exponentialDecay(0, 1, 1),
        "initialLearningRate must be positive and finite, but is 0.0");
    assertRefused(
        () -> Schedules.exponentialDecay(1, 0, 1), "decaySteps must be at least 1, but is 0");
    assertRefused(() -> Schedules.cosineDecay(1, 1, 2), "alpha must be from 0 to 1, but is 2.0");
    assertRefused(
        () -> Schedules.cosineDecayRestarts(1, 1, 0.5f, 1, 0),
        "tMul must be at least 1 and finite, but is 0.5");
    assertRefused(
        () -> Schedules.piecewiseConstantDecay(new long[] {5, 5}, new float[] {1, 1, 1}),
        "boundaries must increase, but are [5, 5]");
    assertRefused(
        () -> Schedules.piecewiseConstantDecay(new long[] {5}, new float[] {1}),
        "values must be one more than boundaries, of which there is at least one,"
            + " but are [1.0] for [5]");
    assertRefused(
        () -> Schedules.polynomialDecay(1, 1, -1, 1, false),
        "endLearningRate must be at least 0 and finite, but is -1.0");
    assertRefused(
        () -> Schedules.linearWarmup(0, 0, Schedules.constant(1)),
        "warmupSteps must be at least 1, but is 0");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
