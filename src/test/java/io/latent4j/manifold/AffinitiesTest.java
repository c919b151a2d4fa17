package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AffinitiesTest {
  private static final ManifoldFixture FIXTURE = ManifoldFixture.read();

  private static Affinities of(Rows rows, int each, double perplexity) {
    try (Workers workers = new Workers(2);
        NeighborSearch search = new NeighborSearch(rows, EngineOptions.defaults(), workers)) {
      return Affinities.of(search.amongThemselves(each), perplexity, workers);
    }
  }

  private static float[] dense(Affinities affinities) {
    int count = affinities.count();
    float[] dense = new float[count * count];
    for (int i = 0; i < count; i++) {
      for (int k = affinities.starts()[i]; k < affinities.starts()[i + 1]; k++) {
        dense[i * count + affinities.columns()[k]] = affinities.values()[k];
      }
    }
    return dense;
  }

  @Test
  void ofNeighborsAgreeWithScikitLearn() {
    ManifoldFixture.Affinity expected = FIXTURE.affinities();
    Affinities found = of(FIXTURE.rows().toRows(), expected.neighbors(), expected.perplexity());

    assertThat(dense(found)).containsExactly(expected.near().values(), within(2e-6f));
  }

  @Test
  void ofAllPairsAgreeWithScikitLearn() {
    ManifoldFixture.Affinity expected = FIXTURE.affinities();
    Affinities found =
        of(FIXTURE.rows().toRows(), FIXTURE.rows().shape()[0] - 1, expected.perplexity());

    assertThat(dense(found)).containsExactly(expected.exact().values(), within(2e-6f));
  }

  @Test
  void addUpToOneAndAreSymmetric() {
    Affinities found = of(FIXTURE.rows().toRows(), 9, 3);

    float[] dense = dense(found);
    double sum = 0;
    for (int i = 0; i < found.count(); i++) {
      for (int j = 0; j < found.count(); j++) {
        sum += dense[i * found.count() + j];
        assertThat(dense[i * found.count() + j]).isEqualTo(dense[j * found.count() + i]);
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void haveThePerplexityAskedFor() {
    double[] squared = {0.1, 0.2, 0.7, 1, 1.5, 2, 3, 8, 9, 20};
    for (double perplexity : new double[] {1.5, 3, 7, 9.5}) {
      double[] found = new double[10];
      Bandwidth.apply(squared, found, 0, 10, perplexity);

      double entropy = 0;
      for (double p : found) {
        entropy -= p > 0 ? p * Math.log(p) : 0;
      }
      assertThat(Math.exp(entropy)).isCloseTo(perplexity, within(1e-3));
      assertThat(Arrays.stream(found).sum()).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void ofDistancesThatAllowNoChoiceAreEqual() {
    double[] found = new double[4];
    Bandwidth.apply(new double[] {0, 0, 0, 0}, found, 0, 4, 2);
    assertThat(found).containsOnly(0.25);
    Bandwidth.apply(new double[] {5e8, 5e8, 5e8, 5e8}, found, 0, 4, 2);
    assertThat(found).containsOnly(0.25);
  }

  @Test
  void ofVeryLargeDistancesDoNotUnderflow() {
    double[] near = new double[3];
    double[] far = new double[3];
    Bandwidth.apply(new double[] {1, 2, 4}, near, 0, 3, 2);
    Bandwidth.apply(new double[] {1e8 + 1, 1e8 + 2, 1e8 + 4}, far, 0, 3, 2);
    assertThat(far).containsExactly(near, within(1e-6));
  }
}
