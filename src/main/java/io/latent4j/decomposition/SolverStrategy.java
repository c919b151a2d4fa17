package io.latent4j.decomposition;

/** A way to find the largest singular values of centred samples and their right vectors. */
interface SolverStrategy {

  /**
   * Finds the components.
   *
   * @param samples what to decompose
   * @param wanted how many components at least, from 1 to the smaller of samples and features
   * @throws IllegalArgumentException if the samples do not vary, or too much for float32
   */
  Decomposition decompose(CenteredSamples samples, int wanted);
}
