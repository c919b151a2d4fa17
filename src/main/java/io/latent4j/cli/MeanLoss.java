package io.latent4j.cli;

import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.autoencoder.ReconstructionLoss;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;

/**
 * The mean loss of a trained autoencoder over samples it has not seen.
 *
 * @param loss how a reconstruction is compared with its sample
 */
record MeanLoss(ReconstructionLoss loss) {

  /** As far from 0 and 1 as Keras keeps probabilities. */
  private static final double EPSILON = 1e-7;

  double of(AutoencoderModel model, Samples samples) {
    Rows reconstruction = Rows.of(samples, samples.features(), model::reconstruct);
    return of(samples, model.scaling(), reconstruction);
  }

  /** The same of a reconstruction at hand, which is scaled. */
  double of(Samples samples, Scaling scaling, Rows reconstructed) {
    int features = samples.features();
    float[] reconstruction = reconstructed.values();
    ScaledSamples scaled = ScaledSamples.of(samples, scaling);
    double sum = 0;
    for (int row = 0; row < samples.count(); row++) {
      float[] truth = scaled.row(row);
      for (int i = 0; i < features; i++) {
        sum += compare(truth[i], reconstruction[row * features + i]);
      }
    }
    return sum / reconstruction.length;
  }

  private double compare(double truth, double made) {
    return switch (loss) {
      case MSE -> (truth - made) * (truth - made);
      case BCE -> {
        double yes = Math.min(1 - EPSILON, Math.max(EPSILON, made));
        yield -truth * Math.log(yes) - (1 - truth) * Math.log(1 - yes);
      }
    };
  }
}
