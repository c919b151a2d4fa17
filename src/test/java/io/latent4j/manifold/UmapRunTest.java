package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.metrics.Trustworthiness;
import io.latent4j.parallel.Workers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UmapRunTest {
  private static final Umap USUAL = Umap.of(2);

  private static Rows digits(int from, int to) {
    try (Samples samples = new DataCatalog(Path.of("unused")).samples("digits")) {
      int features = samples.features();
      float[] values = samples.toFloats();
      for (int i = 0; i < values.length; i++) {
        values[i] /= 16;
      }
      return new Rows(
          Arrays.copyOfRange(values, from * features, to * features), to - from, features);
    }
  }

  private static Umap with(int components, int neighbors, int epochs, UmapStart start) {
    Umap umap = Umap.of(components).withNeighbors(neighbors).withInit(start);
    return epochs == 0 ? umap : umap.withEpochs(epochs);
  }

  private static float[] embed(Rows rows, Umap settings, int threads, long seed) {
    EngineOptions options = EngineOptions.defaults().withSeed(seed).withThreads(threads);
    try (Workers workers = new Workers(threads)) {
      Rows prepared = settings.rowMetric().prepare(rows);
      return new UmapRun(settings, options, workers).run(prepared, epoch -> true).positions();
    }
  }

  private static double trust(Rows rows, float[] embedding, int components) {
    return Trustworthiness.of(rows.values(), rows.features(), embedding, components, 5, 2);
  }

  @ParameterizedTest
  @EnumSource(UmapStart.class)
  void itIsAsTrustworthyAsUmapLearn(UmapStart start) {
    UmapFixture.Reached expected = UmapFixture.read().reached();
    Rows rows = digits(0, expected.samples());
    double sum = 0;
    for (int seed = 0; seed < 3; seed++) {
      sum += trust(rows, embed(rows, with(2, 15, 0, start), 2, seed), 2);
    }

    double slack = start == UmapStart.SPECTRAL ? 0.005 : 0.01;
    assertThat(sum / 3).isGreaterThan(expected.trustworthiness() - slack);
  }

  @ParameterizedTest
  @EnumSource(DistanceMetric.class)
  void everyMetricServes(DistanceMetric metric) {
    Rows rows = digits(0, 400);
    float[] embedding = embed(rows, Umap.of(2).withEpochs(200).withMetric(metric), 2, 1);

    assertThat(trust(rows, embedding, 2)).isGreaterThan(0.96);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void sameSeedSameBytesByAnyNumberOfThreads(int components) {
    Rows rows = digits(0, 600);
    Umap settings = with(components, 10, 60, UmapStart.SPECTRAL);
    float[] expected = embed(rows, settings, 1, 7);

    assertThat(expected).hasSize(600 * components);
    assertThat(embed(rows, settings, 2, 7)).isEqualTo(expected);
    assertThat(embed(rows, settings, 3, 7)).isEqualTo(expected);
    assertThat(embed(rows, settings, 2, 8)).isNotEqualTo(expected);
    assertThat(trust(rows, expected, components)).isGreaterThan(components == 1 ? 0.8 : 0.95);
  }

  @Test
  void manySamplesAreEmbeddedTheSameByAnyNumberOfThreads() {
    Random random = new Random(1);
    float[] values = new float[5_000 * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() + 8 * (i / 6 % 5);
    }
    Rows rows = new Rows(values, 5_000, 6);
    Umap settings = with(2, 8, 20, UmapStart.SPECTRAL);

    assertThat(embed(rows, settings, 2, 7)).isEqualTo(embed(rows, settings, 1, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 9})
  void groupsThatNothingConnectsStayApart(int groups) {
    Random random = new Random(2);
    float[] values = new float[groups * 40 * 4];
    for (int i = 0; i < values.length; i++) {
      int group = i / (40 * 4);
      values[i] = (float) (0.1 * random.nextGaussian() + (group * (i % 4 + 3) * 7) % 11 * 10);
    }
    float[] places =
        embed(new Rows(values, groups * 40, 4), with(2, 10, 0, UmapStart.SPECTRAL), 2, 1);

    int wrong = 0;
    for (int i = 0; i < groups * 40; i++) {
      int nearest = i == 0 ? 1 : 0;
      for (int j = 0; j < groups * 40; j++) {
        nearest = j != i && squared(places, i, j) < squared(places, i, nearest) ? j : nearest;
      }
      wrong += nearest / 40 == i / 40 ? 0 : 1;
    }
    assertThat(wrong).isLessThanOrEqualTo(groups);
  }

  private static double squared(float[] places, int i, int j) {
    return Math.pow(places[2 * i] - places[2 * j], 2)
        + Math.pow(places[2 * i + 1] - places[2 * j + 1], 2);
  }

  @Test
  void duplicatesConstantsAndFewSamplesDoNoHarm() {
    float[] duplicates = new float[3_000];
    for (int i = 0; i < duplicates.length; i++) {
      duplicates[i] = i < 2_990 ? 1 : i;
    }
    for (Rows rows :
        new Rows[] {
          new Rows(duplicates, 3_000, 1),
          new Rows(new float[50], 50, 1),
          new Rows(new float[] {1, 2, 3}, 3, 1),
          new Rows(new float[] {1, 2}, 2, 1)
        }) {
      int neighbors = Math.min(15, rows.count());
      for (UmapStart start : UmapStart.values()) {
        for (float place : embed(rows, with(2, neighbors, 30, start), 2, 1)) {
          assertThat(place).isFinite();
        }
      }
    }
  }

  @Test
  void theListenerMayEndIt() {
    Rows rows = digits(0, 200);
    try (Workers workers = new Workers(1)) {
      UmapEmbedding embedding =
          new UmapRun(USUAL, EngineOptions.defaults(), workers).run(rows, epoch -> epoch < 7);

      assertThat(embedding.epochs()).isEqualTo(7);
    }
  }

  @Test
  void otherSamplesComeToTheirLikes() {
    Rows rows = digits(0, 1_000);
    Rows others = digits(1_000, 1_300);
    EngineOptions options = EngineOptions.defaults();
    try (Workers workers = new Workers(2)) {
      UmapEmbedding embedding = new UmapRun(USUAL, options, workers).run(rows, epoch -> true);
      UmapTransform transform = new UmapTransform(USUAL, embedding, 1, workers);
      NeighborFinder finder =
          new NeighborFinder(
              rows,
              USUAL.rowMetric(),
              USUAL.neighbors(),
              NeighborFinder.FEW_ROWS,
              options,
              workers);
      float[] places = transform.place(others, finder.of(others));

      float[] all = Arrays.copyOf(embedding.positions(), 2 * 1_300);
      System.arraycopy(places, 0, all, 2_000, places.length);
      assertThat(trust(digits(0, 1_300), all, 2)).isGreaterThan(0.975);

      Rows last = digits(1_299, 1_300);
      assertThat(transform.place(last, finder.of(last)))
          .as("a sample's place does not depend on those placed with it")
          .isEqualTo(Arrays.copyOfRange(places, 598, 600));
      assertThat(transform.place(rows, finder.of(rows)))
          .as("samples of the fit are where they were")
          .isEqualTo(embedding.positions());
    }
  }

  @Test
  void pointsOfAPairComeToTheSmallestDistance() {
    // Two pairs far from each other: within each nothing but the curve decides.
    Rows rows = new Rows(new float[] {0, 1, 100, 101}, 4, 1);
    float[] places = embed(rows, with(2, 2, 400, UmapStart.SPECTRAL), 1, 1);

    assertThat(Math.sqrt(squared(places, 0, 1))).isCloseTo(0, within(0.6));
    assertThat(squared(places, 0, 2)).isGreaterThan(4 * squared(places, 0, 1));
  }
}
