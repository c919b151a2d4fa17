package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gradient beside scikit-learn's, beside differences, and on the grid beside pairs. */
class TsneGradientTest {
  private static final float STEP = 1f / 64;
  private static final ManifoldFixture FIXTURE = ManifoldFixture.read();

  static Stream<ManifoldFixture.Slope> gradients() {
    return FIXTURE.gradients().stream();
  }

  private static Affinities affinities(Workers workers) {
    Rows rows = FIXTURE.rows().toRows();
    try (NeighborSearch search = new NeighborSearch(rows, EngineOptions.defaults(), workers)) {
      return Affinities.of(
          search.amongThemselves(rows.count() - 1), FIXTURE.affinities().perplexity(), workers);
    }
  }

  @ParameterizedTest
  @MethodSource("gradients")
  void ofPairsAgreesWithScikitLearn(ManifoldFixture.Slope expected) {
    float[][] places = expected.places().columns();
    try (Workers workers = new Workers(1)) {
      float[][] found = new float[places.length][places[0].length];
      TsneGradient gradient =
          new TsneGradient(
              affinities(workers),
              new PairRepulsion(workers, Similarity.in(places.length)),
              places.length,
              workers);
      gradient.apply(places, 1, found);

      assertThat(gradient.divergence(places)).isCloseTo(expected.divergence(), within(1e-4));
      if (places.length == 3) {
        return; // scikit-learn's is not the gradient of its divergence there; see differences below
      }
      float[][] wanted = expected.gradient().columns();
      for (int c = 0; c < places.length; c++) {
        assertThat(found[c]).containsExactly(wanted[c], within(2e-6f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "3, false", "4, false", "1, true", "2, true"})
  void agreesWithDifferencesOfTheDivergence(int components, boolean onGrid) {
    try (Workers workers = new Workers(1)) {
      Repulsion pairs = new PairRepulsion(workers, Similarity.in(components));
      Repulsion repulsion = onGrid ? new GridRepulsion(workers) : pairs;
      float[][] places = cloud(components, FIXTURE.rows().shape()[0], 2, 5);
      float[][] found = new float[components][places[0].length];
      new TsneGradient(affinities(workers), repulsion, components, workers).apply(places, 1, found);

      TsneGradient exact = new TsneGradient(affinities(workers), pairs, components, workers);
      for (int c = 0; c < components; c++) {
        for (int i = 0; i < 5; i++) {
          double above = divergence(exact, places, c, i, STEP);
          double below = divergence(exact, places, c, i, -STEP);
          assertThat((double) found[c][i])
              .isCloseTo((above - below) / (2 * STEP), within(onGrid ? 5e-4 : 5e-5));
        }
      }
    }
  }

  /** The divergence with one coordinate moved. */
  private static double divergence(
      TsneGradient exact, float[][] places, int axis, int point, float step) {
    float before = places[axis][point];
    places[axis][point] = before + step;
    exact.apply(places, 1, new float[places.length][places[0].length]);
    double divergence = exact.divergence(places);
    places[axis][point] = before;
    return divergence;
  }

  /** From the start, where all are within a cell, to a wide embedding with few in each. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 0.3, 3, 20})
  void repulsionOnTheGridIsThatOfPairs(double size) {
    float[][] places = cloud(2, 1500, size, 9);
    try (Workers workers = new Workers(2)) {
      float[][] pairs = new float[2][1500];
      float[][] grid = new float[2][1500];
      double sum = new PairRepulsion(workers, Similarity.in(2)).apply(places, pairs);
      double sumOnGrid = new GridRepulsion(workers).apply(places, grid);

      assertThat(sumOnGrid / sum).isCloseTo(1, within(2e-3));
      double squares = 0;
      double errors = 0;
      for (int c = 0; c < 2; c++) {
        for (int i = 0; i < 1500; i++) {
          squares += pairs[c][i] * pairs[c][i];
          errors += Math.pow(pairs[c][i] - grid[c][i], 2);
        }
      }
      assertThat(Math.sqrt(errors / squares)).isLessThan(0.01);
    }
  }

  @Test
  void twoPointsRepelEachOtherAsTheFormulaSays() {
    float[][] forces = new float[2][2];
    try (Workers workers = new Workers(1)) {
      double sum =
          new PairRepulsion(workers, Similarity.in(2))
              .apply(new float[][] {{0, 1}, {0, 0}}, forces);
      assertThat(sum).isEqualTo(1);
      assertThat(forces[0]).containsExactly(-0.25f, 0.25f);
      assertThat(forces[1]).containsExactly(0, 0);
    }
  }

  private static float[][] cloud(int components, int count, double size, long seed) {
    Random random = new Random(seed);
    float[][] places = new float[components][count];
    for (float[] axis : places) {
      for (int i = 0; i < count; i++) {
        axis[i] = (float) (size * random.nextGaussian());
      }
    }
    return places;
  }
}
