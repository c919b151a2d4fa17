package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.data.FarFromZero;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import org.junit.jupiter.api.Test;

/** An embedding depends on differences only, also where the samples are far from zero. */
class FarFromZeroTest {

  @Test
  void neighborsAreThoseOfTheDifferences() {
    FarFromZero set = FarFromZero.times();
    try (Samples far = set.samples();
        Samples near = set.centered();
        Samples farOthers = far.rows(10, 20);
        Samples nearOthers = near.rows(10, 20)) {
      Tsne tsne = Tsne.of(2).withPerplexity(10).withIterations(50);
      TsneModel expected = tsne.fit(near);
      TsneModel model = tsne.fit(far);
      assertThat(model.embedding()).isDeepEqualTo(expected.embedding());
      assertThat(model.transform(farOthers)).isDeepEqualTo(expected.transform(nearOthers));
    }
  }

  @Test
  void unrolledSheetsAreThoseOfTheDifferences() {
    FarFromZero set = FarFromZero.times();
    try (Samples far = set.samples();
        Samples near = set.centered()) {
      Isomap isomap = Isomap.of(2).withNeighbors(60).withScale(Scaling.Kind.NONE);
      assertThat(isomap.fit(far).embedding()).isDeepEqualTo(isomap.fit(near).embedding());
    }
  }
}
