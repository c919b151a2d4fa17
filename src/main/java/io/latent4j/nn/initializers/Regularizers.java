package io.latent4j.nn.initializers;

import io.latent4j.nn.Regularizer;

/**
 * What keeps weights small, under Keras's names.
 *
 * <pre>{@code
 * Dense.of(64).withKernelRegularizer(Regularizers.l2(1e-4f))
 * }</pre>
 */
public final class Regularizers {
  private Regularizers() {}

  /**
   * Adds a multiple of the sum of the absolute values.
   *
   * @param l1 by what it is multiplied, at least 0
   * @return the regularizer
   * @throws IllegalArgumentException if the number is negative or not finite
   */
  public static Regularizer l1(float l1) {
    return new WeightPenalty("L1", l1, 0);
  }

  /**
   * Adds a multiple of the sum of the squares.
   *
   * @param l2 by what it is multiplied, at least 0
   * @return the regularizer
   * @throws IllegalArgumentException if the number is negative or not finite
   */
  public static Regularizer l2(float l2) {
    return new WeightPenalty("L2", 0, l2);
  }

  /**
   * Adds a multiple of the sum of the absolute values and one of the sum of the squares.
   *
   * @param l1 by what the absolute values are multiplied, at least 0
   * @param l2 by what the squares are multiplied, at least 0
   * @return the regularizer
   * @throws IllegalArgumentException if a number is negative or not finite
   */
  public static Regularizer l1l2(float l1, float l2) {
    return new WeightPenalty("L1L2", l1, l2);
  }
}
