package io.latent4j.som;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.FarFromZero;
import io.latent4j.data.FeatureSpread;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.SavableModel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** A map of samples that are far from zero is the map of their differences, moved. */
class FarFromZeroTest {

  private static SelfOrganizingMap small(SomMode mode) {
    return SelfOrganizingMap.of(3, 4).withMode(mode).withIterations(10);
  }

  @ParameterizedTest
  @EnumSource
  void mapIsThatOfTheDifferences(SomMode mode) {
    FarFromZero set = FarFromZero.times();
    try (Samples far = set.samples();
        Samples near = set.centered()) {
      double[] mean = FeatureSpread.of(far).mean();
      SomModel expected = small(mode).fit(near);
      SomModel model = small(mode).fit(far);
      assertThat(model.winners()).isDeepEqualTo(expected.winners());
      assertThat(model.quantizationError())
          .isCloseTo(expected.quantizationError(), within(1e-6 * expected.quantizationError()));
      assertThat(model.predict(far)).isDeepEqualTo(model.winners());
      assertThat(model.uMatrix()).isDeepEqualTo(expected.uMatrix());
      float[][][] weights = model.weights();
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 4; column++) {
          for (int j = 0; j < mean.length; j++) {
            float moved = (float) (expected.weights()[row][column][j] + mean[j]);
            assertThat(weights[row][column][j]).isEqualTo(moved);
            assertThat(model.componentPlane(j)[row][column]).isEqualTo(moved);
          }
        }
      }
    }
  }

  @Test
  void savedMapHasAllDigitsOfItsWeights() {
    FarFromZero set = FarFromZero.wholeNumbers();
    try (Samples samples = set.samples()) {
      SomModel model = small(SomMode.BATCH).fit(samples);
      SavableModel savable = model.savable().orElseThrow();
      try (model;
          TFloat32 x =
              TFloat32.tensorOf(
                  Shape.of(set.shape()[0], set.shape()[1]),
                  DataBuffers.of(samples.toFloats(), true, false))) {
        assertThat(savable.variablesByPath().keySet())
            .containsExactly("weights", "weights_remainder");
        CompiledFunction predict = savable.engine().function(savable.functions().get(0));
        try (Outputs outputs = predict.call(Map.of("x", x))) {
          int[] winners = outputs.ints("winners");
          int[][] expected = model.winners();
          int same = 0;
          for (int i = 0; i < expected.length; i++) {
            same +=
                expected[i][0] == winners[2 * i] && expected[i][1] == winners[2 * i + 1] ? 1 : 0;
          }
          // Neurons that are equally near to within rounding may change places.
          assertThat(same).isGreaterThanOrEqualTo(expected.length - 2);
        }
      }
    }
  }

  @Test
  void loadedMapKeepsItsDigits(@TempDir Path folder) {
    try (Samples samples = FarFromZero.times().samples();
        SomModel model = small(SomMode.BATCH).fit(samples)) {
      model.save(folder.resolve("som"));
      try (SomModel loaded = SomModel.load(folder.resolve("som"))) {
        assertThat(loaded.predict(samples)).isDeepEqualTo(model.winners());
        assertThat(loaded.map(samples).quantizationError())
            .isCloseTo(model.quantizationError(), within(1e-5 * model.quantizationError()));
      }
    }
  }

  @Test
  void startIsAboutTheSamePointAsTheRows() {
    try (Samples samples = FarFromZero.times().samples()) {
      ScaledSamples rows = ScaledSamples.of(samples, Scaling.none()).forDifferences();
      float[] planes = StartingWeights.draw(12, rows, 1);
      for (int neuron = 0; neuron < 12; neuron++) {
        assertThat(Math.abs(planes[neuron])).isLessThan(1000);
      }
    }
  }
}
