package io.latent4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class PairedVariableTest {
  private static final double[] VALUES = {12_000_000.528, -1.7e9 + 0.3, 0.1};

  @ParameterizedTest
  @EnumSource
  void bothPartsAreSubtracted(EngineKind kind) {
    try (Engine engine = kind.open(EngineOptions.defaults());
        TFloat32 x = TFloat32.vectorOf(12_000_001, -1.7e9f, 0.25f)) {
      PairedVariable pair = PairedVariable.of(engine, "mean", Shape.of(3), VALUES, true);
      CompiledFunction function =
          engine.function(
              "differences",
              List.of(InputSpec.floats("x", 3)),
              (tf, in) ->
                  Map.of(
                      "from", pair.subtractedFrom(tf, in.floats("x")),
                      "less", pair.less(tf, in.floats("x")),
                      "nearest", pair.read(tf)));
      try (Outputs outputs = function.call(Map.of("x", x))) {
        double[] expected = {0.472, -0.3, 0.15};
        for (int i = 0; i < expected.length; i++) {
          assertThat((double) outputs.floats("from")[i]).isCloseTo(expected[i], within(1e-6));
          assertThat((double) outputs.floats("less")[i]).isCloseTo(-expected[i], within(1e-6));
        }
        assertThat(outputs.floats("nearest")).containsExactly(PairedVariable.nearest(VALUES));
      }
    }
  }

  @Test
  void thereIsASecondVariableWhereDigitsMatter() {
    try (Engine engine = GraphEngine.create()) {
      PairedVariable two = PairedVariable.of(engine, "centers", Shape.of(1, 3), VALUES, true);
      assertThat(two.children().keySet()).containsExactly("centers", "centers_remainder");
      PairedVariable one = PairedVariable.of(engine, "mean", Shape.of(3), VALUES, false);
      assertThat(one.children().keySet()).containsExactly("mean");
      assertThat(one).hasToString("mean: TFloat32 [3] (not trainable)");
      assertThat(two).hasToString("centers: TFloat32 [1, 3] (not trainable) and its remainder");
    }
  }

  @Test
  void partsAddUp() {
    float[] nearest = PairedVariable.nearest(VALUES);
    float[] remainder = PairedVariable.remainder(VALUES);
    for (int i = 0; i < VALUES.length; i++) {
      assertThat((double) nearest[i] + remainder[i]).isCloseTo(VALUES[i], within(1e-5));
      assertThat(Math.abs(remainder[i])).isLessThanOrEqualTo(Math.ulp(nearest[i]) / 2);
    }
  }
}
