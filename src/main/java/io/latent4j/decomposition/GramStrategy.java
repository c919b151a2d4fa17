package io.latent4j.decomposition;

import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Eigenvectors of the products between features or, if those are fewer, between samples. */
final class GramStrategy implements SolverStrategy {
  /** Up to so many products float64 costs no time worth mentioning. */
  private static final double PRODUCTS_IN_FLOAT64 = 1L << 31;

  @Override
  public Decomposition decompose(CenteredSamples samples, int wanted) {
    double smaller = Math.min(samples.count(), samples.features());
    boolean small = smaller * samples.count() * samples.features() <= PRODUCTS_IN_FLOAT64;
    if (samples.count() < samples.features()) {
      return small
          ? SampleGram.decompose(samples, wanted, TFloat64.class)
          : SampleGram.decompose(samples, wanted, TFloat32.class);
    }
    return small
        ? FeatureGram.decompose(samples, wanted, TFloat64.class)
        : FeatureGram.decompose(samples, wanted, TFloat32.class);
  }
}
