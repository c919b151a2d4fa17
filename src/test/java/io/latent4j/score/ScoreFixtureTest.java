package io.latent4j.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.GsonBuilder;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** All figures are those of NumPy, SciPy and scikit-learn, which tools/fixtures/score.py wrote. */
class ScoreFixtureTest {

  private record Array(int[] shape, float[] values) {
    Samples samples() {
      return Samples.of(values, Shape.of(shape[0], shape[1]));
    }

    float[][] rows() {
      return IntStream.range(0, shape[0])
          .mapToObj(i -> Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]))
          .toArray(float[][]::new);
    }

    int[] ints() {
      return IntStream.range(0, values.length).map(i -> (int) values[i]).toArray();
    }
  }

  private record Case(
      String name,
      int neighbors,
      Array real,
      Array generated,
      double frechet,
      double oneNnAccuracy,
      double copied,
      double precision,
      double recall,
      double density,
      double coverage,
      Array nearest) {

    @Override
    public String toString() {
      return name;
    }
  }

  private record ClassCase(
      Array probabilities, double entropy, double smallest, double confidence) {}

  private record Fixture(ClassCase classes, List<Case> cases) {}

  private static Fixture read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(ScoreFixtureTest.class.getResourceAsStream("score.json")),
            StandardCharsets.UTF_8)) {
      return new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .create()
          .fromJson(reader, Fixture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Case> cases() {
    return read().cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void figuresAreThoseOfPython(Case expected) {
    ScoreOptions options = ScoreOptions.defaults().withNeighbors(expected.neighbors());
    try (Samples real = expected.real().samples();
        Samples generated = expected.generated().samples();
        Scorer scorer = Scorer.of(real, Features.none(), options)) {
      Score score = scorer.score(generated);

      assertThat(score.frechet())
          .isCloseTo(expected.frechet(), within(1e-6 * Math.max(1, expected.frechet())));
      assertThat(score.oneNnAccuracy()).isCloseTo(expected.oneNnAccuracy(), within(1e-6));
      assertThat(score.copied()).isCloseTo(expected.copied(), within(1e-6));
      assertThat(score.precision()).isCloseTo(expected.precision(), within(1e-6));
      assertThat(score.recall()).isCloseTo(expected.recall(), within(1e-6));
      assertThat(score.density()).isCloseTo(expected.density(), within(1e-6));
      assertThat(score.coverage()).isCloseTo(expected.coverage(), within(1e-6));
      assertThat(score.nearest()).isEqualTo(expected.nearest().ints());
      assertThat(score.classes()).isEmpty();
      assertThat(scorer.frechetRatio(expected.generated().rows()))
          .isCloseTo(score.frechetRatio(), within(1e-9 * score.frechetRatio()));
    }
  }

  @Test
  void figuresOfClassesAreThoseOfPython() {
    ClassCase expected = read().classes();
    ClassFigures figures = ClassFigures.of(expected.probabilities().rows());

    assertThat(figures.entropy()).isCloseTo(expected.entropy(), within(1e-6));
    assertThat(figures.smallestShare()).isCloseTo(expected.smallest(), within(1e-6));
    assertThat(figures.meanConfidence()).isCloseTo(expected.confidence(), within(1e-6));
    assertThat(Arrays.stream(figures.shares()).sum()).isCloseTo(1, within(1e-12));
  }

  /** The floor is the distance of two sets that are all of the real ones: here it is known. */
  @Test
  void theFloorIsTheDistanceOfTheHalves() {
    Case some = cases().get(0);
    float[][] rows = some.real().rows();
    try (Samples real = Samples.of(rows);
        Scorer scorer =
            Scorer.of(
                real,
                Scaling.none(),
                Features.none(),
                ScoreOptions.defaults(),
                EngineOptions.defaults().withSeed(7))) {
      Score score = scorer.score(rows);
      int[] order = Draw.order(rows.length, new java.util.Random(7));
      float[][] first = select(rows, Arrays.copyOf(order, order.length / 2));
      float[][] second = select(rows, Arrays.copyOfRange(order, order.length / 2, order.length));
      try (Samples half = Samples.of(first);
          Samples otherHalf = Samples.of(second)) {
        assertThat(score.frechetFloor())
            .isCloseTo(Score.of(half, otherHalf).frechet(), within(1e-9));
      }
      assertThat(score.frechet()).isLessThan(1e-9);
      assertThat(score.copied()).isEqualTo(1);
    }
  }

  private static float[][] select(float[][] rows, int... which) {
    return Arrays.stream(which).mapToObj(row -> rows[row]).toArray(float[][]::new);
  }

  /** Of more samples than the limit, some are drawn, but the nearest are found among all. */
  @Test
  void manySamplesAreDrawnFromButNearestAreFoundAmongAll() {
    Case some = cases().get(1);
    ScoreOptions few = ScoreOptions.defaults().withNeighbors(3).withLimit(30);
    try (Samples real = some.real().samples();
        Samples generated = some.generated().samples();
        Scorer scorer = Scorer.of(real, Features.none(), few)) {
      Score score = scorer.score(generated);

      assertThat(score.nearest()).isEqualTo(some.nearest().ints());
      assertThat(score.frechet()).isCloseTo(some.frechet(), within(1e-6));
      assertThat(score.copied()).isBetween(0.2, 0.4);
      assertThat(score.coverage()).isBetween(0.5, 1.0);
      assertThat(scorer.score(generated).density()).isEqualTo(score.density());
    }
  }
}
