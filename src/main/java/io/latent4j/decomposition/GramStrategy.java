package io.latent4j.decomposition;

import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Eigenvectors of the products between features or, if those are fewer, between samples. */
final class GramStrategy implements SolverStrategy {
  @Override
  public Decomposition decompose(CenteredSamples samples, int wanted) {
    if (samples.count() < samples.features()) {
      return samples.affordFloat64()
          ? SampleGram.decompose(samples, wanted, TFloat64.class)
          : SampleGram.decompose(samples, wanted, TFloat32.class);
    }
    return samples.affordFloat64()
        ? FeatureGram.decompose(samples, wanted, TFloat64.class)
        : FeatureGram.decompose(samples, wanted, TFloat32.class);
  }
}
