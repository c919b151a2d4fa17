package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

class ScaledSamplesTest {

  static Iterable<FarFromZero> sets() {
    return FarFromZero.sets();
  }

  @Test
  void rowsAreScaledHoweverTheyAreRead() {
    try (Samples iris = new DataCatalog(Path.of("nowhere")).samples("iris")) {
      Scaling scaling = Scaling.fit(iris, Scaling.Kind.STANDARD);
      float[] expected = scaling.apply(iris.toFloats(), 4);
      ScaledSamples rows = ScaledSamples.of(iris, scaling);
      assertThat(rows.count()).isEqualTo(150);
      assertThat(rows.features()).isEqualTo(4);
      assertThat(rows.all()).containsExactly(expected);
      assertThat(rows.row(17)).containsExactly(Arrays.copyOfRange(expected, 68, 72));
      assertThat(rows.rows(10, 3)).containsExactly(Arrays.copyOfRange(expected, 40, 52));
      float[] chosen = rows.select(149, 0);
      assertThat(Arrays.copyOf(chosen, 4)).containsExactly(rows.row(149));
      assertThat(Arrays.copyOfRange(chosen, 4, 8)).containsExactly(rows.row(0));
      assertThat(rows.origin()).containsExactly(0, 0, 0, 0);
      assertThat(rows.forDifferences().all()).containsExactly(expected);
    }
  }

  @Test
  void theFirstValueThatIsNoProbabilityIsFound() {
    float[] values = new float[9_000 * 3];
    values[3] = 1 + 5e-7f; // as rounding may make it
    values[8_000 * 3 + 1] = -0.5f;
    values[8_500 * 3] = 2;
    try (Samples samples = Samples.of(values, Shape.of(9_000, 3));
        Samples first = samples.rows(0, 8_000)) {
      ScaledSamples rows = ScaledSamples.of(samples, Scaling.none());
      assertThat(rows.firstOutsideUnit()).contains(new ScaledSamples.Value(8_000, 1, -0.5f));
      assertThat(ScaledSamples.of(first, Scaling.none()).firstOutsideUnit()).isEmpty();
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.MINMAX);
      assertThat(ScaledSamples.of(samples, scaling).firstOutsideUnit()).isEmpty();
    }
  }

  @Test
  void chunksFollowEachOtherToTheEnd() {
    try (Samples samples = Samples.of(new float[10_000 * 3], Shape.of(10_000, 3))) {
      List<Integer> firsts = new ArrayList<>();
      int[] next = {0};
      ScaledSamples.of(samples, Scaling.none())
          .forEachChunk(
              (first, count, values) -> {
                assertThat(first).isEqualTo(next[0]);
                assertThat(values).hasSize(count * 3);
                firsts.add(first);
                next[0] = first + count;
              });
      assertThat(next[0]).isEqualTo(10_000);
      assertThat(firsts).hasSizeGreaterThan(1);
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void differencesKeepTheirDigits(FarFromZero set) {
    try (Samples samples = set.samples()) {
      ScaledSamples near = ScaledSamples.of(samples, Scaling.none()).forDifferences();
      float[] rows = near.all();
      double[] origin = near.origin();
      int features = near.features();
      for (int j = 0; j < features; j++) {
        boolean far = set.mean()[j] > 1000;
        assertThat(origin[j]).isCloseTo(far ? set.mean()[j] : 0, within(1e-6));
      }
      for (int i = 0; i < rows.length; i++) {
        double expected = set.values()[i] - origin[i % features];
        assertThat((double) rows[i]).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void aGraphTakesTheSamePointAway(FarFromZero set) {
    try (Samples samples = set.samples();
        GraphEngine engine = GraphEngine.create()) {
      ScaledSamples near = ScaledSamples.of(samples, Scaling.none()).forDifferences();
      float[] more = new float[near.features()];
      Arrays.fill(more, 0.01f);
      CompiledFunction function =
          engine.function(
              "near",
              List.of(new InputSpec("x", samples.type(), samples.shape())),
              (tf, in) ->
                  Map.of(
                      "near",
                      tf.math.sub(near.apply(tf, in.get("x", samples.type())), tf.constant(more))));
      float[] expected = near.all();
      for (int i = 0; i < expected.length; i++) {
        expected[i] -= 0.01f;
      }
      try (Outputs outputs = function.call(Map.of("x", samples.tensor()))) {
        assertThat(outputs.floats("near")).containsExactly(expected);
      }
    }
  }

  @Test
  void aPointIsTakenAwayAfterScaling() {
    try (Samples samples = Samples.of(new float[][] {{1, 10}, {3, 30}})) {
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.MINMAX);
      ScaledSamples rows = ScaledSamples.of(samples, scaling).about(0.25, 1);
      assertThat(rows.all()).containsExactly(new float[] {-0.25f, -1, 0.75f, 0}, within(1e-7f));
      assertThat(rows.origin()).containsExactly(0.25, 1);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Samples samples = Samples.of(new float[][] {{1, 10}, {3, 30}});
        Samples other = Samples.of(new float[][] {{1}, {3}})) {
      ScaledSamples rows = ScaledSamples.of(samples, Scaling.none());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rows.rows(1, 2))
          .withMessage("rows must be within 0 to 1, but are 2 from 1");
      assertThatIllegalArgumentException().isThrownBy(() -> rows.row(-1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rows.about(1))
          .withMessage("point must have 2 numbers, one for each feature, but has 1");
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.STANDARD);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ScaledSamples.of(other, scaling))
          .withMessage("features must be 2, as the scaling has, but are 1");
    }
  }

  @Test
  void closedSamplesAreRefused() {
    Samples samples = Samples.of(new float[][] {{1, 10}, {3, 30}});
    ScaledSamples rows = ScaledSamples.of(samples, Scaling.none());
    samples.close();
    assertThatIllegalStateException().isThrownBy(() -> rows.row(0));
  }
}
