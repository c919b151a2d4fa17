package io.latent4j.cli.commands;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Trustworthiness;
import io.latent4j.model.FloatArray;

/**
 * The trustworthiness of embeddings, by 5 neighbours. Of more than 10,000 samples the neighbours of
 * 5,000 are looked at, drawn by seed.
 */
final class Trust {
  private static final int NEIGHBORS = 5;
  private static final int MOST_RANKED = 10_000;
  private static final int DRAWN_OF_MORE = 5_000;

  private Trust() {}

  /** Compares an embedding with the samples themselves, scaled but not reduced. */
  static double of(Samples samples, Scaling scaling, FloatArray embedding, EngineOptions engine) {
    int count = samples.count();
    int neighbors = Math.min(NEIGHBORS, (count - 1) / 2);
    if (neighbors == 0) {
      return 1; // two samples: nothing can be out of order
    }
    return Trustworthiness.sampled(
        ScaledSamples.of(samples, scaling).forDifferences().all(),
        samples.features(),
        embedding.values(),
        embedding.columns(),
        neighbors,
        count <= MOST_RANKED ? count : DRAWN_OF_MORE,
        engine.seed(),
        engine.threads());
  }
}
