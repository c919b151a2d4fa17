package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.FitListener;
import io.latent4j.model.FitOptions;
import io.latent4j.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** Isomap and locally linear embedding. */
class UnrollingTest {
  private static final ManifoldFixture.Roll FIXTURE = ManifoldFixture.read().unrolled();

  private static Samples roll() {
    return Samples.of(FIXTURE.samples().values(), Shape.of(FIXTURE.samples().shape()[0], 3));
  }

  /** Axes may point either way. */
  static void same(float[][] found, ManifoldFixture.Array expected, double share) {
    float[][] wanted = expected.columns();
    for (int c = 0; c < wanted.length; c++) {
      double dot = 0;
      double largest = 0;
      for (int i = 0; i < found.length; i++) {
        dot += found[i][c] * wanted[c][i];
        largest = Math.max(largest, Math.abs(wanted[c][i]));
      }
      for (int i = 0; i < found.length; i++) {
        assertThat(Math.signum(dot) * found[i][c])
            .as("axis %d of sample %d", c, i)
            .isCloseTo(wanted[c][i], within(share * largest));
      }
    }
  }

  private static double rankCorrelation(float[] a, float[][] rows, int axis) {
    double[] first = ranks(i -> a[i], a.length);
    double[] second = ranks(i -> rows[i][axis], a.length);
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (first[i] - second[i]) * (first[i] - second[i]);
    }
    return 1 - 6 * squares / (a.length * ((double) a.length * a.length - 1));
  }

  private static double[] ranks(java.util.function.IntToDoubleFunction value, int count) {
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(value::applyAsDouble))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[count];
    for (int place = 0; place < count; place++) {
      ranks[order[place]] = place;
    }
    return ranks;
  }

  @Test
  void isomapAgreesWithScikitLearn() {
    try (Samples roll = roll()) {
      same(
          Isomap.of(2).withNeighbors(FIXTURE.neighbors()).fit(roll).embedding(),
          FIXTURE.isomap(),
          1e-5);
    }
  }

  @Test
  void locallyLinearEmbeddingAgreesWithScikitLearn() {
    try (Samples roll = roll()) {
      same(
          LocallyLinearEmbedding.of(2).withNeighbors(FIXTURE.neighbors()).fit(roll).embedding(),
          FIXTURE.lle(),
          1e-4);
    }
  }

  @Test
  void theSwissRollIsUnrolled() {
    try (Samples roll = new DataCatalog(Path.of("unused")).samples("swiss-roll:n=1200")) {
      float[] position = roll.coordinate().orElseThrow();
      Embedding isomap = Isomap.of(2).fit(roll);
      Embedding lle = LocallyLinearEmbedding.of(2).fit(roll);
      assertThat(Math.abs(rankCorrelation(position, isomap.embedding(), 0))).isGreaterThan(0.999);
      assertThat(Math.abs(rankCorrelation(position, lle.embedding(), 0))).isGreaterThan(0.999);
      assertThat(isomap)
          .hasToString("Isomap of swiss-roll:n=1200: 1200 samples to 2, 10 neighbours");
    }
  }

  @Test
  void isomapTellsOfNeighboursWaysAndAxes() {
    List<Double> shares = new ArrayList<>();
    try (Samples roll = new DataCatalog(Path.of("unused")).samples("swiss-roll:n=1280")) {
      FitListener listener = progress -> shares.add(progress.done() + progress.part());
      Isomap.of(2).fit(roll, FitOptions.defaults().withListener(listener)).close();
    }
    assertThat(shares).containsExactly(0.0, 1.0, 1.8, 2.0, 3.0, 3.0);
  }

  @Test
  void aLineStaysWhatItIs() {
    float[][] line = new float[40][];
    for (int i = 0; i < line.length; i++) {
      line[i] = new float[] {3 * i, 4 * i};
    }
    try (Samples samples = Samples.of(line)) {
      float[][] isomap = Isomap.of(2).withNeighbors(2).fit(samples).embedding();
      for (int i = 1; i < line.length; i++) {
        assertThat(Math.abs(isomap[i][0] - isomap[i - 1][0])).isCloseTo(5, within(1e-4f));
        assertThat(isomap[i][1]).isCloseTo(0, within(1e-2f));
      }
    }
  }

  @Test
  void axesOfOneLengthAreBothFound() {
    // On a circle every axis is matched by one at a right angle: eigenvalues come in pairs.
    float[][] circle = new float[60][];
    for (int i = 0; i < circle.length; i++) {
      double angle = 2 * Math.PI * i / circle.length;
      circle[i] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }
    try (Samples samples = Samples.of(circle)) {
      float[][] places = Isomap.of(2).withNeighbors(2).fit(samples).embedding();
      double radius = Math.hypot(places[0][0], places[0][1]);
      for (float[] place : places) {
        assertThat(Math.hypot(place[0], place[1])).isCloseTo(radius, within(1e-3));
      }
    }
  }

  @Test
  void isomapJoinsPartsAsScikitLearnDoes() {
    ManifoldFixture.Roll apart = ManifoldFixture.read().apart();
    try (Samples groups =
        Samples.of(
            apart.samples().values(),
            Shape.of(apart.samples().shape()[0], apart.samples().shape()[1]))) {
      Embedding joined = Isomap.of(2).withNeighbors(apart.neighbors()).fit(groups);

      assertThat(joined.parts()).isEqualTo(3);
      same(joined.embedding(), apart.isomap(), 1e-5);
    }
  }

  @Test
  void locallyLinearEmbeddingShowsEachPartAtOnePlace() {
    ManifoldFixture.Roll apart = ManifoldFixture.read().apart();
    try (Samples groups =
        Samples.of(
            apart.samples().values(),
            Shape.of(apart.samples().shape()[0], apart.samples().shape()[1]))) {
      Embedding shown = LocallyLinearEmbedding.of(2).withNeighbors(apart.neighbors()).fit(groups);
      float[][] places = shown.embedding();
      int[] part = partOfEach(groups, apart.neighbors());

      assertThat(shown.parts()).isEqualTo(3);
      for (int i = 1; i < places.length; i++) {
        double distance = Math.hypot(places[i][0] - places[0][0], places[i][1] - places[0][1]);
        if (part[i] == part[0]) {
          assertThat(distance).isLessThan(1e-3);
        } else {
          assertThat(distance).isGreaterThan(0.1);
        }
      }
    }
  }

  private static int[] partOfEach(Samples samples, int neighbors) {
    Rows rows = Rows.of(samples, Scaling.fit(samples, Scaling.Kind.NONE));
    try (Workers workers = new Workers(1)) {
      Neighbors nearest =
          new FullScan(rows, RowMetric.EUCLIDEAN, workers).amongThemselves(neighbors);
      return NeighborGraph.of(nearest, RowMetric.EUCLIDEAN).parts();
    }
  }

  @Test
  void manyPartsOfDuplicatesAreJoinedToo() {
    float[][] rows = new float[120][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {i / 6, (i / 6) % 4};
    }
    try (Samples samples = Samples.of(rows)) {
      Embedding isomap = Isomap.of(2).withNeighbors(4).fit(samples);

      assertThat(isomap.parts()).isEqualTo(20);
      for (int i = 0; i < rows.length; i++) {
        double distance = Math.hypot(rows[i][0] - rows[0][0], rows[i][1] - rows[0][1]);
        assertThat(
                Math.hypot(
                    isomap.embedding()[i][0] - isomap.embedding()[0][0],
                    isomap.embedding()[i][1] - isomap.embedding()[0][1]))
            .isCloseTo(distance, within(1e-3));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-25, 1e30})
  void theSizeOfTheNumbersChangesNothing(double size) {
    float[][] rows = new float[FIXTURE.samples().shape()[0]][3];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 3; j++) {
        rows[i][j] = (float) (size * FIXTURE.samples().values()[3 * i + j]);
      }
    }
    try (Samples roll = roll();
        Samples sized = Samples.of(rows)) {
      Isomap isomap = Isomap.of(2).withNeighbors(FIXTURE.neighbors());
      float[][] expected = isomap.fit(roll).embedding();
      float[][] found = isomap.fit(sized).embedding();
      LocallyLinearEmbedding lle = LocallyLinearEmbedding.of(2).withNeighbors(FIXTURE.neighbors());
      float[][] expectedLocally = lle.fit(roll).embedding();
      float[][] foundLocally = lle.fit(sized).embedding();
      for (int i = 0; i < rows.length; i++) {
        assertThat(found[i][0] / size).isCloseTo(expected[i][0], within(1e-3));
        assertThat(foundLocally[i][0]).isCloseTo(expectedLocally[i][0], within(1e-4f));
      }
    }
  }

  @Test
  void duplicatesAndConstantFeaturesDoNoHarm() {
    float[][] rows = new float[60][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {i / 2, 7, (i / 2) % 5};
    }
    try (Samples samples = Samples.of(rows)) {
      for (float[] place : Isomap.of(2).fit(samples).embedding()) {
        assertThat(place[0] + place[1]).isFinite();
      }
      for (float[] place : LocallyLinearEmbedding.of(2).fit(samples).embedding()) {
        assertThat(place[0] + place[1]).isFinite();
      }
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    try (Samples few = Samples.of(new float[][] {{1, 2}, {2, 3}, {3, 4}});
        Samples one = Samples.of(new float[][] {{1, 2}});
        Samples many = Samples.of(new float[30_001][1])) {
      refused(() -> Isomap.of(2).fit(one), "samples must be at least 2, but are 1");
      refused(
          () -> Isomap.of(2).fit(few),
          "neighbors must be below the number of samples, 3, but is 10");
      refused(
          () -> LocallyLinearEmbedding.of(3).withNeighbors(2).fit(few),
          "components must be below the number of samples, 3, but is 3");
      refused(
          () -> Isomap.of(2).check(many),
          "samples must be at most 30000 for Isomap, but are 30001");
    }
    refused(() -> Isomap.of(0), "components must be at least 1, but is 0");
    refused(() -> Isomap.of(2).withNeighbors(0), "neighbors must be at least 1, but is 0");
    refused(
        () -> LocallyLinearEmbedding.of(2).withRegularization(0),
        "regularization must be above 0 and finite, but is 0.0");
    assertThat(Isomap.of(1).withScale(Scaling.Kind.STANDARD).scale())
        .isEqualTo(Scaling.Kind.STANDARD);
  }

  private static void refused(Runnable work, String message) {
    assertThatThrownBy(work::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
