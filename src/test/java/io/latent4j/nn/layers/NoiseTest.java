package io.latent4j.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.NnFixture;
import io.latent4j.nn.Numbers;
import java.util.Arrays;
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

/** How noise is distributed, and that gradients pass where the input does. */
@ParameterizedClass
@EnumSource
class NoiseTest {
  private static final int ROWS = 200;
  private static final float INPUT = 0.5f;

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

  /** Output and gradient for 20,000 times the same number. */
  private float[][] trained(Layer layer, Mode mode) {
    layer.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 100));
    CompiledFunction function =
        engine.function(
            "train",
            List.of(InputSpec.floats("x", -1, 100)),
            (tf, in) -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                tape.watch(in.floats("x"));
                Operand<TFloat32> y = layer.call(tf, in.floats("x"), mode);
                return Map.of("y", y, "slope", tape.gradient(y, in.floats("x")));
              }
            });
    float[] values = new float[ROWS * 100];
    Arrays.fill(values, INPUT);
    try (TFloat32 x = NnFixture.tensor(Shape.of(ROWS, 100), values);
        Outputs out = function.call(Map.of("x", x))) {
      return new float[][] {out.floats("y"), out.floats("slope")};
    }
  }

  @Test
  void gaussianNoiseIsCentredOnTheInput() {
    float[][] result = trained(GaussianNoise.of(0.2f), Mode.TRAINING);

    // Five standard deviations of the mean and of the deviation of 20,000.
    assertThat(Numbers.mean(result[0])).isCloseTo(INPUT, within(0.0071));
    assertThat(Numbers.deviation(result[0])).isCloseTo(0.2, within(0.005));
    assertThat(Numbers.distinct(result[1])).containsExactly(1f);
  }

  @Test
  void saltAndPepperReplaceAsManyEach() {
    float[][] result = trained(SaltAndPepperNoise.of(0.3f).withRange(-1, 2), Mode.TRAINING);

    assertThat(Numbers.distinct(result[0])).containsExactlyInAnyOrder(-1f, INPUT, 2f);
    // Five standard deviations of a share of 20,000.
    assertThat(Numbers.share(result[0], -1)).isCloseTo(0.15, within(0.013));
    assertThat(Numbers.share(result[0], 2)).isCloseTo(0.15, within(0.013));
    for (int i = 0; i < result[0].length; i++) {
      assertThat(result[1][i]).isEqualTo(result[0][i] == INPUT ? 1f : 0f);
    }
  }

  @Test
  void noiseOfNothingAndInInferenceChangesNothing() {
    assertThat(Numbers.distinct(trained(GaussianNoise.of(0), Mode.TRAINING)[0]))
        .containsExactly(INPUT);
    assertThat(Numbers.distinct(trained(SaltAndPepperNoise.of(0), Mode.TRAINING)[0]))
        .containsExactly(INPUT);
    assertThat(Numbers.distinct(trained(SaltAndPepperNoise.of(0.5f), Mode.INFERENCE)[0]))
        .containsExactly(INPUT);
  }
}
