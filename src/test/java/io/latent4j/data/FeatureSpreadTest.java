package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

class FeatureSpreadTest {
  private static final Scaling NONE = Scaling.none();

  static Iterable<FarFromZero> sets() {
    return FarFromZero.sets();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void meansAndDeviationsAreThoseOfNumpy(FarFromZero set) {
    try (Samples samples = set.samples()) {
      FeatureSpread spread = FeatureSpread.of(samples);
      assertThat(spread.features()).isEqualTo(set.shape()[1]);
      for (int j = 0; j < spread.features(); j++) {
        double deviation = set.deviation()[j];
        assertThat(spread.mean()[j]).isCloseTo(set.mean()[j], within(1e-7 * deviation));
        assertThat(spread.deviation()[j]).isCloseTo(deviation, within(1e-7 * deviation));
      }
    }
  }

  @Test
  void rangeIsThatOfTheValues() {
    try (Samples samples = Samples.of(new float[][] {{1, 5}, {-2, 5}, {4, 5}})) {
      FeatureSpread spread = FeatureSpread.of(samples);
      assertThat(spread.minimum()).containsExactly(-2, 5);
      assertThat(spread.maximum()).containsExactly(4, 5);
      assertThat(spread.deviation()[1]).isZero();
    }
  }

  @Test
  void aFeatureThatOutweighsTheRestIsFound() {
    float[][] rows = {{1, 0, 10}, {1.5f, 300, 11}, {0.5f, -300, 9}, {1, 0, 10}};
    try (Samples samples = Samples.of(rows)) {
      FeatureSpread spread = FeatureSpread.of(samples);
      FeatureSpread.Dominant found = spread.dominant(NONE).orElseThrow();
      double all = 300 * 300 + 0.25 + 1;
      assertThat(found.feature()).isEqualTo(1);
      assertThat(found.share()).isCloseTo(300 * 300 / all, within(1e-9));
      assertThat(found)
          .hasToString(
              "feature 1 (from 0) has 99.99 % of the variance of all and outweighs the rest; scale"
                  + " standard gives each the same weight");
      assertThat(spread.dominant(Scaling.fit(samples, Scaling.Kind.STANDARD))).isEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> {
                try (Samples two = Samples.of(new float[][] {{1, 2}, {2, 1}})) {
                  spread.dominant(Scaling.fit(two, Scaling.Kind.STANDARD));
                }
              })
          .withMessage("features must be 2, as the scaling has, but are 3");
    }
  }

  @Test
  void noneOutweighsWhereThereIsNothingToChoose() {
    try (Samples one = Samples.of(new float[][] {{1}, {1000}});
        Samples still = Samples.of(new float[][] {{1, 2}, {1, 2}});
        Samples iris = new DataCatalog(Path.of("nowhere")).samples("iris");
        Samples images = Samples.of(new float[] {0, 0, 0, 9000}, Shape.of(2, 2, 1))) {
      for (Samples samples : new Samples[] {one, still, iris, images}) {
        assertThat(FeatureSpread.notes(samples, NONE)).as(samples.name()).isEmpty();
      }
    }
  }

  @Test
  void whatFloat32IsTooCoarseForIsFound() {
    FarFromZero set = FarFromZero.times();
    try (Samples samples = set.samples()) {
      FeatureSpread spread = FeatureSpread.of(samples);
      FeatureSpread.Coarse found = spread.coarse(NONE).orElseThrow();
      assertThat(found.feature()).isZero();
      assertThat(found.step()).isEqualTo(128);
      assertThat(found.deviation()).isCloseTo(set.deviation()[0], within(1e-6));
      assertThat(found)
          .hasToString(
              "feature 0 (from 0) goes up to 1.70e+09 with a standard deviation of 101, where"
                  + " float32 has steps of 128: what is reported in its units is rounded to these;"
                  + " scale standard keeps the digits");
      for (Scaling.Kind kind : new Scaling.Kind[] {Scaling.Kind.STANDARD, Scaling.Kind.MINMAX}) {
        assertThat(spread.coarse(Scaling.fit(samples, kind))).isEmpty();
      }
      assertThat(FeatureSpread.notes(samples, NONE)).containsExactly(found.toString());
    }
  }

  /** Identifiers of 17 digits are too coarse in double precision already. */
  @Test
  void doublesMayBeTooCoarseToo() {
    try (Samples samples = Samples.of(new double[][] {{1e17}, {1e17 + 64}, {1e17 + 128}})) {
      Scaling standard = Scaling.fit(samples, Scaling.Kind.STANDARD);
      assertThat(FeatureSpread.of(samples).coarse(standard))
          .map(FeatureSpread.Coarse::feature)
          .isEqualTo(Optional.of(0));
    }
  }

  @Test
  void imagesOfBytesAreNotLookedAt() {
    Samples images = Samples.ofTensor("images", TUint8.tensorOf(Shape.of(2, 2, 2)));
    images.close();
    assertThat(FeatureSpread.notes(images, NONE)).isEmpty();
  }
}
