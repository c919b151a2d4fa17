package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighborSearchTest {
  private static final ManifoldFixture FIXTURE = ManifoldFixture.read();

  private static Neighbors among(Rows rows, int each) {
    try (Workers workers = new Workers(2);
        NeighborSearch search = new NeighborSearch(rows, EngineOptions.defaults(), workers)) {
      return search.amongThemselves(each);
    }
  }

  private static Rows random(int count, int features, double offset, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (offset + random.nextGaussian());
    }
    return new Rows(values, count, features, new double[features]);
  }

  private static int[] bySorting(Rows rows, int row, int each) {
    return IntStream.range(0, rows.count())
        .filter(j -> j != row)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> rows.squaredDistance(row, rows, j)))
        .limit(each)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Test
  void agreesWithScikitLearn() {
    Neighbors found = among(FIXTURE.rows().toRows(), 7);

    float[] expected = FIXTURE.neighbors().indices().values();
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.indices()[i]).isEqualTo((int) expected[i]);
      assertThat((float) found.squaredDistances()[i])
          .isCloseTo(FIXTURE.neighbors().squared().values()[i], within(1e-5f));
    }
  }

  @Test
  void isExactAlsoFarFromTheOriginWhereFloatsAreCoarse() {
    Rows rows = random(300, 3, 30_000, 1);
    Neighbors found = among(rows, 10);

    for (int row = 0; row < rows.count(); row++) {
      assertThat(Arrays.copyOfRange(found.indices(), row * 10, row * 10 + 10))
          .isEqualTo(bySorting(rows, row, 10));
    }
  }

  @Test
  void isExactWhereAFewAreFarFromTheRest() {
    Rows rows = random(200, 4, 0, 2);
    rows.values()[0] = 1e6f;
    Neighbors found = among(rows, 5);

    for (int row = 0; row < rows.count(); row++) {
      assertThat(Arrays.copyOfRange(found.indices(), row * 5, row * 5 + 5))
          .isEqualTo(bySorting(rows, row, 5));
    }
  }

  @Test
  void ofDuplicatesTheFirstCountAndNoneIsItsOwnNeighbor() {
    Rows rows = new Rows(new float[] {1, 2, 1, 1, 2, 1, 1}, 7, 1, new double[1]);
    Neighbors found = among(rows, 3);

    assertThat(Arrays.copyOfRange(found.indices(), 0, 3)).containsExactly(2, 3, 5);
    assertThat(Arrays.copyOfRange(found.indices(), 9, 12)).containsExactly(0, 2, 5);
    assertThat(Arrays.copyOfRange(found.indices(), 3, 6)).containsExactly(4, 0, 2);
    assertThat(Arrays.copyOfRange(found.squaredDistances(), 3, 6)).containsExactly(0, 1, 1);
  }

  @Test
  void asManyNeighborsAsThereAreComeInOrderToo() {
    Rows rows = random(150, 2, 0, 4);
    Neighbors found = among(rows, 149);

    for (int row = 0; row < rows.count(); row++) {
      assertThat(Arrays.copyOfRange(found.indices(), row * 149, row * 149 + 149))
          .isEqualTo(bySorting(rows, row, 149));
    }
  }

  @Test
  void queriesTooFarForFloatsHaveNeighborsAsWell() {
    Rows rows = random(50, 3, 0, 3);
    Rows far = new Rows(new float[] {3e38f, -3e38f, 0, 1e30f, 1e30f, 1e30f}, 2, 3, new double[3]);
    try (Workers workers = new Workers(1);
        NeighborSearch search = new NeighborSearch(rows, EngineOptions.defaults(), workers)) {
      Neighbors found = search.of(far, 4);

      for (int query = 0; query < 2; query++) {
        assertThat(Arrays.copyOfRange(found.indices(), query * 4, query * 4 + 4))
            .doesNotHaveDuplicates();
      }
      assertThat(found.squaredDistances()[7]).isCloseTo(3e60, within(1e54));
    }
  }

  @Test
  void otherRowsMayBeEqualToTheirNeighbors() {
    Rows rows = random(50, 3, 0, 3);
    try (Workers workers = new Workers(1);
        NeighborSearch search = new NeighborSearch(rows, EngineOptions.defaults(), workers)) {
      Neighbors found = search.of(rows, 1);

      assertThat(found.indices()).isEqualTo(IntStream.range(0, 50).toArray());
      assertThat(found.squaredDistances()).containsOnly(0);
    }
  }
}
