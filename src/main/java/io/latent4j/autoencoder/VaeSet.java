package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.training.TrainingSet;
import java.util.Optional;

/**
 * Samples to train on or to hold out.
 *
 * @param set as the trainer sees them
 * @param own what belongs to the set alone: zeros and ones that were drawn of the samples
 */
record VaeSet(TrainingSet set, Optional<Samples> own) implements AutoCloseable {

  static VaeSet of(Samples samples, Scaling scaling, Vae options, long seed) {
    if (options.binarize() != VaeBinarization.ONCE) {
      return new VaeSet(TrainingSet.of(samples, scaling), Optional.empty());
    }
    Samples drawn = VaeSamples.drawnOnce(samples, scaling, seed);
    return new VaeSet(TrainingSet.of(drawn, Scaling.none()), Optional.of(drawn));
  }

  @Override
  public void close() {
    set.close();
    own.ifPresent(Samples::close);
  }
}
