package io.latent4j.decomposition;

import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Eigenvectors of the products between samples, for fewer of them than features; otherwise {@link
 * IncrementalPca} takes those of the products between features. Where products cost too many
 * digits, as where samples that are not centred are far from zero, the singular values are found
 * without them.
 */
final class GramStrategy implements SolverStrategy {
  /** A square below that share of the largest has few digits left in products of float64. */
  private static final double FEW_DIGITS = 1e-10;

  @Override
  public Decomposition decompose(CenteredSamples samples, int wanted) {
    if (!samples.affordFloat64()) {
      return SampleGram.decompose(samples, wanted, TFloat32.class);
    }
    Decomposition found = SampleGram.decompose(samples, wanted, TFloat64.class);
    double[] squares = found.squares();
    return squares[squares.length - 1] < FEW_DIGITS * squares[0]
        ? new SvdStrategy().decompose(samples, wanted)
        : found;
  }
}
