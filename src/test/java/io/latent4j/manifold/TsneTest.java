package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Trustworthiness;
import io.latent4j.model.FitOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsneTest {

  private static Samples samples(String name) {
    return new DataCatalog(Path.of("unused")).samples(name);
  }

  private static Samples digits(int from, int to) {
    try (Samples all = samples("digits")) {
      return all.rows(from, to);
    }
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
    }
    return flat;
  }

  @ParameterizedTest
  @EnumSource(names = {"PAIRS", "FFT"})
  void isAsGoodAsScikitLearn(TsneMethod method) {
    ManifoldFixture.Reached expected = ManifoldFixture.read().tsne();
    try (Samples digits = digits(0, expected.samples())) {
      TsneModel model = Tsne.of(2).withMethod(method).fit(digits);

      assertThat(model.klDivergence()).isLessThan(1.02 * expected.divergence());
      float[] places = flat(model.embedding());
      float[] rows = model.scaling().apply(digits.toFloats(), 64);
      assertThat(Trustworthiness.of(rows, 64, places, 2, 5, 2))
          .isGreaterThan(expected.trustworthiness() - 0.005);
    }
  }

  @ParameterizedTest
  @EnumSource(TsneMethod.class)
  void divergenceFallsOnceExaggerationIsOver(TsneMethod method) {
    List<Double> divergences = new ArrayList<>();
    try (Samples digits = digits(0, 120)) {
      TsneModel model =
          Tsne.of(2)
              .withMethod(method)
              .withPerplexity(10)
              .withIterations(450)
              .fit(
                  digits,
                  FitOptions.defaults()
                      .withListener(
                          progress -> {
                            assertThat(progress.total()).isEqualTo(450);
                            if (!progress.figures().isEmpty()) {
                              divergences.add(progress.figures().get("kl_divergence"));
                              assertThat(progress.done()).isEqualTo(50 * divergences.size());
                            }
                            return true;
                          }));
      assertThat(divergences).hasSize(9);
      assertThat(divergences.subList(4, 9)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
      assertThat(model.klDivergence()).isLessThanOrEqualTo(1.01 * divergences.get(8));
      assertThat(model.iterations()).isEqualTo(450);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PAIRS", "FFT"})
  void sameSeedAndThreadsGiveTheSameBits(TsneMethod method) {
    FitOptions options = FitOptions.of(EngineOptions.defaults().withThreads(2));
    Tsne tsne = Tsne.of(2).withMethod(method).withIterations(60);
    try (Samples digits = digits(0, 200)) {
      float[][] first = tsne.fit(digits, options).embedding();
      float[][] second = tsne.fit(digits, options).embedding();
      assertThat(second).isDeepEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void embedsInOtherDimensionsToo(int components) {
    try (Samples blobs = samples("blobs:n=150,centers=3,features=4,std=0.3")) {
      TsneModel model = Tsne.of(components).withPerplexity(15).withIterations(400).fit(blobs);

      assertThat(model.embedding()).hasDimensions(150, components);
      assertThat(Trustworthiness.of(blobs.toFloats(), 4, flat(model.embedding()), components, 5, 1))
          .isGreaterThan(0.9);
    }
  }

  @Test
  void newSamplesComeAmongThoseLikeThem() {
    try (Samples known = digits(0, 300);
        Samples others = digits(300, 340)) {
      TsneModel model = Tsne.of(2).fit(known);
      float[][] places = model.embedding();
      float[][] added = model.transform(others);

      int right = 0;
      for (int i = 0; i < added.length; i++) {
        int nearest = 0;
        for (int j = 1; j < places.length; j++) {
          if (distance(added[i], places[j]) < distance(added[i], places[nearest])) {
            nearest = j;
          }
        }
        right += known.labels().orElseThrow()[nearest] == others.labels().orElseThrow()[i] ? 1 : 0;
      }
      assertThat(right).isGreaterThanOrEqualTo(34);
      assertThatThrownBy(() -> model.transform(Samples.of(new float[][] {{1, 2}})))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("samples must have 64 features, as those of the fit, but have 2");
    }
  }

  @Test
  void aSampleThatIsKnownComesWhereItIs() {
    try (Samples known = digits(0, 300)) {
      TsneModel model = Tsne.of(2).fit(known);
      float[][] places = model.embedding();
      float[][] again = model.transform(known);

      double[] moved = new double[places.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = distance(places[i], again[i]);
      }
      Arrays.sort(moved);
      double width = distance(places[0], places[1]);
      for (float[] place : places) {
        width = Math.max(width, distance(places[0], place));
      }
      assertThat(moved[moved.length / 2]).isLessThan(0.02 * width);
    }
  }

  @ParameterizedTest
  @CsvSource({"200, 50", "2880, 60"})
  void theAutomaticRateIsAFortyEighthOfTheSamplesButAtLeastFifty(int count, double rate) {
    Tsne tsne = Tsne.of(2).withIterations(3).withPerplexity(5);
    try (Samples blobs = samples("blobs:n=%d,centers=3,features=2".formatted(count))) {
      float[][] automatic = tsne.fit(blobs).embedding();
      assertThat(tsne.withLearningRate(rate).fit(blobs).embedding()).isDeepEqualTo(automatic);
      assertThat(tsne.withLearningRate(rate + 1).fit(blobs).embedding()[0])
          .isNotEqualTo(automatic[0]);
    }
  }

  private static double distance(float[] a, float[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  @Test
  void samplesThatAreAllAlikeAreSpread() {
    try (Samples alike = Samples.of(new float[20][3])) {
      TsneModel model = Tsne.of(2).withPerplexity(5).withIterations(300).fit(alike);
      for (float[] place : model.embedding()) {
        assertThat(place[0]).isFinite();
        assertThat(place[1]).isFinite();
      }
      assertThat(model.embedding()[0]).isNotEqualTo(model.embedding()[1]);
    }
  }

  @Test
  void twoSamplesAreEnough() {
    try (Samples two = Samples.of(new float[][] {{0}, {1}})) {
      TsneModel model = Tsne.of(2).withPerplexity(1).withIterations(50).fit(two);
      assertThat(model.klDivergence()).isBetween(-1e-6, 1e-6);
    }
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() {
    try (Samples digits = digits(0, 60)) {
      TsneModel model =
          Tsne.of(2)
              .withPerplexity(5)
              .fit(
                  digits,
                  FitOptions.defaults()
                      .withListener(
                          progress -> {
                            if (progress.done() == 100) {
                              Thread.currentThread().interrupt();
                            }
                            return true;
                          }));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(model.iterations()).isEqualTo(100);
    }
  }

  @Test
  void aRateFarTooHighIsSaidToBe() {
    try (Samples digits = digits(0, 60)) {
      assertThatThrownBy(() -> Tsne.of(2).withPerplexity(5).withLearningRate(1e37).fit(digits))
          .isInstanceOf(EmbeddingDivergedException.class)
          .hasMessageContaining("learning rate");
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    try (Samples one = Samples.of(new float[][] {{1, 2}});
        Samples few = Samples.of(new float[10][2]);
        Samples many = Samples.of(new float[30_001][1])) {
      refused(() -> Tsne.of(2).fit(one), "samples must be at least 2, but are 1");
      refused(
          () -> Tsne.of(2).fit(few),
          "perplexity must be below the number of samples, 10, but is 30");
      refused(
          () -> Tsne.of(2).withMethod(TsneMethod.EXACT).check(many),
          "samples must be at most 30000 for method exact, but are 30001");
    }
    refused(() -> Tsne.of(0), "components must be at least 1, but is 0");
    refused(() -> Tsne.of(2).withPerplexity(0.5), "perplexity must be at least 1, but is 0.5");
    refused(
        () -> Tsne.of(2).withPerplexity(Double.NaN), "perplexity must be at least 1, but is NaN");
    refused(() -> Tsne.of(2).withIterations(0), "iterations must be at least 1, but is 0");
    refused(
        () -> Tsne.of(2).withLearningRate(0),
        "learningRate must be above 0 and finite, but is 0.0");
    refused(
        () -> Tsne.of(3).withMethod(TsneMethod.FFT),
        "components must be at most 2 for method fft, but is 3");
  }

  private static void refused(Runnable work, String message) {
    assertThatThrownBy(work::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
