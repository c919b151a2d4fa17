package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Trustworthiness;
import io.latent4j.model.FitOptions;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.savedmodel.VariableDescription;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametricUmapTest {
  private static final Umap PLAIN = Umap.of(2).withEpochs(200);
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(4));

  private static double trust(Samples samples, float[][] places) {
    float[] flat = new float[places.length * 2];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(places[i], 0, flat, 2 * i, 2);
    }
    return Trustworthiness.of(samples.toFloats(), samples.features(), flat, 2, 5, 2);
  }

  @Test
  void samplesItHasNotSeenArePlacedNearlyAsFaithfullyAsWithoutANetwork(@TempDir Path folder) {
    Umap parametric =
        PLAIN.withParametric(true).withNetwork(PLAIN.network().withTrainingEpochs(150));
    try (Samples digits = new DataCatalog(folder).samples("digits");
        Samples known = digits.rows(0, 1500);
        Samples others = digits.rows(1500, 1797);
        UmapModel plain = PLAIN.fit(known, HOW);
        UmapModel network = parametric.fit(known, HOW)) {
      double best = trust(others, plain.transform(others));
      float[][] places = network.transform(others);

      assertThat(best).isGreaterThan(0.95);
      assertThat(trust(others, places)).isGreaterThan(best - 0.1);
      assertThat(network.isParametric()).isTrue();
      assertThat(plain.isParametric()).isFalse();
      assertThat(network.embedding()).isDeepEqualTo(network.transform(known));
      assertThat(network.figures().get("loss")).isBetween(0.0, 1.0);

      network.save(folder.resolve("map"));
      try (UmapModel loaded = UmapModel.load(folder.resolve("map"));
          LoadedModel file = SavedModels.load(folder.resolve("map"))) {
        assertThat(loaded.transform(others)).isDeepEqualTo(places);
        assertThatIllegalStateException().isThrownBy(loaded::embedding);
        assertThat(file.description().variables())
            .extracting(VariableDescription::path)
            .contains(
                "network.layers[0].mean", "network.layers[2].kernel", "network.layers[3].bias")
            .allMatch(path -> path.startsWith("network."));
      }
    }
  }

  @Test
  void aNetworkWithoutHiddenLayersIsTheBestLinearMap() {
    float[][] line = new float[60][2];
    for (int i = 0; i < line.length; i++) {
      line[i] = new float[] {i, 2 * i};
    }
    Umap linear =
        Umap.of(1)
            .withNeighbors(5)
            .withParametric(true)
            .withScale(Scaling.Kind.STANDARD)
            .withNetwork(UmapNetwork.of().withTrainingEpochs(400).withLearningRate(0.05));
    try (Samples samples = Samples.of(line);
        UmapModel model = linear.fit(samples, HOW)) {
      float[][] places = model.embedding();
      float step = places[1][0] - places[0][0];
      for (int i = 2; i < places.length; i++) {
        assertThat(places[i][0] - places[i - 1][0]).isCloseTo(step, offset(step));
      }
    }
  }

  private static Offset<Float> offset(float step) {
    return within(Math.abs(step) * 0.01f + 1e-5f);
  }

  @Test
  void refusesNetworksThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UmapNetwork.of(3, 0))
        .withMessage("layers must have at least 1 unit each, but are [3, 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UmapNetwork.of(3).withTrainingEpochs(0))
        .withMessage("trainingEpochs must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UmapNetwork.of(3).withBatch(0))
        .withMessage("batch must be at least 1, but is 0");
    assertThatIllegalArgumentException().isThrownBy(() -> UmapNetwork.of(3).withLearningRate(0));
  }
}
