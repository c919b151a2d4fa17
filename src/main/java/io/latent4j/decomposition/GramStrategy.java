package io.latent4j.decomposition;

import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Eigenvectors of the products between samples, for fewer of them than features; otherwise {@link
 * IncrementalPca} takes those of the products between features.
 */
final class GramStrategy implements SolverStrategy {
  @Override
  public Decomposition decompose(CenteredSamples samples, int wanted) {
    return samples.affordFloat64()
        ? SampleGram.decompose(samples, wanted, TFloat64.class)
        : SampleGram.decompose(samples, wanted, TFloat32.class);
  }
}
