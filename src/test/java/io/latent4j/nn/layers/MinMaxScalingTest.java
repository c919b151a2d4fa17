package io.latent4j.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;

/** What {@link LayerContractTest} leaves: extremes from data, and features without a range. */
class MinMaxScalingTest {
  private static final float[][] ROWS = {{2, 7, -1}, {4, 7, 3}, {3, 7, 1}};

  @ParameterizedTest
  @EnumSource
  void rowsAreBroughtToTheRange(EngineKind kind) {
    assertThat(scaled(kind, MinMaxScaling.adaptedTo(ROWS)))
        .containsExactly(0, 0, 0, 1, 0, 1, 0.5f, 0, 0.5f);
    assertThat(scaled(kind, MinMaxScaling.adaptedTo(ROWS).withRange(-2, 2)))
        .containsExactly(-2, -2, -2, 2, -2, 2, 0, -2, 0);
  }

  private static float[] scaled(EngineKind kind, Layer layer) {
    try (Engine engine = kind.open()) {
      layer.build(engine, Shape.of(-1, 3));
      assertThat(layer.trainableVariables()).isEmpty();
      assertThat(layer.variablesByPath()).containsOnlyKeys("minimum", "maximum");
      try (Outputs out =
          engine.run((tf, in) -> Map.of("y", layer.call(tf, tf.constant(ROWS), Mode.INFERENCE)))) {
        return out.floats("y");
      }
    }
  }

  @Test
  void extremesOfATensorOfBytesAreFound() {
    byte[] pixels = {0, (byte) 200, 10, 90, 5, (byte) 255};
    try (TUint8 tensor = TUint8.tensorOf(Shape.of(3, 2), DataBuffers.of(pixels, true, false))) {
      assertThat(MinMaxScaling.adaptedTo(tensor).config())
          .contains(
              entry("minimum", List.of(0f, 90f)),
              entry("maximum", List.of(10f, 255f)),
              entry("feature_range", List.of(0f, 1f)));
    }
  }

  @Test
  void numbersAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MinMaxScaling.of(new float[] {0, 2}, new float[] {1, 1}))
        .withMessage("minimum must be at most maximum and both finite, but are 2.0 and 1.0 at 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MinMaxScaling.adaptedTo(new float[][] {{1}, {Float.NaN}}))
        .withMessage("minimum must be at most maximum and both finite, but are NaN and NaN at 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MinMaxScaling.of(new float[] {0}, new float[2]))
        .withMessage("minimum and maximum must have the same size, at least 1, but have 1 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MinMaxScaling.adaptedTo(ROWS).withRange(1, 1))
        .withMessage("low must be below high and both finite, but are 1.0 and 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MinMaxScaling.adaptedTo(new float[][] {{1, 2}, {3}}))
        .withMessage("rows must have the same length, 2, but row 1 has 1");
  }
}
