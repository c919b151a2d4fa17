package io.latent4j.cli;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import java.util.Optional;

/**
 * The means that principal components found with {@code --center sample} take away from samples,
 * each its own: the model can't give them back, as they are not in the embedding.
 *
 * @param means one for each sample, scaled
 */
record SampleMeans(float[] means) {

  static SampleMeans of(Samples samples, Scaling scaling) {
    ScaledSamples scaled = ScaledSamples.of(samples, scaling);
    float[] means = new float[samples.count()];
    for (int row = 0; row < means.length; row++) {
      double sum = 0;
      for (float value : scaled.row(row)) {
        sum += value;
      }
      means[row] = (float) (sum / samples.features());
    }
    return new SampleMeans(means);
  }

  /** Whether a model takes them away: then its mean is not what lies at the origin. */
  static boolean areTakenAwayBy(TrainedModel model, int components) {
    Optional<Rows> mean = model.variable("mean");
    if (mean.isEmpty()) {
      return false;
    }
    float[] means = mean.get().values();
    Rows origin = model.apply("inverse_transform", new Rows(new float[components], components));
    if (origin.columns() != means.length) {
      return true;
    }
    for (int i = 0; i < means.length; i++) {
      if (origin.values()[i] != means[i]) {
        return true;
      }
    }
    return false;
  }

  /** Rows of centred samples as they were before. */
  Rows giveBackTo(Rows centred) {
    float[] values = centred.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += means[i / centred.columns()];
    }
    return new Rows(values, centred.columns());
  }
}
