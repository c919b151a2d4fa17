package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CellSearchTest {

  /** Groups of samples that vary in a few directions, with a little noise in all features. */
  private static Rows groups(int count, int features, long seed) {
    Random random = new Random(seed);
    int directions = 6;
    float[][] axes = new float[directions][features];
    float[][] middles = new float[8][features];
    for (float[][] all : new float[][][] {axes, middles}) {
      for (float[] vector : all) {
        for (int j = 0; j < features; j++) {
          vector[j] = (float) random.nextGaussian();
        }
      }
    }
    float[] values = new float[count * features];
    for (int i = 0; i < count; i++) {
      float[] middle = middles[random.nextInt(middles.length)];
      for (int a = 0; a < directions; a++) {
        float along = (float) random.nextGaussian();
        for (int j = 0; j < features; j++) {
          values[i * features + j] += along * axes[a][j];
        }
      }
      for (int j = 0; j < features; j++) {
        values[i * features + j] += 3 * middle[j] + 0.1f * (float) random.nextGaussian();
      }
    }
    return new Rows(values, count, features);
  }

  private static Rows noise(int count, int features) {
    Random random = new Random(1);
    float[] values = new float[count * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Rows(values, count, features);
  }

  private static double recall(Neighbors found, Neighbors truth) {
    int hits = 0;
    for (int i = 0; i < truth.count(); i++) {
      for (int k = 0; k < truth.each(); k++) {
        hits += found.has(i, truth.index(i, k)) ? 1 : 0;
      }
    }
    return (double) hits / truth.indices().length;
  }

  @ParameterizedTest
  @EnumSource(RowMetric.class)
  void nearlyAllNeighborsAreFound(RowMetric metric) {
    try (Workers workers = new Workers(2)) {
      Rows rows = metric.prepare(groups(5_000, 100, 2));
      CellSearch search = new CellSearch(rows, metric, 12, 5, workers);
      Neighbors found = search.amongThemselves();
      Neighbors truth = new FullScan(rows, metric, workers).amongThemselves(12);

      assertThat(search.share()).isLessThan(0.4);
      assertThat(recall(found, truth)).isGreaterThan(0.96);
      for (int i = 0; i < found.count(); i++) {
        assertThat(found.has(i, i)).isFalse();
        for (int k = 1; k < found.each(); k++) {
          assertThat(found.squaredDistance(i, k))
              .isGreaterThanOrEqualTo(found.squaredDistance(i, k - 1));
        }
      }
    }
  }

  @Test
  void othersFindTheirNeighborsAsWell() {
    RowMetric metric = RowMetric.EUCLIDEAN;
    Rows all = groups(5_300, 20, 3);
    Rows rows = new Rows(Arrays.copyOf(all.values(), 5_000 * 20), 5_000, 20);
    Rows others = new Rows(Arrays.copyOfRange(all.values(), 5_000 * 20, 5_300 * 20), 300, 20);
    try (Workers workers = new Workers(2)) {
      Neighbors found = new CellSearch(rows, metric, 7, 5, workers).of(others);
      Neighbors truth = new FullScan(rows, metric, workers).of(others, 7);

      assertThat(recall(found, truth)).isGreaterThan(0.96);
      Neighbors themselves = new CellSearch(rows, metric, 7, 5, workers).of(rows);
      for (int i = 0; i < rows.count(); i++) {
        assertThat(themselves.squaredDistance(i, 0)).isZero();
      }
    }
  }

  @Test
  void threadsDoNotMatter() {
    Rows rows = groups(4_500, 70, 4);
    int[][] found = new int[2][];
    for (int threads = 1; threads <= 2; threads++) {
      try (Workers workers = new Workers(threads)) {
        found[threads - 1] =
            new CellSearch(rows, RowMetric.EUCLIDEAN, 9, 5, workers).amongThemselves().indices();
      }
    }

    assertThat(found[1]).isEqualTo(found[0]);
  }

  @Test
  void thousandsOfDuplicatesAreNeighborsOfEachOther() {
    float[] values = new float[6_000 * 3];
    for (int i = 4_000 * 3; i < values.length; i++) {
      values[i] = i;
    }
    try (Workers workers = new Workers(2)) {
      Neighbors found =
          new CellSearch(new Rows(values, 6_000, 3), RowMetric.EUCLIDEAN, 10, 1, workers)
              .amongThemselves();

      for (int i = 0; i < 4_000; i++) {
        assertThat(found.squaredDistance(i, 9)).isZero();
        assertThat(found.has(i, i)).isFalse();
      }
    }
  }

  @Test
  void whereCellsSayNothingAllRowsAreLookedAt() {
    EngineOptions options = EngineOptions.defaults();
    try (Workers workers = new Workers(2)) {
      Rows noise = noise(4_200, 40);
      Rows few = noise(300, 40);
      NeighborFinder shapeless =
          new NeighborFinder(
              noise, RowMetric.EUCLIDEAN, 5, NeighborFinder.FEW_ROWS, options, workers);
      Neighbors found = shapeless.amongThemselves();
      Neighbors truth = new FullScan(noise, RowMetric.EUCLIDEAN, workers).amongThemselves(5);

      assertThat(shapeless.isExact()).isTrue();
      assertThat(found.indices()).isEqualTo(truth.indices());
      assertThat(
              new NeighborFinder(
                      few, RowMetric.MANHATTAN, 5, NeighborFinder.FEW_ROWS, options, workers)
                  .isExact())
          .isTrue();
      assertThat(
              new NeighborFinder(
                      groups(5_000, 30, 6),
                      RowMetric.EUCLIDEAN,
                      5,
                      NeighborFinder.FEW_ROWS,
                      options,
                      workers)
                  .isExact())
          .isFalse();
    }
  }

  @Test
  void scanAndMatrixProductFindTheSame() {
    Rows rows = groups(700, 130, 7);
    try (Workers workers = new Workers(2);
        NeighborSearch search = new NeighborSearch(rows, EngineOptions.defaults(), workers)) {
      Neighbors scanned = new FullScan(rows, RowMetric.EUCLIDEAN, workers).amongThemselves(6);

      assertThat(scanned.indices()).isEqualTo(search.amongThemselves(6).indices());
    }
  }
}
