package io.latent4j.nn.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Initializer;
import io.latent4j.nn.NnFixture;
import io.latent4j.nn.Numbers;
import io.latent4j.nn.initializers.VarianceScaling.Distribution;
import io.latent4j.nn.initializers.VarianceScaling.Fan;
import io.latent4j.nn.layers.Dense;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

/** What weights start from. */
@ParameterizedClass
@EnumSource
class InitializersTest {
  private static final Shape KERNEL = Shape.of(100, 300);

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

  private float[] draw(Initializer initializer, Shape shape, long seed) {
    try (Outputs out =
        engine.run((tf, in) -> Map.of("values", initializer.apply(tf, shape, seed)))) {
      return out.floats("values");
    }
  }

  private float[] draw(Initializer initializer) {
    return draw(initializer, KERNEL, 3);
  }

  @Test
  void constantsAreConstant() {
    assertThat(draw(Initializers.zeros())).hasSize(30_000).containsOnly(0f);
    assertThat(draw(Initializers.ones())).containsOnly(1f);
    assertThat(draw(Initializers.constant(-2.5f), Shape.scalar(), 1)).containsExactly(-2.5f);
  }

  @Test
  void uniformOnesFillTheirRange() {
    assertUniform(Initializers.glorotUniform(), Math.sqrt(6 / 400.0));
    assertUniform(Initializers.heUniform(), Math.sqrt(6 / 100.0));
    assertUniform(Initializers.lecunUniform(), Math.sqrt(3 / 100.0));
    assertUniform(
        Initializers.varianceScaling(1 / 3f, Fan.OUT, Distribution.UNIFORM), Math.sqrt(1 / 300.0));
    assertUniform(Initializers.randomUniform(-0.05f, 0.05f), 0.05);
  }

  /** Within five standard deviations of what 30,000 draws scatter. */
  private void assertUniform(Initializer initializer, double limit) {
    float[] values = draw(initializer);
    assertThat(Numbers.distinct(values)).allMatch(value -> Math.abs(value) <= limit * 1.000001);
    assertThat(Numbers.mean(values)).isCloseTo(0, within(0.017 * limit));
    assertThat(Numbers.deviation(values)).isCloseTo(limit / Math.sqrt(3), within(0.01 * limit));
  }

  @Test
  void normalOnesHaveTheirDeviation() {
    assertNormal(Initializers.glorotNormal(), Math.sqrt(2 / 400.0), true);
    assertNormal(Initializers.heNormal(), Math.sqrt(2 / 100.0), true);
    assertNormal(Initializers.lecunNormal(), Math.sqrt(1 / 100.0), true);
    assertNormal(
        Initializers.varianceScaling(3, Fan.AVERAGE, Distribution.UNTRUNCATED_NORMAL),
        Math.sqrt(3 / 200.0),
        false);
    assertNormal(Initializers.randomNormal(0, 0.05f), 0.05, false);
    assertNormal(Initializers.truncatedNormal(0, 0.05f), 0.05 * 0.8796256610342398, true);
  }

  private void assertNormal(Initializer initializer, double deviation, boolean truncated) {
    float[] values = draw(initializer);
    assertThat(Numbers.mean(values)).isCloseTo(0, within(0.03 * deviation));
    assertThat(Numbers.deviation(values)).isCloseTo(deviation, within(0.025 * deviation));
    double farthest = Numbers.distinct(values).stream().mapToDouble(Math::abs).max().orElseThrow();
    double cut = 2 * deviation / 0.8796256610342398;
    // Among 30,000 normal draws the farthest is beyond 3.3 deviations, but for one case in a
    // million million.
    assertThat(farthest)
        .isBetween(
            truncated ? 0.99 * cut : 3.3 * deviation, truncated ? 1.00001 * cut : 7 * deviation);
  }

  @Test
  void meansAndLimitsAreWhereTheyAreAsked() {
    assertThat(Numbers.mean(draw(Initializers.randomNormal(4, 0.1f)))).isCloseTo(4, within(0.01));
    assertThat(Numbers.mean(draw(Initializers.truncatedNormal(-4, 0.1f))))
        .isCloseTo(-4, within(0.01));
    assertThat(Numbers.distinct(draw(Initializers.randomUniform(2, 3))))
        .allMatch(value -> value >= 2 && value < 3);
  }

  @Test
  void fansAreThoseOfKeras() {
    for (JsonObject fixture : NnFixture.list(NnFixture.read("layers.json"), "fans")) {
      Shape shape =
          Shape.of(
              fixture.getAsJsonArray("shape").asList().stream()
                  .mapToLong(JsonElement::getAsLong)
                  .toArray());
      Fan fan =
          Arrays.stream(Fan.values())
              .filter(value -> value.toString().equals(fixture.get("mode").getAsString()))
              .findFirst()
              .orElseThrow();

      float[] unit = draw(Initializers.randomUniform(-1, 1), shape, 9);
      float[] scaled = draw(Initializers.varianceScaling(1, fan, Distribution.UNIFORM), shape, 9);

      float limit = fixture.get("limit").getAsFloat();
      for (int i = 0; i < unit.length; i++) {
        assertThat(scaled[i]).as(fixture.toString()).isCloseTo(unit[i] * limit, within(1e-6f));
      }
    }
  }

  @Test
  void seedsDecide() {
    Initializer initializer = Initializers.glorotUniform();
    assertThat(draw(initializer, KERNEL, 3))
        .isEqualTo(draw(initializer, KERNEL, 3))
        .isNotEqualTo(draw(initializer, KERNEL, 4));
    assertThat(kernelBySeed(1)).isEqualTo(kernelBySeed(1)).isNotEqualTo(kernelBySeed(2));
  }

  private float[] kernelBySeed(long seed) {
    try (Engine other = kind.open(EngineOptions.defaults().withSeed(seed))) {
      Dense dense = Dense.of(3);
      dense.build(other, Shape.of(Shape.UNKNOWN_SIZE, 4));
      return dense.kernel().toFloats();
    }
  }

  @Test
  void parametersAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initializers.varianceScaling(0, Fan.IN, Distribution.UNIFORM))
        .withMessage("scale must be positive and finite, but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initializers.randomUniform(1, 1))
        .withMessage("minimum must be finite and below maximum, but they are 1.0 and 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initializers.randomNormal(0, -1))
        .withMessage("standardDeviation must be positive and finite, but is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initializers.truncatedNormal(Float.NaN, 1));
  }
}
