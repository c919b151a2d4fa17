package io.latent4j.manifold;

/** The forces that drive all points of an embedding apart. */
interface Repulsion {

  /**
   * Computes the forces on all points, before they are divided by the sum that is returned.
   *
   * @param positions (components, points)
   * @param forces where the result goes, (components, points): for each point the sum over the
   *     others of their similarity, times its derivative's factor, times the difference of places
   * @return the sum of the similarities of all ordered pairs
   */
  double apply(float[][] positions, float[][] forces);
}
