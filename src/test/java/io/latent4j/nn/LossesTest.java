package io.latent4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The losses beside Keras's, in {@code layers.json}. */
@ParameterizedClass
@EnumSource
class LossesTest {
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
  void areKerasLosses() {
    for (JsonObject fixture : NnFixture.list(NnFixture.read("layers.json"), "losses")) {
      String name = fixture.get("name").getAsString();
      Loss loss =
          name.equals("bce from logits") ? Losses.binaryCrossentropyFromLogits() : Losses.of(name);
      float expected = fixture.get("value").getAsFloat();

      try (TFloat32 truth = NnFixture.tensor(fixture.get("truth"));
          TFloat32 prediction = NnFixture.tensor(fixture.get("prediction"))) {
        assertThat(value(loss, truth, prediction))
            .as(fixture.toString())
            .isCloseTo(expected, within(1e-6f * Math.max(1e-3f, Math.abs(expected))));
      }
    }
  }

  private float value(Loss loss, TFloat32 truth, TFloat32 prediction) {
    List<InputSpec> inputs =
        List.of(
            new InputSpec("truth", TFloat32.class, truth.shape()),
            new InputSpec("prediction", TFloat32.class, prediction.shape()));
    try (Outputs out =
        engine
            .function(
                "loss",
                inputs,
                (tf, in) ->
                    Map.of("loss", loss.apply(tf, in.floats("truth"), in.floats("prediction"))))
            .call(Map.of("truth", truth, "prediction", prediction))) {
      return out.scalar("loss");
    }
  }

  @Test
  void shapesMustBeTheSame() {
    try (TFloat32 column = NnFixture.tensor(Shape.of(3, 1), 1, 2, 3);
        TFloat32 row = NnFixture.tensor(Shape.of(3), 1, 2, 3)) {
      for (Loss loss :
          List.of(
              Losses.meanSquaredError(),
              Losses.binaryCrossentropy(),
              Losses.binaryCrossentropyFromLogits())) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> value(loss, column, row))
            .withMessage("prediction must have the shape of the truth, [3, 1], but has [3]");
      }
    }
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.of("mae"))
        .withMessageContaining("mse, mean_squared_error, bce, binary_crossentropy, but is 'mae'");
  }
}
