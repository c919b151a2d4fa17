package io.latent4j.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every solver beside scikit-learn. */
class PcaFixtureTest {
  private static final PcaFixture FIXTURE = PcaFixture.read();
  private static final List<PcaSolver> EXACT =
      List.of(PcaSolver.AUTO, PcaSolver.SVD, PcaSolver.GRAM);

  static Stream<Arguments> exact() {
    return EXACT.stream()
        .flatMap(solver -> FIXTURE.cases().stream().map(c -> Arguments.of(solver, c)));
  }

  static Stream<PcaFixture.Case> cases() {
    return FIXTURE.cases().stream();
  }

  static Stream<Arguments> shares() {
    return EXACT.stream()
        .flatMap(solver -> FIXTURE.shares().stream().map(share -> Arguments.of(solver, share)));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void agrees(PcaSolver solver, PcaFixture.Case expected) {
    try (Samples samples = expected.samples();
        PcaModel model = expected.options().withSolver(solver).fit(samples)) {
      near(model.mean(), expected.mean(), 1e-6);
      assertThat(flat(model.components()))
          .containsExactly(expected.components().values(), within(1e-5f));
      relative(model.explainedVariance(), expected.explainedVariance(), 1e-5);
      relative(model.explainedVarianceRatio(), expected.explainedVarianceRatio(), 1e-5);
      relative(model.singularValues(), expected.singularValues(), 1e-5);
      near(first(model.transform(samples), expected), expected.embedding(), 1e-5);
      assertThat(model.reconstructionError(samples))
          .isCloseTo(expected.reconstructionMse(), within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("exact")
  void whitens(PcaSolver solver, PcaFixture.Case expected) {
    try (Samples samples = expected.samples();
        PcaModel model = expected.options().withSolver(solver).withWhiten(true).fit(samples)) {
      near(first(model.transform(samples), expected), expected.whitened(), 1e-5);
      assertThat(model.reconstructionError(samples))
          .isCloseTo(expected.reconstructionMse(), within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void randomProjectionAgreesToAThousandth(PcaFixture.Case expected) {
    try (Samples samples = expected.samples();
        PcaModel model = expected.options().withSolver(PcaSolver.RANDOMIZED).fit(samples)) {
      relative(model.explainedVariance(), expected.explainedVariance(), 1e-3);
      relative(model.explainedVarianceRatio(), expected.explainedVarianceRatio(), 1e-3);
      near(flat(model.components()), expected.components(), 1e-2);
      near(first(model.transform(samples), expected), expected.embedding(), 1e-2);
    }
  }

  @ParameterizedTest
  @MethodSource("shares")
  void keepsAsManyForAShare(PcaSolver solver, PcaFixture.Share expected) {
    try (Samples samples = expected.samples();
        PcaModel model = Pca.ofVariance(expected.share()).withSolver(solver).fit(samples)) {
      assertThat(model.componentCount()).isEqualTo(expected.components());
      assertThat(model.explainedVariance()).hasSize(expected.components());
    }
  }

  private static float[] first(float[][] embedding, PcaFixture.Case expected) {
    return flat(Arrays.copyOf(embedding, expected.embedding().shape()[0]));
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
    }
    return flat;
  }

  private static void near(float[] actual, PcaFixture.Array expected, double share) {
    assertThat(actual)
        .containsExactly(expected.values(), within((float) (share * expected.largest())));
  }

  private static void relative(float[] actual, PcaFixture.Array expected, double share) {
    assertThat(actual).hasSameSizeAs(expected.values());
    for (int i = 0; i < actual.length; i++) {
      float value = expected.values()[i];
      assertThat(actual[i]).as("value %d", i).isCloseTo(value, within((float) share * value));
    }
  }
}
