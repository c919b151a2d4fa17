package io.latent4j.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Precision;
import io.latent4j.model.FitOptions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

/** Closed forms and properties, options, and what is refused. */
class PcaTest {

  /** Points on a line in the direction (3, 4), 5 apart. */
  private static final float[][] LINE = {{1, 1}, {4, 5}, {7, 9}, {10, 13}};

  @ParameterizedTest
  @EnumSource(PcaSolver.class)
  void findsALine(PcaSolver solver) {
    try (Samples samples = Samples.of(LINE);
        PcaModel model = Pca.of(2).withSolver(solver).fit(samples)) {
      assertThat(model.mean()).containsExactly(5.5f, 7);
      assertThat(model.components()[0]).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
      // 7.5, 2.5, 2.5 and 7.5 from the mean: squares of 125 in all
      assertThat(model.explainedVariance())
          .containsExactly(new float[] {125 / 3f, 0}, within(1e-5f));
      assertThat(model.explainedVarianceRatio()).containsExactly(new float[] {1, 0}, within(1e-6f));
      assertThat(model.singularValues()[0]).isCloseTo((float) Math.sqrt(125), within(1e-5f));
      assertThat(column(model.transform(samples), 0))
          .containsExactly(new float[] {-7.5f, -2.5f, 2.5f, 7.5f}, within(1e-5f));
      assertThat(model.reconstructionError(samples)).isCloseTo(0, within(1e-10));
    }
  }

