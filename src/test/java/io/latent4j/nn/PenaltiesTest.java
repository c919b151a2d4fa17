package io.latent4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.layers.ActivityRegularization;
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
import org.tensorflow.types.TFloat32;

/** What layers add to a loss, and who gets it. */
@ParameterizedClass
@EnumSource
class PenaltiesTest {
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

  @Test
  void activityRegularizationAddsWhatKerasAdds() {
    JsonObject fixture =
        NnFixture.list(NnFixture.read("layer_contract.json"), "cases").stream()
            .filter(entry -> entry.get("name").getAsString().equals("activity regularization"))
            .findFirst()
            .orElseThrow();
    Layer layer = ActivityRegularization.of(0.5f, 0.25f);
    layer.build(engine, Shape.of(-1, 4));
    try (TFloat32 x = NnFixture.tensor(fixture.get("input"));
        Outputs out = penalty(layer, 4).call(Map.of("x", x))) {
      assertThat(out.scalar("penalty"))
          .isCloseTo(fixture.get("penalty").getAsFloat(), withinPercentage(1e-3));
    }
  }

  @Test
  void layersWithinNetworksAddUpAndAreDifferentiated() {
    Layer network = Sequential.of(ActivityRegularization.of(0, 1), ActivityRegularization.of(2, 0));
    network.build(engine, Shape.of(-1, 2));
    try (TFloat32 x = NnFixture.tensor(Shape.of(2, 2), 1, -2, 3, 4);
        Outputs out = penalty(network, 2).call(Map.of("x", x))) {
      // (1 + 4 + 9 + 16 + 2 (1 + 2 + 3 + 4)) / 2 samples; its slope is (2 x + 2 sign(x)) / 2.
      assertThat(out.scalar("penalty")).isEqualTo(25);
      assertThat(out.floats("slope")).containsExactly(2, -3, 4, 5);
    }
  }

  private CompiledFunction penalty(Layer layer, long features) {
    return engine.function(
        "penalty",
        List.of(InputSpec.floats("x", -1, features)),
        (tf, in) -> {
          try (GradientTape tape = GradientTape.on(engine);
              Penalties penalties = Penalties.on(engine)) {
            tape.watch(in.floats("x"));
            layer.call(tf, in.floats("x"), Mode.TRAINING);
            Operand<TFloat32> total = penalties.total(tf);
            return Map.of("penalty", total, "slope", tape.gradient(total, in.floats("x")));
          }
        });
  }

  @Test
  void theLastOpenedGetsIt() {
    Layer layer = ActivityRegularization.of(1, 0);
    layer.build(engine, Shape.of(-1, 1));
    try (Outputs out =
        engine.run(
            (tf, in) -> {
              Operand<TFloat32> x = tf.constant(new float[][] {{-7}});
              layer.call(tf, x, Mode.TRAINING); // dropped: none is open
              try (Penalties outer = Penalties.on(engine)) {
                Operand<TFloat32> within;
                try (Penalties inner = Penalties.on(engine)) {
                  layer.call(tf, x, Mode.TRAINING);
                  layer.call(tf, x, Mode.INFERENCE);
                  within = inner.total(tf);
                }
                Operand<TFloat32> none = outer.total(tf);
                layer.call(tf, x, Mode.TRAINING);
                return Map.of("within", within, "none", none, "after", outer.total(tf));
              }
            })) {
      assertThat(out.scalar("within")).isEqualTo(14);
      assertThat(out.scalar("none")).isZero();
      assertThat(out.scalar("after")).isEqualTo(7);
    }
  }

  @Test
  void weightsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActivityRegularization.of(-1, 0))
        .withMessage("l1 must be at least 0, but is -1.0");
  }
}
