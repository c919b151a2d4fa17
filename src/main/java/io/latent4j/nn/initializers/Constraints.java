package io.latent4j.nn.initializers;

import io.latent4j.nn.Constraint;

/**
 * What weights can be made to keep to, under Keras's names.
 *
 * <pre>{@code
 * Dense.of(64).withKernelConstraint(Constraints.maxNorm(2))
 * Conv2D.of(8, 3).withKernelConstraint(Constraints.unitNorm(0, 1, 2))
 * }</pre>
 */
public final class Constraints {
  private Constraints() {}

  /**
   * Vectors longer than a limit are scaled down to it.
   *
   * @param maxValue the largest norm, positive
   * @param axes the axes of the weight along which a vector lies; none for axis 0, which is that of
   *     the inputs in {@link io.latent4j.nn.layers.Dense}. The kernels of {@link
   *     io.latent4j.nn.layers.Conv2D} have 0, 1 and 2
   * @return the constraint
   * @throws IllegalArgumentException if the norm is not positive and finite, or an axis is negative
   *     or there twice
   */
  public static Constraint maxNorm(float maxValue, int... axes) {
    return NormConstraint.max(maxValue, axes);
  }

  /**
   * Negative numbers become zero.
   *
   * @return the constraint
   */
  public static Constraint nonNeg() {
    return new NonNegative();
  }

  /**
   * Vectors are scaled to the norm one.
   *
   * @param axes the axes of the weight along which a vector lies, as in {@link #maxNorm}
   * @return the constraint
   * @throws IllegalArgumentException if an axis is negative or there twice
   */
  public static Constraint unitNorm(int... axes) {
    return NormConstraint.unit(axes);
  }
}