  @ParameterizedTest
  @EnumSource(PcaSolver.class)
  void componentsAreOrthonormalAlsoWhereNothingVaries(PcaSolver solver) {
    // after centring, 10 samples span 9 dimensions; the tenth component is any that is left
    for (int[] size : new int[][] {{10, 25}, {25, 10}, {10, 10}}) {
      try (Samples samples = random(size[0], size[1]);
          PcaModel model = Pca.of(10).withSolver(solver).fit(samples)) {
        float[][] components = model.components();
        for (int i = 0; i < components.length; i++) {
          for (int j = 0; j <= i; j++) {
            assertThat(dot(components[i], components[j])).isCloseTo(i == j ? 1 : 0, within(1e-5));
          }
          assertThat(components[i][largest(components[i])]).isPositive();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PcaSolver.class)
  void allComponentsLoseNothing(PcaSolver solver) {
    for (int[] size : new int[][] {{30, 8}, {8, 30}}) {
      try (Samples samples = random(size[0], size[1]);
          PcaModel model = Pca.of(8).withSolver(solver).fit(samples)) {
        float[][] restored = model.inverseTransform(model.transform(samples));
        for (int i = 0; i < samples.count(); i++) {
          assertThat(restored[i]).containsExactly(samples.row(i), within(1e-5f));
        }
        assertThat(sum(model.explainedVarianceRatio())).isCloseTo(1, within(1e-5));
        assertThat(model.explainedVariance()).isSortedAccordingTo((a, b) -> Float.compare(b, a));
      }
    }
  }

  @Test
  void whitenedEmbeddingHasUnitCovariance() {
    try (Samples samples = random(200, 6);
        PcaModel model = Pca.of(4).withWhiten(true).fit(samples)) {
      float[][] embedding = model.transform(samples);
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          double covariance = dot(column(embedding, i), column(embedding, j)) / 199;
          assertThat(covariance).isCloseTo(i == j ? 1 : 0, within(1e-5));
        }
      }
      float[] first = model.inverseTransform(embedding)[0];
      try (PcaModel plain = Pca.of(4).fit(samples)) {
        assertThat(first)
            .containsExactly(plain.inverseTransform(plain.transform(samples))[0], within(1e-5f));
      }
    }
  }

  @Test
  void whiteningLeavesWhatDoesNotVaryFinite() {
    try (Samples samples = Samples.of(LINE);
        PcaModel model = Pca.of(2).withWhiten(true).fit(samples)) {
      for (float[] row : model.transform(samples)) {
        assertThat(Math.abs(row[1])).isLessThan(10);
      }
    }
  }

  @Test
  void errorIsTheVarianceThatIsLeft() {
    try (Samples samples = random(50, 7);
        PcaModel all = Pca.of(7).fit(samples);
        PcaModel few = Pca.of(3).fit(samples)) {
      double left = sum(all.explainedVariance()) - sum(few.explainedVariance());
      assertThat(few.reconstructionError(samples)).isCloseTo(left * 49 / (50 * 7), within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(PcaSolver.class)
  void sameSeedSameBytes(PcaSolver solver) {
    try (Samples samples = PcaFixture.embedded("digits", 1000)) {
      Pca pca = Pca.of(5).withSolver(solver);
      FitOptions options = FitOptions.defaults().withSeed(7);
      try (PcaModel one = pca.fit(samples, options);
          PcaModel other = pca.fit(samples, options)) {
        assertThat(one.components()).isDeepEqualTo(other.components());
        assertThat(one.explainedVariance()).containsExactly(other.explainedVariance());
        assertThat(one.transform(samples)).isDeepEqualTo(other.transform(samples));
      }
    }
  }

  @Test
  void theSeedDrawsTheRandomProjection() {
    try (Samples samples = random(400, 60)) {
      Pca pca = Pca.of(5).withSolver(PcaSolver.RANDOMIZED);
      FitOptions options = FitOptions.defaults();
      try (PcaModel one = pca.fit(samples, options.withSeed(1));
          PcaModel other = pca.fit(samples, options.withSeed(2))) {
        assertThat(one.components()[4]).isNotEqualTo(other.components()[4]);
      }
    }
  }

  @Test
  void bfloat16ChangesNothing() {
    try (Samples samples = random(300, 40);
        PcaModel exact = Pca.of(3).fit(samples);
        PcaModel same =
            Pca.of(3)
                .fit(
                    samples,
                    FitOptions.of(EngineOptions.defaults().withPrecision(Precision.BFLOAT16)))) {
      assertThat(same.transform(samples)).isDeepEqualTo(exact.transform(samples));
    }
  }

  /** More samples than a chunk has, more features than a band, more products than in float64. */
  @Test
  void chunksAndBandsAddUp() {
    int count = 9000;
    int features = 500;
    float[] deviation = new float[features];
    float[] values = new float[count * features];
    Random random = new Random(3);
    for (int j = 0; j < features; j++) {
      deviation[j] = j < 5 ? 10 - j : 0.1f;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = 1000 + deviation[i % features] * (random.nextInt(2001) - 1000) / 577f;
    }
    try (Samples samples = Samples.of(values, Shape.of(count, features));
        PcaModel gram = Pca.of(5).withSolver(PcaSolver.GRAM).fit(samples);
        PcaModel projected = Pca.of(5).withSolver(PcaSolver.RANDOMIZED).fit(samples)) {
      for (int k = 0; k < 5; k++) {
        assertThat(gram.explainedVariance()[k])
            .isCloseTo(projected.explainedVariance()[k], within(1e-3f))
            .isCloseTo((10 - k) * (10 - k), within(0.05f * (10 - k) * (10 - k)));
        assertThat(gram.components()[k][k]).isGreaterThan(0.95f);
      }
      assertThat(gram.explainedVarianceRatio())
          .containsExactly(projected.explainedVarianceRatio(), within(1e-5f));
      float[][] embedding = gram.transform(samples);
      for (int k = 0; k < 5; k++) {
        float[] along = column(embedding, k);
        assertThat(dot(along, along) / (count - 1))
            .isCloseTo(gram.explainedVariance()[k], within(1e-3));
      }
    }
  }

  @Test
  void imagesOfBytesAreDividedBy255() {
    TUint8 images = TUint8.tensorOf(Shape.of(3, 1, 2));
    byte[][] pixels = {{0, 0}, {51, 0}, {102, 0}};
    for (int i = 0; i < 3; i++) {
      images.setByte(pixels[i][0], i, 0, 0);
      images.setByte(pixels[i][1], i, 0, 1);
    }
    try (Samples samples = Samples.ofTensor("bytes", images);
        PcaModel model = Pca.of(1).fit(samples);
        PcaModel unscaled = Pca.of(1).withScale(Scaling.Kind.NONE).fit(samples)) {
      assertThat(model.mean()).containsExactly(new float[] {0.2f, 0}, within(1e-7f));
      assertThat(model.explainedVariance()[0]).isCloseTo(0.04f, within(1e-7f));
      assertThat(unscaled.explainedVariance()[0]).isCloseTo(51 * 51, within(1e-3f));
      // other samples of as many features may have another type and shape
      try (Samples floats = Samples.of(new float[][] {{153, 0}})) {
        assertThat(model.transform(floats)[0][0]).isCloseTo(0.4f, within(1e-6f));
      }
    }
  }

  @Test
  void standardizedFeaturesHaveEqualSay() {
    try (Samples samples = Samples.of(new float[][] {{0, 5}, {1000, 5.1f}, {0, 5.1f}, {1000, 5}});
        PcaModel model = Pca.of(2).withScale(Scaling.Kind.STANDARD).fit(samples)) {
      assertThat(model.explainedVariance())
          .containsExactly(new float[] {4 / 3f, 4 / 3f}, within(1e-4f));
    }
  }

  @Test
  void centersBySample() {
    // without their means 2 and 20 the samples are (-1, 0, 1) and (-10, 0, 10)
    try (Samples samples = Samples.of(new float[][] {{1, 2, 3}, {10, 20, 30}});
        PcaModel model = Pca.of(1).withCenter(Centering.SAMPLE).fit(samples)) {
      float half = (float) Math.sqrt(0.5);
      assertThat(model.mean()).containsExactly(2, 20);
      float sign = Math.signum(model.components()[0][2]);
      assertThat(model.components()[0])
          .containsExactly(new float[] {-sign * half, 0, sign * half}, within(1e-6f));
      assertThat(model.explainedVariance()[0]).isCloseTo(202, within(1e-3f));
      assertThat(model.inverseTransform(model.transform(samples))[1])
          .containsExactly(new float[] {-10, 0, 10}, within(1e-4f));
      assertThat(model.reconstructionError(samples)).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void duplicatesAreFine() {
    try (Samples samples = Samples.of(new float[][] {{1, 0}, {1, 0}, {3, 0}, {3, 0}});
        PcaModel model = Pca.of(2).fit(samples)) {
      assertThat(model.explainedVariance()).containsExactly(new float[] {4 / 3f, 0}, within(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "60000, 784, 3, GRAM",
    "1000, 50000, 900, GRAM",
    "60000, 3072, 100, RANDOMIZED",
    "60000, 3072, 308, SVD",
    "1001, 5000, 100, RANDOMIZED"
  })
  void choosesASolverBySize(int samples, int features, int components, PcaSolver expected) {
    assertThat(PcaSolver.AUTO.resolve(samples, features, new ComponentChoice.Count(components)))
        .isEqualTo(expected);
  }

  @Test
  void choosesNoRandomProjectionForAShare() {
    assertThat(PcaSolver.AUTO.resolve(60000, 3072, new ComponentChoice.Share(0.5)))
        .isEqualTo(PcaSolver.SVD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pca.ofVariance(0.5).withSolver(PcaSolver.RANDOMIZED))
        .withMessage("solver must be auto, svd or gram for a share of variance, but is randomized");
  }

  @Test
  void refusesComponentsThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pca.of(0))
        .withMessage("components must be at least 1, but is 0");
    try (Samples samples = random(3, 4)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pca.of(4).fit(samples))
          .withMessage(
              "components must be between 1 and 3, the smaller of samples, 3, and features, 4,"
                  + " but is 4");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN})
  void refusesSharesThatCannotBe(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pca.ofVariance(share))
        .withMessage(
            "components must be above 0 and below 1 as a share of variance, but is " + share);
  }

  @Test
  void refusesOneSample() {
    try (Samples samples = Samples.of(new float[][] {{1, 2}})) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pca.of(1).fit(samples))
          .withMessage("samples must be at least 2, but are 1");
    }
  }

  @ParameterizedTest
  @EnumSource(PcaSolver.class)
  void refusesConstantSamples(PcaSolver solver) {
    float[] row = {0.1f, 1e6f, -3};
    try (Samples tall = Samples.of(new float[][] {row, row, row, row, row});
        Samples wide = Samples.of(new float[][] {row, row})) {
      for (Samples samples : new Samples[] {tall, wide}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Pca.of(1).withSolver(solver).fit(samples))
            .withMessage("samples must vary, but after centring all their values are 0");
      }
    }
    try (Samples flat = Samples.of(new float[][] {{0.1f, 0.1f, 0.1f}, {7, 7, 7}})) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pca.of(1).withSolver(solver).withCenter(Centering.SAMPLE).fit(flat))
          .withMessage("samples must vary, but after centring all their values are 0");
    }
  }

  @ParameterizedTest
  @EnumSource(PcaSolver.class)
  void refusesWhatFloatsCannotHold(PcaSolver solver) {
    for (float large : new float[] {1e30f, 3e38f}) {
      try (Samples samples = Samples.of(new float[][] {{large, 1}, {-large, 2}, {0, 0}})) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Pca.of(1).withSolver(solver).fit(samples))
            .withMessageStartingWith(
                "samples must have squares, when centred, that add up to a float32 number, but add up to ");
      }
    }
  }

  @Test
  void refusesScalingThatCannotBe() {
    try (Samples samples = random(5, 4)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pca.of(1).withScale(Scaling.Kind.UNIT).fit(samples))
          .withMessageContaining("scale unit needs samples with a largest value");
    }
  }

  @Test
  void refusesClosedSamples() {
    Samples samples = random(5, 4);
    samples.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> Pca.of(1).fit(samples))
        .withMessage("the samples are closed");
  }

  @Test
  void refusesNull() {
    assertThatThrownBy(() -> Pca.of(1).withSolver(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("solver");
  }

  /** Uniform numbers from -1 to 1, each feature a little wider than the one before. */
  static Samples random(int count, int features) {
    Random random = new Random(11);
    float[] values = new float[count * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = (2 * random.nextFloat() - 1) * (1 + i % features * 0.1f);
    }
    return Samples.of(values, Shape.of(count, features));
  }

  private static int largest(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (Math.abs(values[i]) > Math.abs(values[largest])) {
        largest = i;
      }
    }
    return largest;
  }

  private static float[] column(float[][] rows, int column) {
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = rows[i][column];
    }
    return values;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
