package io.latent4j.decomposition;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * What samples are projected with, in one precision.
 *
 * @param <T> the precision
 */
interface PcaValues<T extends TFloating> {

  /** Whitening divides by no less, as in scikit-learn: what hardly varies is noise. */
  float SMALLEST_DEVIATION = Math.ulp(1f);

  /** The features less their means. */
  Operand<T> minusMean(Ops tf, Operand<T> x);

  /** Centred features with their means given back. */
  Operand<T> plusMean(Ops tf, Operand<T> centered);

  /** The components as rows. */
  Operand<T> components(Ops tf);

  /** The standard deviation along each component. */
  Operand<T> deviation(Ops tf);
}
